"""Kept tallies of purchase orders, so that the common totals need no counting: in all, per status, supplier, warehouse.

Only live purchases count: no credit memos, no vendor offers, nothing deleted.
"""

from collections import Counter
from uuid import UUID

from entrepot.book.orders.order import Order, OrderType
from entrepot.store.work import UnitOfWork

_ADD = """
INSERT INTO purchase_order_tallies (organization_id, name, amount) VALUES (?, ?, ?)
ON CONFLICT (organization_id, name) DO UPDATE SET amount = amount + excluded.amount
"""
_READ = "SELECT amount FROM purchase_order_tallies WHERE organization_id = ? AND name = ?"


def names_of(order: Order) -> tuple[str, ...]:
    """The tallies an order counts in."""
    if order.type is not OrderType.PURCHASE or order.deleted_at is not None:
        return ()
    common = ("all", f"status:{order.status}", f"warehouse:{order.warehouse_id.hex}")
    return common if order.supplier_id is None else (*common, f"supplier:{order.supplier_id.hex}")


def move(uow: UnitOfWork, organization_id: UUID, before: tuple[str, ...], after: tuple[str, ...]) -> None:
    """Count an order out of where it was and into where it is now."""
    if before == after:
        return
    steps = Counter(after)
    steps.subtract(before)
    rows = [(organization_id.bytes, name, step) for name, step in steps.items() if step]
    uow.many(_ADD, rows)


def tally(uow: UnitOfWork, organization_id: UUID, name: str) -> int:
    """How many orders the tally counts."""
    found = uow.row(_READ, (organization_id.bytes, name))
    return 0 if found is None else int(found[0])
