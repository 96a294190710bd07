"""Wrong fields the book names, in Pack's names: dotted, with zero-based indexes."""

from entrepot.book.values.errors import CURRENCY_MIXED
from entrepot.errors import Code, Path

_NAMES = {
    "number": "reference",
    "account_reference": "reference",
    "quantity": "quantity_ordered",
    "sku": "code",
    "brand": "brand_name",
    "country_of_origin": "country_code_of_origin",
    "weight_grams": "weight.value",
    "amount": "value",
    "unit_price": "price.value",
    "currency": "currency",
    "expected_at": "expected_delivery_at",
    "piece_id": "goods_receipt_piece_id",
    "lot": "lot_number",
}
# The same for goods booked on a receipt, whose body is the only line, with its place inside `stock`.
_BOOKED_NAMES = {
    **_NAMES,
    **dict.fromkeys(("quantity", "accepted", "rejected"), "quantity_received"),
    "lot": "stock.lot_number",
    "expiry": "stock.expiry_date",
    "serial_numbers": "stock.serial_numbers",
}
_BARCODE_NAMES = {"code": "barcode"}
_LINE_CHANGES = frozenset({"add", "change", "remove"})
_FIRST_LINE = "lines.0."
# Parts of a rule are sent one at a time, each as the whole body.
_RULE_PARTS = {("conditions",), ("actions",)}
# A webhook has one event, at one address.
_WEBHOOK_NAMES: dict[Path, str] = {("events",): "event_code", ("url",): "endpoint"}
# Before the name of a field that is called the same on the wire.
AS_SENT = "as_sent"


def wire_field(path: Path, code: Code, *, flat: bool = False, booked: bool = False) -> str:
    """The dotted name of a field; `flat` when the only line is the body itself, `booked` when goods are booked."""
    if path[:1] == (AS_SENT,):
        return ".".join(map(str, path[1:]))
    if path[:1] in _RULE_PARTS and len(path) > 2:
        return ".".join(map(str, path[2:]))
    if path[:1] in _WEBHOOK_NAMES:
        return _WEBHOOK_NAMES[path[:1]]
    if path[:1] == ("order_ids",):
        return ".".join(("purchase_orders", *(str(step) for step in path[1:]), "id"))
    if path[-1:] == ("unit_price",) and code == CURRENCY_MIXED:
        path = (*path[:-1], "price", "currency")
    if path[:1] and path[0] in _LINE_CHANGES:
        path = path[2:]
    names = _BARCODE_NAMES if path[:1] == ("barcodes",) else _BOOKED_NAMES if booked else _NAMES
    dotted = ".".join(str(names.get(str(step), step)) for step in path)
    return dotted.removeprefix(_FIRST_LINE) if flat or booked else dotted
