"""One server per file: a lock beside the order book, held as long as the process lives."""

import fcntl
import os
from pathlib import Path

from entrepot.errors import Unavailable
from entrepot.store.errors import STORE_HELD, STORE_READ_ONLY


class FileLock:
    """The lock on `<book>.lock`. The system drops it when the process dies, however it dies."""

    def __init__(self, book: Path) -> None:
        """Take the lock at once; raises Unavailable naming the holder, or that the folder may not be written."""
        self.path = book.with_name(book.name + ".lock")
        try:
            self._descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise Unavailable(STORE_READ_ONLY, f"The folder of {book} may not be written: {error.strerror}.") from error
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            holder = os.pread(self._descriptor, 200, 0).decode(errors="replace").strip()
            os.close(self._descriptor)
            raise Unavailable(
                STORE_HELD,
                f"{book} is already in use by process {holder or '(unknown)'}. Stop that process, or use its server.",
                retry_after=5,
            ) from error
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, f"{os.getpid()}\n".encode(), 0)

    def release(self) -> None:
        """Let others have the file. The lock file itself stays: removing it would let two processes hold it."""
        os.ftruncate(self._descriptor, 0)
        os.close(self._descriptor)


def holder(book: Path) -> int | None:
    """The process that holds the order book now, or None."""
    path = book.with_name(book.name + ".lock")
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        found = os.pread(descriptor, 200, 0).decode(errors="replace").strip()
        return int(found) if found.isdigit() else None
    finally:
        os.close(descriptor)
    return None
