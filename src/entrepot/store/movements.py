"""The ledger of quantities in the store: appended, read, never altered."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from uuid import UUID

from entrepot.book.orders.view import LastReceived
from entrepot.book.receiving.errors import CLIENT_ID_TAKEN, UNDONE_ALREADY
from entrepot.book.receiving.movement import COUNTERS, Movement
from entrepot.store.listing import Catalogue, Field
from entrepot.store.schema.receiving import movements
from entrepot.store.shape import Shape, Taken, chunks, listed_values
from entrepot.store.types import QUANTITY_PLACES, from_micros, from_scaled, to_id
from entrepot.store.work import UnitOfWork

SHAPE = Shape(
    movements,
    Movement,
    taken=[
        Taken("client_id", "client_id", CLIENT_ID_TAKEN),
        Taken("reverses_id", "id", UNDONE_ALREADY),
    ],
)
CATALOGUE = Catalogue(
    SHAPE,
    {
        "id": Field(movements.c.id),
        "kind": Field(movements.c.kind),
        "order_id": Field(movements.c.order_id),
        "order_line_id": Field(movements.c.order_line_id),
        "posting_id": Field(movements.c.posting_id),
        "receipt_id": Field(movements.c.receipt_id),
        "receipt_line_id": Field(movements.c.receipt_line_id),
        "product_id": Field(movements.c.product_id),
        "created_at": Field(movements.c.created_at),
        "occurred_at": Field(movements.c.occurred_at),
    },
)
append = SHAPE.insert_many
page = CATALOGUE.page
by_ids = SHAPE.by_ids

_SUMS = ", ".join(
    f"coalesce(sum(CASE m.kind WHEN '{kind.value}' THEN m.quantity ELSE 0 END), 0) AS {counter}"
    for kind, counter in COUNTERS.items()
)
_DIFFER = " OR ".join(f"s.{counter} <> l.{counter}" for counter in COUNTERS.values())
_DRIFTING = f"""
SELECT DISTINCT s.order_id FROM (
    SELECT l.organization_id, l.order_id, l.id, {_SUMS} FROM purchase_order_lines l
    LEFT JOIN movements m ON m.organization_id = l.organization_id AND m.order_line_id = l.id
    WHERE l.organization_id = ? GROUP BY l.organization_id, l.order_id, l.id
) s
JOIN purchase_order_lines l ON l.organization_id = s.organization_id AND l.id = s.id
WHERE l.organization_id = ? AND ({_DIFFER}) ORDER BY s.order_id
"""  # noqa: S608 - names of our own schema
# Movements of a line that was removed from its order cancel out.
_HOMELESS = """
SELECT m.order_id FROM movements m
LEFT JOIN purchase_order_lines l
    ON l.organization_id = m.organization_id AND l.id = m.order_line_id AND l.order_id = m.order_id
WHERE m.organization_id = ? AND l.id IS NULL GROUP BY m.order_id, m.order_line_id, m.kind HAVING sum(m.quantity) <> 0
"""
_UNMATCHED = """
SELECT DISTINCT l.receipt_id FROM goods_receipt_lines l
LEFT JOIN movements m ON m.organization_id = l.organization_id AND m.receipt_line_id = l.id AND m.kind = 'received'
WHERE l.organization_id = ? GROUP BY l.receipt_id, l.id, l.matched HAVING coalesce(sum(m.quantity), 0) <> l.matched
"""

_LAST_RECEIVED = """
SELECT order_id, occurred_at, actor_name, serial FROM (
    SELECT m.order_id, m.occurred_at, m.actor_name, u.serial,
        row_number() OVER (PARTITION BY m.order_id ORDER BY m.occurred_at DESC, m.id DESC) AS place
    FROM movements m LEFT JOIN users u ON u.organization_id = m.organization_id AND u.id = m.actor_id
    WHERE m.organization_id = ? AND m.order_id IN %s AND m.kind = 'received' AND m.quantity > 0 AND NOT EXISTS (
        SELECT 1 FROM movements r WHERE r.organization_id = m.organization_id AND r.reverses_id = m.id
    )
) came WHERE place = 1
"""

_PLACES = """
SELECT order_line_id, warehouse_id, sum(CASE kind WHEN 'received' THEN quantity ELSE -quantity END) FROM movements
WHERE organization_id = ? AND order_line_id IN %s AND kind IN ('received', 'returned') AND warehouse_id IS NOT NULL
GROUP BY order_line_id, warehouse_id
"""


def of_posting(uow: UnitOfWork, organization_id: UUID, posting_id: UUID) -> list[Movement]:
    """The movements that were posted together, oldest first."""
    return _ordered(SHAPE.among(uow, organization_id, "posting_id", [posting_id.bytes]))


def by_client_ids(uow: UnitOfWork, organization_id: UUID, client_ids: Iterable[str]) -> dict[str, Movement]:
    """The movements made under these client-made ids, by that id."""
    wanted = tuple(set(client_ids))
    found = SHAPE.among(uow, organization_id, "client_id", wanted) if wanted else []
    return {each.client_id: each for each in found if each.client_id is not None}


def undone(uow: UnitOfWork, organization_id: UUID, ids: Iterable[UUID]) -> set[UUID]:
    """Those of these movements that a counter-movement has undone."""
    found: set[UUID] = set()
    for part in chunks(tuple(id.bytes for id in ids)):
        marks, padded = listed_values(part)
        text = f"SELECT reverses_id FROM movements WHERE organization_id = ? AND reverses_id IN {marks}"  # noqa: S608
        found |= {to_id(row[0]) for row in uow.rows(text, (organization_id.bytes, *padded))}
    return found


def places(uow: UnitOfWork, organization_id: UUID, line_ids: Iterable[UUID]) -> dict[UUID, dict[UUID, Decimal]]:
    """Units received and not returned of each of these order lines, by warehouse."""
    found: dict[UUID, dict[UUID, Decimal]] = {}
    for part in chunks(tuple(id.bytes for id in line_ids)):
        marks, padded = listed_values(part)
        for line_id, warehouse_id, units in uow.rows(_PLACES % marks, (organization_id.bytes, *padded)):
            found.setdefault(to_id(line_id), {})[to_id(warehouse_id)] = from_scaled(units, QUANTITY_PLACES)
    return found


def last_received(uow: UnitOfWork, organization_id: UUID, order_ids: Iterable[UUID]) -> dict[UUID, LastReceived]:
    """Per order, when goods last came that were not taken back, and who received them."""
    found: dict[UUID, LastReceived] = {}
    for part in chunks(tuple(id.bytes for id in order_ids)):
        marks, padded = listed_values(part)
        for order_id, at, name, serial in uow.rows(_LAST_RECEIVED % marks, (organization_id.bytes, *padded)):
            found[to_id(order_id)] = LastReceived(from_micros(at), name, serial or 0)
    return found


def drifting_orders(uow: UnitOfWork, organization_id: UUID) -> tuple[int, list[UUID]]:
    """How many orders there are, and those with a counter that is not the sum of its movements."""
    own = organization_id.bytes
    counted = uow.row("SELECT count(*) FROM purchase_orders WHERE organization_id = ?", (own,))
    found = {row[0] for row in uow.rows(_DRIFTING, (own, own))} | {row[0] for row in uow.rows(_HOMELESS, (own,))}
    return int(counted[0]), [to_id(raw) for raw in sorted(found)]


def drifting_receipts(uow: UnitOfWork, organization_id: UUID) -> list[UUID]:
    """Receipts with a line whose matched goods are not the sum of its movements."""
    return [to_id(row[0]) for row in uow.rows(_UNMATCHED, (organization_id.bytes,))]


def _ordered(found: Sequence[Movement]) -> list[Movement]:
    return sorted(found, key=lambda each: each.id)
