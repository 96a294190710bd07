"""Pre-orders in the store: what was promised ahead, on which incoming lines, and how late a supplier comes."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from entrepot.book.orders.line import LineKind
from entrepot.book.orders.order import OrderType
from entrepot.book.receiving.receipt import ReceiptStatus
from entrepot.book.stock.preorder import INCOMING, OPEN, Allocation, Booked, Incoming, PreOrder, Presold, still_coming
from entrepot.book.suppliers.lateness import Lateness, days_late, lateness
from entrepot.store.listing import Catalogue, Field
from entrepot.store.schema.preorders import pre_order_allocations, pre_orders
from entrepot.store.shape import Shape, chunks, listed_values
from entrepot.store.types import QUANTITY_PLACES, from_micros, from_scaled, shared_id, to_id, to_micros, to_scaled
from entrepot.store.work import UnitOfWork

SHAPE = Shape(pre_orders, PreOrder)
ALLOCATIONS = Shape(pre_order_allocations, Allocation)
CATALOGUE = Catalogue(
    SHAPE,
    {
        "id": Field(pre_orders.c.id),
        "product_id": Field(pre_orders.c.product_id),
        "order_id": Field(pre_orders.c.order_id),
        "order_line_id": Field(pre_orders.c.order_line_id),
        "status": Field(pre_orders.c.status),
        "reference": Field(pre_orders.c.reference),
        "customer": Field(pre_orders.c.customer),
        "created_at": Field(pre_orders.c.created_at),
    },
)
insert = SHAPE.insert
get = SHAPE.get
page = CATALOGUE.page
# How far back a supplier's lateness looks: at most this many of its latest orders, and of their latest arrivals.
ORDERS_LOOKED_AT = 200
ARRIVALS_LOOKED_AT = 500

# CROSS JOIN keeps SQLite from walking through every open order first: a product has fewer lines than there are orders.
_INCOMING = f"""
SELECT l.id, l.order_id, o.number, o.supplier_id, l.product_id,
       coalesce(l.promised_date, l.requested_date, o.due_at), l.sell_ahead,
       l.quantity_ordered - (l.quantity_received - l.quantity_returned + l.quantity_written_off + l.quantity_released)
FROM purchase_order_lines l
CROSS JOIN purchase_orders o
WHERE o.organization_id = l.organization_id AND o.id = l.order_id
  AND l.organization_id = ? AND l.product_id IN %s AND l.kind = '{LineKind.GOODS.value}'
  AND o.type = '{OrderType.PURCHASE.value}' AND o.deleted_at IS NULL
  AND o.status IN ({", ".join(f"'{word.value}'" for word in sorted(INCOMING))})
  AND l.quantity_ordered > l.quantity_received - l.quantity_returned + l.quantity_written_off + l.quantity_released
"""  # noqa: S608 - words of our own lists
# Goods on receipts that are being booked, and the orders they may be for; few receipts are open at a time.
_BOOKED = f"""
SELECT l.id, l.product_id, l.order_line_id, l.accepted - l.matched - l.undone, k.order_id, k.position
FROM goods_receipts r
CROSS JOIN goods_receipt_lines l
LEFT JOIN goods_receipt_orders k ON k.organization_id = l.organization_id AND k.receipt_id = l.receipt_id
WHERE r.organization_id = ? AND r.status = '{ReceiptStatus.PENDING.value}'
  AND l.organization_id = r.organization_id AND l.receipt_id = r.id AND l.product_id IN %s
  AND l.accepted > l.matched + l.undone
"""  # noqa: S608 - a word of our own list
_OPEN = ", ".join(f"'{word.value}'" for word in sorted(OPEN))
_OPEN_OF = f"{SHAPE.selecting} WHERE pre_orders.organization_id = ? AND product_id IN %s AND status IN ({_OPEN})"
_ANY_OF = "SELECT 1 FROM pre_orders WHERE organization_id = ? AND product_id IN %s LIMIT 1"
_PRESOLD = f"""
SELECT product_id, order_line_id, sum(quantity - quantity_allocated) FROM pre_orders
WHERE organization_id = ? AND product_id IN %s AND status IN ({_OPEN}) GROUP BY product_id, order_line_id
"""  # noqa: S608 - words of our own lists
_ARRIVED = """
SELECT order_line_id, sum(quantity) FROM pre_order_allocations
WHERE organization_id = ? AND product_id IN %s AND order_line_id IS NOT NULL GROUP BY order_line_id
"""
_HELD = """
SELECT pre_order_id, sum(quantity) FROM pre_order_allocations
WHERE organization_id = ? AND product_id = ? AND warehouse_id = ? GROUP BY pre_order_id HAVING sum(quantity) > 0
"""
_HELD_BY = """
SELECT warehouse_id, order_line_id, sum(quantity) FROM pre_order_allocations
WHERE organization_id = ? AND pre_order_id = ?
GROUP BY warehouse_id, order_line_id HAVING sum(quantity) > 0 ORDER BY warehouse_id, order_line_id
"""
_CHANGE = """
UPDATE pre_orders SET quantity_allocated = ?, status = ?, order_id = ?, order_line_id = ?, promised_date = ?,
    latest_date = ?, version = ?, updated_at = ?
WHERE organization_id = ? AND id = ?
"""
_ALLOCATE = """
INSERT INTO pre_order_allocations
    (organization_id, id, pre_order_id, product_id, warehouse_id, order_line_id, quantity, created_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
_LATE = """
SELECT coalesce(l.promised_date, l.requested_date, o.due_at), m.occurred_at
FROM (SELECT id, organization_id, due_at FROM purchase_orders WHERE organization_id = ? AND supplier_id = ?
      AND deleted_at IS NULL ORDER BY id DESC LIMIT ?) o
JOIN movements m ON m.organization_id = o.organization_id AND m.order_id = o.id
JOIN purchase_order_lines l ON l.organization_id = m.organization_id AND l.id = m.order_line_id
LEFT JOIN movements r ON r.organization_id = m.organization_id AND r.reverses_id = m.id
WHERE m.kind = 'received' AND m.quantity > 0 AND r.id IS NULL
  AND coalesce(l.promised_date, l.requested_date, o.due_at) IS NOT NULL
ORDER BY m.id DESC LIMIT ?
"""


def incoming(uow: UnitOfWork, organization_id: UUID, product_ids: Iterable[UUID]) -> list[Incoming]:
    """The goods lines of sent and confirmed purchases of these products of which something comes, in no order.

    What is booked on a receipt is on hand and comes no more, although its order does not count it yet.
    """
    ids = tuple(product_ids)
    lines = [
        Incoming(
            line_id=to_id(line),
            order_id=shared_id(order),
            order_number=number,
            supplier_id=None if supplier is None else shared_id(supplier),
            product_id=shared_id(product),
            due=None if due is None else from_micros(due),
            sell_ahead=_figure(sell_ahead),
            outstanding=_figure(outstanding),
        )
        for line, order, number, supplier, product, due, sell_ahead, outstanding in _of(
            uow, _INCOMING, organization_id, ids
        )
    ]
    return still_coming(lines, booked(uow, organization_id, ids))


def booked(uow: UnitOfWork, organization_id: UUID, product_ids: Iterable[UUID]) -> list[Booked]:
    """Goods of these products on receipts that are being booked, in the order of booking."""
    found: dict[bytes, Booked] = {}
    rows = _of(uow, _BOOKED, organization_id, product_ids)
    for id, product, line, quantity, order, _ in sorted(rows, key=lambda row: (row[0], row[5] or 0)):
        before = found[id].order_ids if id in found else ()
        found[id] = Booked(
            product_id=to_id(product),
            order_line_id=None if line is None else to_id(line),
            order_ids=before if order is None else (*before, to_id(order)),
            quantity=_figure(quantity),
        )
    return list(found.values())


def open_of(uow: UnitOfWork, organization_id: UUID, product_ids: Iterable[UUID]) -> list[PreOrder]:
    """The reserved and waiting pre-orders of these products, in no order."""
    return [SHAPE.from_driver(row) for row in _of(uow, _OPEN_OF, organization_id, product_ids)]


def any_of(uow: UnitOfWork, organization_id: UUID, product_ids: Iterable[UUID]) -> bool:
    """Whether any of these products was ever sold ahead."""
    return bool(_of(uow, _ANY_OF, organization_id, product_ids))


def presold(
    uow: UnitOfWork, organization_id: UUID, product_ids: Sequence[UUID]
) -> tuple[Presold, dict[UUID, Decimal], dict[UUID, Decimal]]:
    """What is pre-sold on each line; and per product what is reserved and what waits, in units still to come."""
    found, reserved, waiting = Presold(), dict[UUID, Decimal](), dict[UUID, Decimal]()
    for product, line, quantity in _of(uow, _PRESOLD, organization_id, product_ids):
        product_id, figure = to_id(product), _figure(quantity)
        if line is None:
            waiting[product_id] = figure
        else:
            found.open[to_id(line)] = figure
            reserved[product_id] = reserved.get(product_id, Decimal(0)) + figure
    found.arrived = arrived(uow, organization_id, product_ids)
    return found, reserved, waiting


def arrived(uow: UnitOfWork, organization_id: UUID, product_ids: Iterable[UUID]) -> dict[UUID, Decimal]:
    """What was allocated to pre-orders from each line of these products, less what was taken back."""
    return {to_id(line): _figure(quantity) for line, quantity in _of(uow, _ARRIVED, organization_id, product_ids)}


def held(
    uow: UnitOfWork, organization_id: UUID, product_id: UUID, warehouse_id: UUID
) -> list[tuple[PreOrder, Decimal]]:
    """Every pre-order that has units of this product allocated in this warehouse, with how many."""
    rows = uow.rows(_HELD, (organization_id.bytes, product_id.bytes, warehouse_id.bytes))
    found = {to_id(id): _figure(quantity) for id, quantity in rows}
    return [(each, found[each.id]) for each in SHAPE.by_ids(uow, organization_id, found).values()]


def held_by(uow: UnitOfWork, pre_order: PreOrder) -> list[tuple[UUID, UUID | None, Decimal]]:
    """What a pre-order has allocated: warehouse, the line whose quota it counts against, units."""
    rows = uow.rows(_HELD_BY, (pre_order.organization_id.bytes, pre_order.id.bytes))
    return [(to_id(place), None if line is None else to_id(line), _figure(units)) for place, line, units in rows]


def change(uow: UnitOfWork, changed: Iterable[PreOrder]) -> None:
    """Store the present state of these pre-orders."""
    rows = [
        (
            to_scaled(each.quantity_allocated, QUANTITY_PLACES),
            each.status.value,
            None if each.order_id is None else each.order_id.bytes,
            None if each.order_line_id is None else each.order_line_id.bytes,
            None if each.promised_date is None else to_micros(each.promised_date),
            None if each.latest_date is None else to_micros(each.latest_date),
            each.version,
            to_micros(each.updated_at),
            each.organization_id.bytes,
            each.id.bytes,
        )
        for each in changed
    ]
    if rows:
        uow.many(_CHANGE, rows)


def allocate(uow: UnitOfWork, made: Iterable[Allocation]) -> None:
    """Add to what pre-orders were allocated."""
    rows = [
        (
            each.organization_id.bytes,
            each.id.bytes,
            each.pre_order_id.bytes,
            each.product_id.bytes,
            each.warehouse_id.bytes,
            None if each.order_line_id is None else each.order_line_id.bytes,
            to_scaled(each.quantity, QUANTITY_PLACES),
            to_micros(each.created_at),
        )
        for each in made
    ]
    if rows:
        uow.many(_ALLOCATE, rows)


def supplier_lateness(uow: UnitOfWork, organization_id: UUID, supplier_id: UUID) -> Lateness | None:
    """How late this supplier comes, from the latest arrivals on its latest orders; None without any."""
    rows = uow.rows(_LATE, (organization_id.bytes, supplier_id.bytes, ORDERS_LOOKED_AT, ARRIVALS_LOOKED_AT))
    return lateness(days_late(from_micros(due), from_micros(came)) for due, came in rows)


def _of(uow: UnitOfWork, text: str, organization_id: UUID, product_ids: Iterable[UUID]) -> list[Any]:
    """The rows of a statement about these products, at one statement for each 500 of them."""
    found: list[Any] = []
    for part in chunks(tuple({id.bytes for id in product_ids})):
        marks, padded = listed_values(part)
        found += uow.rows(text % marks, (organization_id.bytes, *padded))
    return found


def _figure(scaled: int) -> Decimal:
    return from_scaled(scaled, QUANTITY_PLACES)
