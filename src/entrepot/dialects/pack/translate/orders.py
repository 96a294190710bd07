"""Orders and lines as Pack's clients send them, in the book's words."""

from decimal import Decimal

from entrepot.book.orders.draft import (
    DoorPolicy,
    LineChanges,
    LineDraft,
    LineKey,
    LinePatch,
    OrderDraft,
    OrderKey,
    OrderPatch,
)
from entrepot.book.orders.errors import LINE_BELOW_DONE, LINE_UNKNOWN
from entrepot.book.orders.line import OrderLine
from entrepot.book.orders.order import Order, OrderStatus
from entrepot.book.values.quantity import plain
from entrepot.book.values.unset import UNSET
from entrepot.dialects.pack.translate.status import is_updatable, require_updatable
from entrepot.dialects.pack.translate.values import id_of
from entrepot.dialects.pack.wire.requests import ChangeLine, ChangeOrder, CreateOrder, LineIn
from entrepot.errors import Findings, NotFound

NO_PATCH = OrderPatch()
PACK_POLICY = DoorPolicy(delete_in=frozenset({OrderStatus.DRAFT}), last_line_removable=False)


def order_key(text: str) -> OrderKey:
    """The order an id in a path means."""
    return OrderKey(id=id_of(text))


def order_draft(body: CreateOrder) -> OrderDraft:
    """A new order; without a reference the book gives it a number."""
    return OrderDraft(
        supplier_id=id_of(body.supplier_id),
        number=body.reference,
        lines=tuple(line_draft(line) for line in body.lines),
    )


def line_draft(body: LineIn) -> LineDraft:
    """A new line."""
    price = body.price
    return LineDraft(
        product_id=id_of(body.product_id),
        quantity=Decimal(body.quantity_ordered),
        unit_price=None if price is None else price.amount,
        price_currency=None if price is None else price.currency,
        sell_ahead=None if body.sell_ahead is None else Decimal(body.sell_ahead),
    )


def order_patch(body: ChangeOrder) -> OrderPatch | None:
    """The header fields that change, or None when there are none."""
    number = body.reference
    if body.supplier_id is None and (number is None or not number.strip()):
        return None
    return OrderPatch(
        supplier_id=UNSET if body.supplier_id is None else id_of(body.supplier_id),
        number=UNSET if number is None or not number.strip() else number,
    )


def added_line(body: LineIn) -> LineChanges:
    """One line to be added."""
    return LineChanges(add=(line_draft(body),))


def changed_line(line: OrderLine, body: ChangeLine) -> LineChanges:
    """The changes to one line."""
    price = body.price
    patch = LinePatch(
        line_id=line.id,
        quantity=UNSET if body.quantity_ordered is None else Decimal(body.quantity_ordered),
        unit_price=UNSET if price is None else price.amount,
        price_currency=None if price is None else price.currency,
        sell_ahead=UNSET if body.sell_ahead is None else Decimal(body.sell_ahead),
    )
    return LineChanges(change=(patch,))


def removed_line(line: OrderLine) -> LineChanges:
    """One line to be taken off the order."""
    return LineChanges(remove=(LineKey(line_id=line.id),))


def line_of(order: Order, text: str) -> OrderLine:
    """The order's line with this id; raises NotFound."""
    wanted = id_of(text)
    for line in order.lines:
        if line.id == wanted:
            return line
    raise NotFound(LINE_UNKNOWN)


def require_changeable(order: Order, line: OrderLine, body: ChangeLine) -> None:
    """Raise unless the line can be changed; a quantity below what was received is named before the order's state."""
    wanted = body.quantity_ordered
    if not is_updatable(order) and wanted is not None and wanted < line.done_quantity:
        findings = Findings()
        done = plain(line.done_quantity)
        findings.add(("quantity",), LINE_BELOW_DONE, f"{done} were already received, written off or released.")
        findings.settle()
    require_updatable(order)
