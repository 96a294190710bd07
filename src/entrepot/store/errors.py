"""What can go wrong with the file or the database behind the order book, and how driver errors become ours."""

import sqlite3

from sqlalchemy.exc import DBAPIError, StatementError

from entrepot.errors import EntrepotError, Failed, Unavailable, code

STORE_QUEUE_FULL = code("store.queue_full", "Too many changes are waiting to be stored; try again shortly.")
STORE_READS_FULL = code("store.reads_full", "Too many questions are waiting for an answer; try again shortly.")
STORE_TOO_SLOW = code("store.too_slow", "The answer took longer to find than allowed; ask for less at once.")
STORE_BUSY = code("store.busy", "Another program holds the order book's file; try again shortly.")
STORE_FULL = code("store.full", "The disk is full: nothing can be stored until room is made. Reading goes on.")
STORE_DISK = code("store.disk", "The disk refused to read or write; nothing was stored.")
STORE_READ_ONLY = code("store.read_only", "The order book's file or folder may not be written by this user.")
STORE_CLOSED = code("store.closed", "The order book is closed: the server is stopping.")
STORE_HELD = code("store.held", "Another Entrepot process holds this order book.")
STORE_NO_FOLDER = code("store.no_folder", "The folder of the order book does not exist.")
STORE_NO_LOG = code("store.no_log", "The file system cannot keep a write-ahead log; use a local disk.")
STORE_NOT_A_FILE = code("store.not_a_file", "The order book's address names something that is not a file.")
STORE_NOT_A_BOOK = code("store.not_a_book", "The file is not an Entrepot order book.")
STORE_DAMAGED = code("store.damaged", "The order book's file is damaged; restore it from a backup.")
STORE_NEWER = code("store.newer", "The order book was written by a newer Entrepot; run that version or a later one.")
STORE_OLD_SQLITE = code("store.old_sqlite", "The SQLite library of this machine is too old.")
STORE_ADDRESS = code("store.address", "The database address is not one that Entrepot understands.")
STORE_ENGINE = code("store.engine", "This kind of database is not supported yet; use sqlite:///path/book.sqlite3.")
STORE_KEY_FILE = code("store.key_file", "The file with the key that secrets are kept under cannot be read or made.")
STORE_KEY_FORM = code("store.key_form", "This is not a key to keep secrets under.")
STORE_KEY_WRONG = code(
    "store.key_wrong",
    "A secret was kept under another key: bring back the key file (or ENTREPOT_SECRET_KEY), or set the secret anew.",
)
STORE_BACKUP_MISSING = code("store.backup_missing", "There is no backup at this path.")
STORE_EXISTS = code("store.exists", "There is an order book at this path already; a restore never overwrites one.")
STORE_PROOF = code("store.proof", "A backup is not what the proof beside it says.")
STORE_RESTORE = code("store.restore", "The backup could not be restored.")
STORE_BACKUP = code("store.backup", "The backup could not be written.")

# The low byte of SQLite's result code → what it means to us.
_MEANINGS = {
    sqlite3.SQLITE_FULL: (Unavailable, STORE_FULL, 60),
    sqlite3.SQLITE_IOERR: (Unavailable, STORE_DISK, 60),
    sqlite3.SQLITE_BUSY: (Unavailable, STORE_BUSY, 1),
    sqlite3.SQLITE_READONLY: (Unavailable, STORE_READ_ONLY, 60),
    sqlite3.SQLITE_CANTOPEN: (Unavailable, STORE_DISK, 60),
    sqlite3.SQLITE_INTERRUPT: (Unavailable, STORE_TOO_SLOW, 5),
    sqlite3.SQLITE_CORRUPT: (Failed, STORE_DAMAGED, None),
    sqlite3.SQLITE_NOTADB: (Failed, STORE_NOT_A_BOOK, None),
}


def driver_error(error: BaseException) -> BaseException:
    """The driver's own exception behind SQLAlchemy's wrapper, or the exception itself."""
    if isinstance(error, StatementError) and error.orig is not None:
        return error.orig
    return error


def translated(error: BaseException) -> BaseException:
    """The error a caller should see: ours where the disk or the engine is the cause, else the very same exception."""
    cause = driver_error(error)
    if isinstance(cause, EntrepotError):
        return cause
    meaning = _MEANINGS.get(result_code(cause) & 0xFF)
    if meaning is None:
        return error
    kind, name, retry_after = meaning
    ours = kind(name, retry_after=retry_after)
    ours.__cause__ = error
    return ours


def result_code(error: BaseException) -> int:
    """SQLite's extended result code of an exception, 0 when it has none."""
    found = getattr(driver_error(error), "sqlite_errorcode", 0)
    return found if isinstance(found, int) else 0


def is_duplicate(error: BaseException, *columns: str) -> bool:
    """True when a unique key refused the row; with `columns` (`table.column`) only when the key has all of them."""
    if result_code(error) not in {sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY}:
        return False
    broken = str(driver_error(error)).partition(": ")[2].split(", ")
    return all(column in broken for column in columns)


Refusals = (sqlite3.IntegrityError, DBAPIError)
"""What to catch around a statement that may break a key; ask `is_duplicate` which one."""
