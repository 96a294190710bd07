"""What a piece of work is handed: one transaction of the writer, or one snapshot of a reader."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from typing import Any, Protocol, TypeVar
from uuid import UUID

from sqlalchemy import Connection

from entrepot.ids import Ids
from entrepot.store.database import Session
from entrepot.store.listeners import Listeners
from entrepot.store.vault import Vault

T = TypeVar("T")
Params = Mapping[str, Any] | Sequence[Any]
Row = tuple[Any, ...]

_NEXT_NUMBER = """
INSERT INTO counters (organization_id, name, value) VALUES (?, ?, ?)
ON CONFLICT (organization_id, name) DO UPDATE SET value = value + ?
RETURNING value
"""


# Tables that are written with every order: whatever is written elsewhere may change what the writer remembers.
MOVING = (
    "purchase_orders",
    "purchase_order_lines",
    "purchase_order_tags",
    "purchase_order_tallies",
    "purchase_order_search",
    "events",
    "event_seal",
    "counters",
    "idempotency_keys",
    "jobs",
    "job_due",
    "webhook_deliveries",
    "webhook_attempts",
)
MOST_SETTLED = 2_000
_WRITES_MOVING = re.compile(
    rf"\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM) (?:{'|'.join(MOVING)})\b", re.IGNORECASE
)


@lru_cache(maxsize=2_000)
def unsettles(text: str) -> bool:
    """Whether a statement may write to a table outside `MOVING`."""
    return not (_WRITES_MOVING.match(text) or text.lstrip()[:6].upper() == "SELECT")


class Answer(Protocol):
    """The driver's answer to a statement."""

    @property
    def rowcount(self) -> int:
        """How many rows the statement changed, -1 when it asked only."""

    def fetchone(self) -> Any:  # noqa: ANN401 - the driver's own row
        """The next row or None."""

    def fetchall(self) -> list[Any]:
        """All rows that are left."""

    def close(self) -> None:
        """Leave the rest unread."""

    def __iter__(self) -> Iterator[Any]:
        """The rows one by one."""


class UnitOfWork:
    """One transaction, or a savepoint in the writer's group, or a reader's snapshot.

    `now` is the moment the work was submitted and `new_id` gives the same ids again when the work is run anew.
    `cause`, when a work sets it, is the event that everything appended from then on was caused by.
    `row` and `rows` leave nothing open; what `sql` left unread is closed when the work ends.
    """

    __slots__ = (
        "_ids",
        "_late",
        "_made",
        "_open",
        "_raw",
        "_session",
        "_submitted",
        "_used",
        "cause",
        "dry_run",
        "now",
        "signals",
        "writable",
    )

    def __init__(self, session: Session, ids: Ids, now: datetime, *, writable: bool, dry_run: bool) -> None:
        """The store makes one for each work."""
        self._session = session
        self._raw = session.raw
        self._ids = ids
        self.now = self._submitted = now
        self.writable = writable
        self.dry_run = dry_run
        self._made: list[UUID] = []
        self._used = 0
        self._open: list[Answer] = []
        self._late: list[tuple[str, Params]] = []
        self.cause: UUID | None = None
        self.signals: set[str] = set()

    @property
    def connection(self) -> Connection:
        """SQLAlchemy's connection, in the same transaction as the statements written by hand."""
        self._session.settled.clear()
        self._session.handed_out = True
        return self._session.core

    def new_id(self) -> UUID:
        """A fresh UUIDv7 of `now`; the same sequence again when the work is re-run."""
        if self._used == len(self._made):
            self._made.append(self._ids.new(self.now))
        self._used += 1
        return self._made[self._used - 1]

    def rewind(self) -> None:
        """Make the work's next run see the same ids and the same `now` again (the store calls this before a re-run)."""
        self._used = 0
        self._late.clear()
        self.cause = None
        self.signals.clear()
        self.now = self._submitted

    @property
    def listeners(self) -> Listeners:
        """Who listens to this store."""
        return self._session.listeners

    @property
    def vault(self) -> Vault:
        """Where secrets are sealed that must be read again."""
        return self._session.vault

    def signal(self, name: str) -> None:
        """Wake whoever waits for this signal once the work is durable; nobody when it is undone."""
        self.signals.add(name)

    def at(self, moment: datetime) -> None:
        """Let what follows in this work happen at `moment` (aware, UTC), for a history that is brought in afterwards.

        Take the moments in order: ids never step back.
        """
        self.now = moment

    def at_end(self, text: str, params: Params = ()) -> None:
        """Run one changing statement right before the commit, after all works of the group; none is run when undone.

        For what no work reads again and SQLite does better in one go: its search index writes out what it gathered at
        every savepoint, which costs as much as the rows of an order.
        """
        self._late.append((text, params))

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """A step that is undone alone when it raises, while the rest of the work stands."""
        late = len(self._late)
        self.close_answers()
        self._raw.execute("SAVEPOINT attempt")
        try:
            yield
        except BaseException:
            self.close_answers()
            self._session.settled.clear()
            del self._late[late:]
            self._raw.execute("ROLLBACK TO SAVEPOINT attempt")
            self._raw.execute("RELEASE SAVEPOINT attempt")
            raise
        self._raw.execute("RELEASE SAVEPOINT attempt")

    def finish(self) -> None:
        """Run what was kept for the end (the store calls this)."""
        for text, params in self._late:
            self._raw.execute(text, params)

    def close_answers(self) -> None:
        """Close what the work left unread: a changing statement not read to its end would hold up the commit."""
        for answer in self._open:
            answer.close()
        self._open.clear()

    def sql(self, text: str, params: Params = ()) -> Answer:
        """Run one statement on the driver, with `?` or `:name` parameters in the driver's own values."""
        if self.writable and unsettles(text):
            self._session.settled.clear()
        answer = self._raw.execute(text, params)
        if answer.description is not None:
            self._open.append(answer)
        return answer

    def many(self, text: str, rows: Iterable[Params]) -> int:
        """Run one statement for each of `rows`; the number of rows changed."""
        if unsettles(text):
            self._session.settled.clear()
        return self._raw.executemany(text, rows).rowcount

    def row(self, text: str, params: Params = ()) -> Any:  # noqa: ANN401 - the driver's own row
        """The first row of a statement as a tuple, or None."""
        if self.writable and unsettles(text):
            self._session.settled.clear()
        answer = self._raw.execute(text, params)
        found = answer.fetchone()
        answer.close()
        return found

    def rows(self, text: str, params: Params = ()) -> list[Any]:
        """All rows of a statement as tuples."""
        if self.writable and unsettles(text):
            self._session.settled.clear()
        return self._raw.execute(text, params).fetchall()

    def settled(self, text: str, params: tuple[Any, ...]) -> list[Any]:
        """Like `rows`, for a SELECT from tables outside `MOVING` alone.

        The writer remembers the answer until anything outside `MOVING` is written, or a work is undone: whoever enters
        orders all day need not read the same supplier and products each time. A reader asks the database.
        """
        if not self.writable:
            return self._raw.execute(text, params).fetchall()
        known = self._session.settled
        key = (text, params)
        found = known.get(key)
        if found is None:
            if len(known) >= MOST_SETTLED:
                known.clear()
            found = known[key] = self._raw.execute(text, params).fetchall()
        return found

    def counter(self, organization_id: UUID, name: str, count: int = 1, start: int = 1001) -> int:
        """The first of `count` fresh consecutive numbers of a counter that begins at `start`; undone with the work."""
        found = self.row(_NEXT_NUMBER, (organization_id.bytes, name, start + count - 1, count))
        last: int = found[0]
        return last - count + 1


Work = Callable[[UnitOfWork], T]
