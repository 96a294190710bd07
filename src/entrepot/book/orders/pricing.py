"""Where a line's price comes from when none is given: price break, supplier's price, cost price, and then nothing.

A price in another currency than the order's is never used.
"""

from decimal import Decimal

from entrepot.book.catalog.product import Product
from entrepot.book.orders.line import PriceSource
from entrepot.book.suppliers.supplier import Supplier, SupplierProduct, highest_break

ZERO = Decimal(0)


def find_price(
    quantity: Decimal,
    currency: str,
    *,
    product: Product | None,
    supplier: Supplier | None,
    offer: SupplierProduct | None,
) -> tuple[Decimal, PriceSource]:
    """The price of one unit in that currency when this many are ordered, and where it comes from."""
    if offer is not None and supplier is not None and supplier.currency == currency:
        step = highest_break(offer.price_breaks, quantity)
        if step is not None:
            return step.price, PriceSource.PRICE_BREAK
        if offer.price is not None:
            return offer.price, PriceSource.SUPPLIER
    cost = product.cost_price if product is not None else None
    if cost is not None and cost.currency == currency:
        return cost.amount, PriceSource.COST_PRICE
    return ZERO, PriceSource.NONE
