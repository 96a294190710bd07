"""E-mails as plain text: what an order says to its supplier."""

from dataclasses import dataclass
from decimal import Decimal

from entrepot.book.orders.line import OrderLine
from entrepot.book.orders.order import Order


@dataclass(frozen=True, slots=True)
class Letter:
    """An e-mail to be sent. `sender` is the name shown beside the installation's own address."""

    sender: str
    to: tuple[str, ...]
    title: str
    text: str


def one_line(text: str, most: int = 200) -> str:
    """A text fit for a header: no line breaks or other control characters."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())[:most]


def order_letter(order: Order, sender: str, to: tuple[str, ...]) -> Letter:
    """The order as its supplier reads it."""
    parts = [
        f"Dear {order.supplier.name or 'supplier'},",
        "",
        f"{sender} orders from you under number {order.number}:",
        "",
    ]
    parts += [text for line in order.lines for text in _line(line, order.currency)]
    parts += ["", f"Total: {order.totals.total} {order.currency}"]
    if order.due_at is not None:
        parts.append(f"Expected by: {order.due_at.date().isoformat()}")
    if order.vendor_note:
        parts += ["", order.vendor_note]
    parts += ["", f"Please name {order.number} in your answer.", "", sender, ""]
    return Letter(sender, to, f"Purchase order {order.number} from {sender}", "\n".join(parts))


def _line(line: OrderLine, currency: str) -> list[str]:
    what = line.product_name or line.description or ""
    number = line.supplier_sku or line.sku
    unit = f" {line.unit}" if line.unit else ""
    asked = f"{line.position}. {_plain(line.quantity_ordered)}{unit} x {what}{f' ({number})' if number else ''}"
    price = f"   at {_plain(line.unit_price)} {currency}, together {_plain(line.net)} {currency}"
    when = [] if line.requested_date is None else [f"   wanted by {line.requested_date.date().isoformat()}"]
    return [asked, price, *when, *([f"   {line.notes}"] if line.notes else [])]


def _plain(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
