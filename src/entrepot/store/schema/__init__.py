"""The tables of the order book. Importing this package describes all of them in `metadata`."""

from entrepot.store.schema import house
from entrepot.store.schema.tables import metadata

__all__ = ["house", "metadata"]
