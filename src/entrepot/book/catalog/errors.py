"""What can go wrong about products."""

from entrepot.errors import code

PRODUCT_UNKNOWN = code("product.unknown", "No product has this id or SKU.")
PRODUCT_INACTIVE = code("product.inactive", "This product is no longer bought.")
PRODUCT_BUNDLE = code("product.bundle", "A bundle cannot be ordered; order what it is made of.")
SKU_TAKEN = code("product.sku_taken", "Another product has this SKU.")
BARCODE_TAKEN = code("product.barcode_repeated", "Each barcode may appear once on a product.")
SKU_AMBIGUOUS = code("product.supplier_sku_ambiguous", "More than one product has this supplier SKU.")
PRODUCT_IN_USE = code("product.in_use", "Purchase orders refer to this product.")
