"""An integration: another server that speaks a dialect, and what is fetched from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from entrepot.book.exchange.record import USUAL, Exchanged
from entrepot.book.values.unset import UNSET, Unset


class Sync(StrEnum):
    """What can be fetched; each is a background job."""

    ORDERS = "sync-orders"
    PRODUCTS = "sync-products"
    STOCKS = "sync-product-stocks"
    SHIPPING_SERVICES = "sync-shipping-services"


SYNC_NAMES: Mapping[Sync, str] = {
    Sync.ORDERS: "Fetch suppliers, warehouses and purchase orders",
    Sync.PRODUCTS: "Fetch products",
    Sync.STOCKS: "Fetch the stock of products",
    Sync.SHIPPING_SERVICES: "Fetch shipping services",
}
# What a sync pulls, in order; what a dialect does not list is passed over.
PULLS: Mapping[Sync, tuple[Exchanged, ...]] = {
    Sync.ORDERS: USUAL,
    Sync.PRODUCTS: (Exchanged.PRODUCTS,),
    Sync.STOCKS: (Exchanged.STOCKS,),
}


@dataclass(slots=True)
class Integration:
    """Where to fetch from: `connector` is the dialect's name, `credentials` are sealed, `connection` names server and
    account as links do. The `…_updated_at` are when a sync last came to its end.
    """

    organization_id: UUID
    id: UUID
    name: str
    connector: str
    category: str
    url: str
    connection: str
    credentials: str | None
    order_sync_enabled: bool
    order_sync_updated_at: datetime | None
    product_sync_enabled: bool
    product_sync_updated_at: datetime | None
    stock_sync_enabled: bool
    version: int
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None = None
    extension: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class IntegrationDraft:
    """An integration to be made."""

    name: str
    connector: str
    url: str
    credentials: Mapping[str, str]
    category: str = "shop"
    order_sync_enabled: bool = True
    product_sync_enabled: bool = True
    stock_sync_enabled: bool = True


@dataclass(frozen=True, slots=True)
class IntegrationPatch:
    """Changes to an integration: what is UNSET stays; credentials are replaced whole."""

    name: str | Unset = UNSET
    url: str | Unset = UNSET
    credentials: Mapping[str, str] | Unset = UNSET
    order_sync_enabled: bool | Unset = UNSET
    product_sync_enabled: bool | Unset = UNSET
    stock_sync_enabled: bool | Unset = UNSET
