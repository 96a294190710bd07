"""From any earlier form of the order book to the present one, at start, inside one transaction."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection

from entrepot.errors import Failed
from entrepot.store.errors import STORE_DAMAGED, STORE_NEWER, STORE_NOT_A_BOOK
from entrepot.store.planner import teach

HEAD = "0001"
KNOWN = frozenset({"0001"})
HERE = Path(__file__).parent


def upgrade(raw: sqlite3.Connection, core: Connection) -> str | None:
    """Bring the order book to `HEAD`; the revision it had before, None for a new one. Raises typed errors.

    `raw` and `core` are the same connection. The whole way is one transaction: it is at `HEAD` or untouched.
    """
    before = revision_of(raw)
    if before == HEAD:
        return before

    def change() -> None:
        _run(core)
        teach(raw)

    change_schema(raw, change)
    return before


def change_schema(raw: sqlite3.Connection, change: Callable[[], None]) -> None:
    """Run `change` in one transaction with foreign keys off, and keep it only if every key still points at a row.

    Raises Failed otherwise; the file is then as it was.
    """
    raw.execute("PRAGMA foreign_keys=OFF")
    raw.execute("BEGIN IMMEDIATE")
    try:
        change()
        broken = raw.execute("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise Failed(STORE_DAMAGED, f"Rows of {broken[0][0]} point at rows of {broken[0][2]} that do not exist.")
        raw.execute("COMMIT")
    finally:
        if raw.in_transaction:
            raw.execute("ROLLBACK")
        raw.execute("PRAGMA foreign_keys=ON")


def revision_of(raw: sqlite3.Connection) -> str | None:
    """The revision of the file, None when it is empty; raises a typed error for a foreign or a newer file."""
    tables = {name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables:
        return None
    if "alembic_version" not in tables or "counters" not in tables:
        raise Failed(STORE_NOT_A_BOOK, "The file is a SQLite database, but not an Entrepot order book.")
    found = raw.execute("SELECT version_num FROM alembic_version").fetchall()
    if len(found) != 1:
        raise Failed(STORE_DAMAGED, "The order book does not say which version wrote it; restore it from a backup.")
    revision = str(found[0][0])
    if revision not in KNOWN:
        raise Failed(
            STORE_NEWER,
            f"The order book was written by a newer Entrepot (revision {revision}; this one knows up to {HEAD}). "
            "Run that version or a later one.",
        )
    return revision


def _run(core: Connection) -> None:
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.runtime.migration import RevisionStep
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory(str(HERE))

    def steps(revision: object, _context: object) -> list[RevisionStep]:
        return scripts._upgrade_revs("head", revision)  # type: ignore[arg-type]

    with EnvironmentContext(Config(), scripts, fn=steps) as environment:
        environment.configure(connection=core, transactional_ddl=True)
        environment.run_migrations()
