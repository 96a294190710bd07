"""What can happen to products."""

from entrepot.book.events import event

PRODUCT_CREATED = event("product.created", "A product was made.")
PRODUCT_DELETED = event("product.deleted", "A product was deleted.")
PRODUCT_CHANGED = event("product.changed", "A product was changed.")
