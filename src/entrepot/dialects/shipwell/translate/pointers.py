"""Where a wrong field stands in Shipwell's documents: the book's paths as JSON pointers (RFC 6901)."""

from collections.abc import Mapping, Sequence

from entrepot.book.orders.errors import NUMBER_TAKEN
from entrepot.book.releases.errors import RELEASE_BUYER_ONLY
from entrepot.errors import Code, Path

_WINDOW_END: Path = ("ship_to", "shipping_requirements", "plan_window", "end")
_PRICE: Path = ("shipping_requirements", "value_per_piece")
_BILL_TO: Path = ("shipping_requirements", "bill_to")

_ORDER: Mapping[str, Path] = {
    "number": ("order_number",),
    "title": ("name",),
    "due_at": _WINDOW_END,
    "supplier_id": ("supplier", "supplier_id"),
    "supplier_serial": ("supplier", "supplier_id"),
    "bill_to": _BILL_TO,
    "lines": ("items",),
    "currency": ("items",),
    "events": ("enabled_events",),
    "credentials": (),
}
_LINE: Mapping[str, Path] = {
    "quantity": ("amount", "value"),
    "cases": ("amount", "value"),
    "unit": ("amount", "unit"),
    "unit_price": (*_PRICE, "value"),
    "price_currency": (*_PRICE, "currency_code"),
    "product_id": ("references",),
    "sku": ("references",),
}
_BILL: Mapping[str, Path] = {
    "company_name": ("billing_company_name",),
    "email": ("contact", "email"),
    "phone": ("contact", "phone_number"),
}
_SUPPLIER: Mapping[str, str] = {"phone": "phone_number"}

# Refusals that name no field but are about one.
FIELD_OF_CODE: Mapping[Code, Path] = {NUMBER_TAKEN: ("order_number",), RELEASE_BUYER_ONLY: ("release_type",)}


def wire_path(path: Path) -> Path:
    """The place in a purchase order's document that a path of the book means."""
    if not path:
        return ()
    head, rest = str(path[0]), path[1:]
    wire = _ORDER.get(head, (head,))
    if head == "lines":
        numbers = [step for step in rest if isinstance(step, int)]
        names = [step for step in rest if isinstance(step, str) and step not in {"add", "change", "remove"}]
        return (*wire, *numbers[:1], *item_path(tuple(names)))
    if head == "bill_to" and rest:
        return (*wire, *_BILL.get(str(rest[0]), ("billing_address", *rest)))
    if head == "supplier" and rest:
        return (*wire, _SUPPLIER.get(str(rest[0]), rest[0]), *rest[1:])
    return (*wire, *rest)


def item_path(path: Path) -> Path:
    """The place in an item's document that a path inside a line means."""
    return (*_LINE.get(str(path[0]), (path[0],)), *path[1:]) if path else ()


def pointer(path: Sequence[str | int]) -> str:
    """The RFC 6901 pointer of a path; the whole body is `/`."""
    if not path:
        return "/"
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)
