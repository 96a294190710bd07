"""What can go wrong about suppliers."""

from entrepot.errors import code

SUPPLIER_UNKNOWN = code("supplier.unknown", "No supplier has this id.")
SUPPLIER_BLOCKED = code("supplier.blocked", "New orders with this supplier are blocked.")
SUPPLIER_CODE_TAKEN = code("supplier.code_taken", "Another supplier has this code.")
SUPPLIER_IN_USE = code("supplier.in_use", "Purchase orders refer to this supplier.")
SUPPLIER_PRODUCT_UNKNOWN = code("supplier_product.unknown", "This supplier does not list this product.")
PRICE_BREAK_ORDER = code("price_break.repeated", "Each minimum quantity may appear once.")
