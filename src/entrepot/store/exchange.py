"""Links to things on other servers, and how far pulls are, in the store."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from sqlalchemy import and_, update

from entrepot.book.exchange.record import Exchanged, Link, Mark
from entrepot.store.schema.exchange import exchange_links, exchange_marks
from entrepot.store.shape import Shape, chunks
from entrepot.store.types import to_id
from entrepot.store.work import UnitOfWork

LINKS = Shape(exchange_links, Link)
MARKS = Shape(exchange_marks, Mark)
insert = LINKS.insert

_TABLES = {
    Exchanged.SUPPLIERS: "suppliers",
    Exchanged.PRODUCTS: "products",
    Exchanged.WAREHOUSES: "warehouses",
    Exchanged.ORDERS: "purchase_orders",
}
_NAMED = """
SELECT book_id, external_id FROM exchange_links
WHERE organization_id = ? AND connection = ? AND noun = ? AND external_id IS NOT NULL AND book_id IN
"""
_UNLINKED = """
SELECT t.id FROM {table} t
WHERE t.organization_id = ? AND t.id > ? AND t.deleted_at IS NULL AND t.updated_at >= ?
  AND NOT EXISTS (SELECT 1 FROM exchange_links k WHERE k.organization_id = t.organization_id AND k.connection = ?
                  AND k.noun = ? AND k.book_id = t.id AND k.external_id IS NOT NULL)
ORDER BY t.id LIMIT ?
"""


def there(uow: UnitOfWork, organization_id: UUID, connection: str, noun: Exchanged, external_id: str) -> Link | None:
    """The link of a thing by what the other server calls it."""
    text = "connection = ? AND noun = ? AND external_id = ?"
    return LINKS.one(uow, organization_id, text, (connection, noun.value, external_id))


def here(uow: UnitOfWork, organization_id: UUID, connection: str, noun: Exchanged, book_id: UUID) -> Link | None:
    """The link of a thing of the book, also one that waits for its id on the other server."""
    text = "connection = ? AND noun = ? AND book_id = ?"
    return LINKS.one(uow, organization_id, text, (connection, noun.value, book_id.bytes))


def change(uow: UnitOfWork, link: Link) -> None:
    """Store what is now said of a link; raises Conflict when somebody else was faster."""
    LINKS.update(uow, replace(link, version=link.version + 1, updated_at=uow.now))


def mark(uow: UnitOfWork, organization_id: UUID, connection: str, noun: Exchanged) -> Mark | None:
    """How far the pull of this noun is."""
    return MARKS.one(uow, organization_id, "connection = ? AND noun = ?", (connection, noun.value))


def put_mark(uow: UnitOfWork, mark: Mark, *, known: bool) -> None:
    """Note how far the pull is."""
    if not known:
        MARKS.insert(uow, mark)
        return
    table = MARKS.table
    same = and_(table.c.organization_id == mark.organization_id, table.c.id == mark.id)
    uow.connection.execute(update(table).where(same).values(MARKS.values(mark)))


def unlinked(
    uow: UnitOfWork, organization_id: UUID, connection: str, noun: Exchanged, after: UUID, since: int, limit: int
) -> tuple[UUID, ...]:
    """The ids of things the other server does not have yet, from after one id on, changed since then (microseconds)."""
    text = _UNLINKED.format(table=_TABLES[noun])
    if noun is Exchanged.WAREHOUSES:
        text = text.replace(" AND t.deleted_at IS NULL", "")
    given = (organization_id.bytes, after.bytes, since, connection, noun.value, limit)
    return tuple(to_id(row[0]) for row in uow.rows(text, given))


def external_ids(
    uow: UnitOfWork, organization_id: UUID, connection: str, noun: Exchanged, book_ids: Iterable[UUID]
) -> dict[UUID, str]:
    """What the other server calls these things of the book, as far as it is known."""
    found: dict[UUID, str] = {}
    for some in chunks([id.bytes for id in book_ids]):
        rows = uow.rows(
            f"{_NAMED} ({', '.join('?' * len(some))})", (organization_id.bytes, connection, noun.value, *some)
        )
        found.update((to_id(row[0]), row[1]) for row in rows)
    return found
