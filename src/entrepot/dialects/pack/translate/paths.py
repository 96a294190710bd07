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
}
_BARCODE_NAMES = {"code": "barcode"}
_LINE_CHANGES = frozenset({"add", "change", "remove"})
_FIRST_LINE = "lines.0."


def wire_field(path: Path, code: Code, *, flat: bool = False) -> str:
    """The dotted name of a field; `flat` when the order's only line is the body itself."""
    if path[-1:] == ("unit_price",) and code == CURRENCY_MIXED:
        path = (*path[:-1], "price", "currency")
    if path[:1] and path[0] in _LINE_CHANGES:
        path = path[2:]
    names = _BARCODE_NAMES if path[:1] == ("barcodes",) else _NAMES
    dotted = ".".join(str(names.get(str(step), step)) for step in path)
    return dotted.removeprefix(_FIRST_LINE) if flat else dotted
