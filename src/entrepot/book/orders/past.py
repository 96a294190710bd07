"""An order as it stood: the present state with everything undone that happened later."""

from collections.abc import Iterable
from typing import Any

from entrepot.book.difference import state
from entrepot.book.events import Event
from entrepot.book.orders.events import ORDER_CREATED
from entrepot.book.orders.order import Order, Totals
from entrepot.book.values.currency import digits
from entrepot.book.values.money import rounded
from entrepot.book.values.revive import revive

# Lists whose items events name by id.
LISTED = ("lines", "tracking")


def as_of(order: Order, later: Iterable[Event], last: Event | None) -> Order | None:
    """The order before the `later` events (newest first), or None when its making is among them.

    `last` is the last event before them: it says who changed the order, when, and to which version.
    """
    stood: dict[str, Any] = state(order)
    for name in LISTED:
        stood[name] = {str(each["id"]): each for each in stood[name]}
    for event in later:
        if event.code == ORDER_CREATED:
            return None
        for change in reversed(event.changes):
            _put(stood, change.path.split("."), change.old)
    for name in LISTED:
        stood[name] = [each for each in stood.get(name, {}).values() if each.get("id") is not None]
    if last is not None:
        stood["version"] = last.subject_version
        stood["updated_at"] = last.created_at.isoformat()
        stood["updated_by_name"] = last.actor_name
    past: Order = revive(Order, stood)
    past.tracking = tuple(sorted(past.tracking, key=lambda each: each.serial))
    past.lines.sort(key=lambda line: (line.position, line.id))
    _show_digits(past)
    return past


def _show_digits(order: Order) -> None:
    """Amounts with exactly their currency's digits again."""
    places, base_places, totals = digits(order.currency), digits(order.base_currency), order.totals
    for line in order.lines:
        line.net, line.tax = rounded(line.net, places), rounded(line.tax, places)
    base = totals.base_total
    order.totals = Totals(
        rounded(totals.subtotal, places),
        rounded(totals.discount, places),
        rounded(totals.delivery, places),
        rounded(totals.charges, places),
        rounded(totals.tax, places),
        rounded(totals.total, places),
        None if base is None else rounded(base, base_places),
    )


def _put(node: dict[str, Any], path: list[str], value: object) -> None:
    """Set what stands at the path; in free documents nothing at all takes the place of None."""
    ways = (".".join(path[:length]) for length in range(len(path), 1, -1))
    key = next((way for way in ways if way in node), path[0])  # a document's key may hold dots: the longest wins
    rest = path[key.count(".") + 1 :]
    if rest:
        inner = node.get(key)
        if not isinstance(inner, dict):
            inner = node[key] = {}
        _put(inner, rest, value)
        if not inner:  # the documents themselves are empty rather than gone: `revive` sees to that
            del node[key]
    elif value is None:
        node.pop(key, None)
    else:
        node[key] = value
