"""The facts of an order or a goods receipt that rules compare. Pure: everything comes in as arguments."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from entrepot.book.automation.vocabulary import WORDS
from entrepot.book.events import Event
from entrepot.book.orders.line import PriceSource
from entrepot.book.orders.order import Order, OrderStatus
from entrepot.book.receiving.receipt import GoodsReceipt
from entrepot.book.values.money import Money

ZERO = Decimal(0)
_DAY = timedelta(days=1)
_OVER = frozenset({OrderStatus.CLOSED, OrderStatus.CANCELED})


def order_facts(order: Order, event: Event, tags: Collection[str], now: datetime) -> dict[str, object]:
    """What is true of an order; `tags` are the slugs it carries."""
    days = None if order.due_at is None else _days(order.due_at, now)
    return {
        "event": WORDS["order"].get(event.code),
        "status": str(order.status),
        "receiving": str(order.receiving),
        "total": Money(order.totals.total, order.currency),
        "subtotal": Money(order.totals.subtotal, order.currency),
        "currency": order.currency,
        "number": order.number,
        "title": order.title,
        "source": order.source,
        "supplier": None if order.supplier_id is None else str(order.supplier_id),
        "supplier_name": order.supplier.name,
        "warehouse": str(order.warehouse_id),
        "tags": tuple(sorted(tags)),
        "skus": tuple(sorted({line.sku for line in order.lines if line.sku is not None})),
        "line_count": Decimal(len(order.lines)),
        "quantity_ordered": sum((line.quantity_ordered for line in order.lines), ZERO),
        "received_percent": order.received_percent,
        "days_until_due": days,
        "is_overdue": order.due_at is not None and order.due_at < now and order.status not in _OVER,
        "is_held": order.held_at is not None,
        "is_approved": order.approved,
        "has_free_text": any(line.product_id is None for line in order.lines),
        "has_lines_without_price": any(line.price_source is PriceSource.NONE for line in order.lines),
    }


def receipt_facts(receipt: GoodsReceipt, event: Event, orders: Sequence[Order], now: datetime) -> dict[str, object]:
    """What is true of a goods receipt; `orders` are the linked ones."""
    here = receipt.arrived_at or now
    return {
        "event": WORDS["goods_receipt"].get(event.code),
        "status": str(receipt.status),
        "reference": receipt.reference,
        "remarks": receipt.remarks,
        "source": receipt.source,
        "warehouse": str(receipt.warehouse_id),
        "suppliers": tuple(sorted({str(order.supplier_id) for order in orders if order.supplier_id is not None})),
        "order_count": Decimal(len(receipt.order_ids)),
        "piece_count": Decimal(len(receipt.pieces)),
        "line_count": Decimal(len(receipt.lines)),
        "quantity_accepted": sum((line.accepted - line.undone for line in receipt.lines), ZERO),
        "quantity_rejected": sum((line.rejected for line in receipt.lines), ZERO),
        "days_late": None if receipt.expected_at is None else _days(here, receipt.expected_at),
        "has_unannounced_goods": any(line.unmatched > 0 for line in receipt.lines),
    }


def _days(until: datetime, since: datetime) -> Decimal:
    """Whole days from one moment to another, rounded down; less than zero when it is past."""
    return Decimal((until - since) // _DAY)
