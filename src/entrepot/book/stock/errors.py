"""What can go wrong about stock."""

from entrepot.errors import code

STOCK_SHORT = code("stock.short", "Less than this quantity is available.")
STOCK_NEGATIVE = code("stock.negative", "Stock on hand may not fall below zero.")
