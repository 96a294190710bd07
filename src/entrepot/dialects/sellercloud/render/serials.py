"""The serial numbers of an order's goods, by line and receiving session."""

from collections.abc import Iterable
from typing import Any

from entrepot.book.orders.line import OrderLine
from entrepot.book.orders.order import Order
from entrepot.book.receiving.receipt import GoodsReceipt, ReceiptLine
from entrepot.dialects.sellercloud.render.lines import unit_price_of


def serials(order: Order, receipts: Iterable[GoodsReceipt]) -> list[dict[str, Any]]:
    """One entry for each line and session that goods came in; without numbered units its `Serials` are empty."""
    found: dict[tuple[int, int], dict[str, Any]] = {}
    for receipt in receipts:
        for came in receipt.lines:
            line = _line_of(order, came)
            if line is None or came.accepted <= came.undone:
                continue
            key = (line.serial, receipt.serial)
            entry = found.setdefault(key, _entry(line, receipt))
            entry["Serials"] += [{"SerialNumber": code} for code in came.serial_numbers]
    return list(found.values())


def _entry(line: OrderLine, receipt: GoodsReceipt) -> dict[str, Any]:
    return {
        "ID": line.serial,
        "ReceivingID": receipt.serial,
        "ProductID": line.sku or "",
        "Price": unit_price_of(line),
        "Serials": [],
    }


def _line_of(order: Order, came: ReceiptLine) -> OrderLine | None:
    """The order line goods belong to; goods that name only their product belong to the first line of it."""
    for line in order.lines:
        if came.order_line_id == line.id:
            return line
        if came.order_line_id is None and came.product_id is not None and came.product_id == line.product_id:
            return line
    return None
