"""Carrying out a command: by this process when the order book is free, else by the server that holds it.

Whether it is free is not asked first but tried: the file's lock decides, so nothing can change in between.
"""

import json
import socket
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from entrepot.actions.ports import Dialects
from entrepot.cli.commands import COMMANDS, Arguments, Desk, Document
from entrepot.cli.errors import BOOK_MISSING, COMMAND_INTERRUPTED, error_of
from entrepot.clock import SystemClock
from entrepot.errors import NotFound, Unavailable
from entrepot.http.installed import background_of, register_installed
from entrepot.http.socketfile import LOCAL, connect, socket_file_of
from entrepot.settings import Settings
from entrepot.store.database import place_of
from entrepot.store.errors import STORE_HELD
from entrepot.store.store import Store

ANSWER_SECONDS = 600
PATIENCE_SECONDS = 10
_PAUSE_SECONDS = 0.1


def carry_out(settings: Settings, name: str, arguments: Arguments, *, make: bool = False) -> Document:
    """The document of the command `name`; raises its errors, and the store's.

    `make` lets it make an order book where there is none. A book that is held by a process without a socket (another
    command, or a server that is starting) is waited for, ten seconds at most.
    """
    path = place_of(settings.database_url)
    if not make and path.parent.is_dir() and not path.exists():
        raise NotFound(BOOK_MISSING, f"There is no order book at {path}. Is the path right?")
    patience = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return _here(settings, name, arguments)
        except Unavailable as held:
            if held.code != STORE_HELD:
                raise
            try:
                return _there(path, name, arguments)
            except (FileNotFoundError, ConnectionRefusedError):
                if time.monotonic() > patience:
                    raise held from None
        time.sleep(_PAUSE_SECONDS)


def _here(settings: Settings, name: str, arguments: Arguments) -> Document:
    key = None if settings.secret_key is None else settings.secret_key.get_secret_value()
    with Store.open(settings.database_url, clock=SystemClock(), secret_key=key) as store:
        background_of(store, register_installed(Dialects()))  # what happens here is told as well, later, by the server
        return COMMANDS[name](Desk(store, settings.host, url_of(settings)), arguments)


def url_of(settings: Settings) -> str:
    """The base URL that a server with these settings has."""
    if settings.public_url:
        return settings.public_url.rstrip("/")
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{settings.port}"


class _SocketFile(HTTPConnection):
    """HTTP over a Unix socket."""

    def __init__(self, path: Path) -> None:
        super().__init__("localhost", timeout=ANSWER_SECONDS)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(ANSWER_SECONDS)
        connect(self.sock, self._path)


def _there(book: Path, name: str, arguments: Arguments) -> Document:
    """The answer of the server that holds the book; raises its error, or that of an absent socket."""
    connection = _SocketFile(socket_file_of(book))
    connection.connect()
    try:
        body = json.dumps({"command": name, "arguments": arguments})
        connection.request("POST", LOCAL, body, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        document: Document = json.loads(answer.read())
    except (OSError, HTTPException, ValueError) as error:
        raise Unavailable(COMMAND_INTERRUPTED, retry_after=1) from error
    finally:
        connection.close()
    if answer.status != 200:
        raise error_of(document)
    return document
