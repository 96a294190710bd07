"""What can go wrong about warehouses."""

from entrepot.errors import code

WAREHOUSE_UNKNOWN = code("warehouse.unknown", "No warehouse has this id.")
WAREHOUSE_INACTIVE = code("warehouse.inactive", "This warehouse is not active.")
WAREHOUSE_NAME_TAKEN = code("warehouse.name_taken", "Another warehouse has this name.")
WAREHOUSE_DEFAULT = code("warehouse.default", "One active warehouse is always the default; choose another first.")
