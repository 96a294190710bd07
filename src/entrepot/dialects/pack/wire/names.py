"""Pack's pages flatten every container without a description, so some names on the wire are our reading of them.

Each such name stands in this one table. Should the vendor's own name turn up, it is changed here and nowhere else:
request models take their aliases from it and answers are written with it.
"""

from typing import Final

WRAP_SINGLES: Final = True
"""Whether a single resource stands inside `data`, as the items of a list do."""

INFERRED: Final[dict[str, str]] = {
    "data": "data",
    "links": "links",
    "meta": "meta",
    "events": "events",
    "created_by": "created_by",
    "avatar": "avatar",
    "supplier": "supplier",
    "product": "product",
    "price": "price",
    "cost_price": "cost_price",
    "regular_price": "regular_price",
    "dimensions": "dimensions",
    "weight": "weight",
    "media": "media",
    "emails": "emails",
    "settings": "settings",
    "pieces": "pieces",
    "lines": "lines",
    "stock": "stock",
    "serial_numbers": "serial_numbers",
}


def wire_name(name: str) -> str:
    """How a field of ours is called on the wire."""
    return INFERRED.get(name, name)
