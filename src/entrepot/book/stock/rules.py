"""What may be done to a stock level."""

from decimal import Decimal

from entrepot.book.catalog.product import Product
from entrepot.book.stock.errors import STOCK_NEGATIVE, STOCK_SHORT
from entrepot.book.stock.level import StockLevel
from entrepot.book.values import checks
from entrepot.book.values.errors import QUANTITY_RANGE, QUANTITY_WHOLE
from entrepot.book.values.quantity import MAX_QUANTITY, is_whole, plain
from entrepot.errors import Conflict, Findings

REASON_LENGTH = 500


def check_entry(product: Product, field: str, quantity: Decimal, **texts: str | None) -> None:
    """Raise `Invalid` for a quantity of nothing, too many decimals, a fraction of a whole-unit product, long texts."""
    findings = Findings()
    checks.quantity(findings, (field,), abs(quantity), positive=True)
    if not findings.fields and product.whole_units and not is_whole(quantity):
        findings.add((field,), QUANTITY_WHOLE)
    for name, text in texts.items():
        checks.text(findings, (name,), text, REASON_LENGTH)
    findings.settle()


def check_on_hand(level: StockLevel, delta: Decimal) -> None:
    """Raise `Conflict` when the change would leave less than nothing, or more than can be kept, on hand."""
    after = level.on_hand + delta
    if after < 0:
        raise Conflict(STOCK_NEGATIVE, f"Only {plain(level.on_hand)} on hand.")
    if after > MAX_QUANTITY:
        raise Conflict(QUANTITY_RANGE)


def check_promise(level: StockLevel, quantity: Decimal) -> None:
    """Raise `Conflict` when more would be promised than is there, or more given back than was promised."""
    if quantity > level.available:
        raise Conflict(STOCK_SHORT, f"Only {plain(level.available)} available.")
    if level.allocated + quantity < 0:
        raise Conflict(STOCK_NEGATIVE, f"Only {plain(level.allocated)} allocated.")
