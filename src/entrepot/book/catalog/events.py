"""What can happen to products."""

from entrepot.book.events import event

PRODUCT_CREATED = event("product.created", "A product was made.")
PRODUCT_CHANGED = event("product.changed", "A product was changed.")
