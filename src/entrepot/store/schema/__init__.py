"""The tables of the order book. Importing this package describes all of them in `metadata`."""

from entrepot.store.schema import (
    catalog,
    events,
    house,
    orders,
    people,
    platform,
    preorders,
    receiving,
    stock,
    suppliers,
    tags,
    terms,
    warehouses,
)
from entrepot.store.schema.tables import metadata

__all__ = [
    "catalog",
    "events",
    "house",
    "metadata",
    "orders",
    "people",
    "platform",
    "preorders",
    "receiving",
    "stock",
    "suppliers",
    "tags",
    "terms",
    "warehouses",
]
