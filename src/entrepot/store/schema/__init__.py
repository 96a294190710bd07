"""The tables of the order book. Importing this package describes all of them in `metadata`."""

from entrepot.store.schema import (
    automation,
    catalog,
    documents,
    events,
    house,
    jobs,
    orders,
    people,
    platform,
    preorders,
    receiving,
    releases,
    stock,
    suppliers,
    tags,
    terms,
    warehouses,
)
from entrepot.store.schema.tables import metadata

__all__ = [
    "automation",
    "catalog",
    "documents",
    "events",
    "house",
    "jobs",
    "metadata",
    "orders",
    "people",
    "platform",
    "preorders",
    "receiving",
    "releases",
    "stock",
    "suppliers",
    "tags",
    "terms",
    "warehouses",
]
