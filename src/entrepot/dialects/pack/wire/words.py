"""Pack's closed lists of words."""

from typing import Final

CANCELED: Final = "canceled"
CREATED: Final = "created"
ORDERED: Final = "ordered"
EXPECTED: Final = "expected"
RECEIVING: Final = "receiving"
RECEIVED: Final = "received"
COMPLETED: Final = "completed"
STATUSES: Final = (CANCELED, CREATED, ORDERED, EXPECTED, RECEIVING, RECEIVED, COMPLETED)

STANDARD: Final = "standard"
VIRTUAL_BUNDLE: Final = "virtual_bundle"
PRODUCT_TYPES: Final = (STANDARD, VIRTUAL_BUNDLE)
