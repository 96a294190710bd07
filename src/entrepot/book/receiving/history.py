"""The history of a goods receipt: what changed, with old and new values."""

from entrepot.book.difference import as_json, difference, state
from entrepot.book.events import Change
from entrepot.book.receiving.receipt import GoodsReceipt, ReceiptLine

_SILENT = frozenset({"organization_id", "id", "version", "created_at", "updated_at", "lines"})
_LINE = ("accepted", "rejected", "matched", "undone", "order_line_id", "lot", "expiry")


def line_picture(line: ReceiptLine) -> dict[str, object]:
    """What of a line can change, as plain JSON values."""
    return {"id": str(line.id), **{name: as_json(getattr(line, name)) for name in _LINE}}


def picture(receipt: GoodsReceipt) -> dict[str, object]:
    """The receipt as plain JSON values; of its lines what can change."""
    return {**state(receipt, without=_SILENT), "lines": [line_picture(line) for line in receipt.lines]}


def changes(before: dict[str, object] | None, receipt: GoodsReceipt) -> tuple[Change, ...]:
    """What differs between an earlier picture (None: it is new) and the receipt as it is now."""
    return difference(before, picture(receipt))
