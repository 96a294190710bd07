"""SQLite as SQLAlchemy knows it, except that only the store begins, commits, undoes and closes."""

from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine.interfaces import DBAPIConnection


class PassiveSqlite(SQLiteDialect_pysqlite):
    """A work that commits would answer for its neighbours in the group, so SQLAlchemy may not do it."""

    supports_statement_cache = True

    def do_commit(self, dbapi_connection: DBAPIConnection) -> None:
        """Refused with RuntimeError."""
        raise RuntimeError("the store commits, the work does not")

    def do_rollback(self, dbapi_connection: DBAPIConnection) -> None:
        """Refused with RuntimeError inside a work: raise an error instead, or use `connection.begin_nested()`."""
        if dbapi_connection.in_transaction:
            raise RuntimeError("the store undoes a work that fails, the work does not")

    def do_close(self, dbapi_connection: DBAPIConnection) -> None:
        """Nothing: the session closes the connection."""
