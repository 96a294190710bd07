"""Pack's closed lists of words."""

from typing import Final

NAME: Final = "pack"
"""The dialect's name, its mount, and its place in `extension`."""

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

ARRIVED: Final = "arrived"
PENDING: Final = "pending"
RECEIPT_STATUSES: Final = (CANCELED, EXPECTED, ARRIVED, PENDING, COMPLETED)
PIECE_TYPES: Final = ("package", "pallet")
PLACES: Final = ("bin", "picklist", "stock_location")
"""What a place of stock may be called; the book has none of them, only warehouses."""

NEEDS: Final = ("needs_expiry_date", "needs_lot_number", "needs_serial_number", "needs_serial_number_while_packing")
"""What a warehouse must note when handling a product."""
