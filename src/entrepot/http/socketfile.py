"""The socket beside the order book, over which the commands of the same machine and user reach its server."""

import contextlib
import os
import socket
from collections.abc import Iterator
from pathlib import Path

LOCAL = "/local"
LONGEST = 100
"""The system takes about 104 bytes as the path of a socket; a longer one is reached through its open folder."""


def socket_file_of(book: Path) -> Path:
    """Where the server of this order book listens for local commands."""
    return book.with_name(book.name + ".sock")


def bind(listening: socket.socket, path: Path) -> None:
    """Bind to a socket file that only this user may open (mode 0600); a stale file is replaced."""
    with contextlib.suppress(FileNotFoundError):
        os.unlink(path)
    before = os.umask(0o177)
    try:
        with _short(path) as short:
            listening.bind(short)
    finally:
        os.umask(before)


def connect(connection: socket.socket, path: Path) -> None:
    """Connect to a socket file; raises FileNotFoundError or ConnectionRefusedError when nobody listens."""
    with _short(path) as short:
        connection.connect(short)


@contextlib.contextmanager
def _short(path: Path) -> Iterator[str]:
    """A name of the path that fits into a socket's address, valid inside the block."""
    if len(os.fsencode(path)) <= LONGEST:
        yield str(path)
        return
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{folder}/{path.name}"
    finally:
        os.close(folder)
