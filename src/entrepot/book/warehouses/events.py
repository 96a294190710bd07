"""What can happen to warehouses."""

from entrepot.book.events import event

WAREHOUSE_CREATED = event("warehouse.created", "A warehouse was made.")
WAREHOUSE_CHANGED = event("warehouse.changed", "A warehouse was changed.")
