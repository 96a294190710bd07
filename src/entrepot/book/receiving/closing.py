"""Closing an order of which goods are outstanding."""

from entrepot.book.orders.order import Order
from entrepot.book.orders.progress import goods
from entrepot.book.receiving.errors import ORDER_INCOMPLETE
from entrepot.book.values.quantity import plain
from entrepot.errors import Findings


def check_complete(order: Order) -> None:
    """Raise Invalid naming every line of which goods are outstanding, and how many."""
    findings = Findings()
    for place, line in enumerate(order.lines):
        if line.quantity_outstanding and line in goods([line]):
            words = f"{line.sku or line.description}: {plain(line.quantity_outstanding)} outstanding."
            findings.add(("lines", place), ORDER_INCOMPLETE, words)
    findings.settle()
