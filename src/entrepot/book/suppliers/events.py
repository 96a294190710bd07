"""What can happen to suppliers and what they ask for products."""

from entrepot.book.events import event

SUPPLIER_CREATED = event("supplier.created", "A supplier was made.")
SUPPLIER_CHANGED = event("supplier.changed", "A supplier was changed.")
SUPPLIER_DELETED = event("supplier.deleted", "A supplier was deleted.")
SUPPLIER_PRODUCT_CREATED = event("supplier_product.created", "A supplier began to list a product.")
SUPPLIER_PRODUCT_CHANGED = event("supplier_product.changed", "What a supplier asks for a product was changed.")
