"""What can happen to stock."""

from entrepot.book.events import event

STOCK_MUTATED = event("stock.mutated", "The stock on hand of a product in a warehouse changed.")
STOCK_RESERVED = event("stock.reserved", "Stock of a product in a warehouse was promised to somebody.")
