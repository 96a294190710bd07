"""Integrations on Pack's wire: the bodies that come in, the shapes that go out, the examples of all."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from entrepot.dialects.pack.wire.samples import MORNING, PRODUCT, Document
from entrepot.dialects.pack.wire.values import Incoming

Words = Annotated[str, Field(max_length=2000)]

CREATE: Document = {
    "name": "Harbour shop",
    "connector_id": "storefeeder",
    "settings": {
        "url": "https://rest.harbour-shop.example",
        "username": "api@harbour-shop.example",
        "password": "made up for this example",
        "client_id": "K-1",
        "order_sync_enabled": True,
    },
}
CHANGE: Document = {"settings": {"stock_sync_enabled": False}}
INTEGRATION: Document = {
    "id": "0193b2f0-2c3d-7e4f-9a5b-6c7d8e9f0b10",
    "category": "shop",
    "name": "Harbour shop",
    "order_sync_enabled": True,
    "order_sync_updated_at": None,
    "product_sync_enabled": True,
    "product_sync_updated_at": None,
    "stock_sync_enabled": True,
    "created_at": MORNING,
    "updated_at": MORNING,
}
ACTION: Document = {"code": "sync-orders", "name": "Fetch suppliers, warehouses and purchase orders"}
JOB: Document = {"id": "0193b2f0-2c3d-7e4f-9a5b-6c7d8e9f0b20", "code": "sync-orders", "status": "waiting"}
SETTINGS: Document = {
    "connector_id": "storefeeder",
    "url": "https://rest.harbour-shop.example",
    "credentials": ["client_id", "password", "username"],
    "order_sync_enabled": True,
    "product_sync_enabled": True,
    "stock_sync_enabled": True,
}
_MASTER = ("name", "brand_name", "code", "dimensions", "weight", "hs_code", "country_code_of_origin", "description")
INTEGRATION_PRODUCT: Document = {
    "id": "0193b2f0-2c3d-7e4f-9a5b-6c7d8e9f0b30",
    "integration_id": INTEGRATION["id"],
    "integration_reference": "1001",
    "integration_updated_at": MORNING,
    **{name: PRODUCT[name] for name in _MASTER},
    "status": "linked",
    "order_sync_enabled": True,
    "stock_sync_enabled": True,
    "created_at": MORNING,
    "updated_at": MORNING,
}


class SettingsIn(BaseModel):
    """Where the other server is, what to sign in with (under the dialect's own names), and what may be fetched."""

    model_config = ConfigDict(strict=True, extra="allow")

    url: Words | None = None
    order_sync_enabled: bool | None = None
    product_sync_enabled: bool | None = None
    stock_sync_enabled: bool | None = None

    @property
    def credentials(self) -> dict[str, str]:
        """Every other text that was sent."""
        return {name: value for name, value in (self.model_extra or {}).items() if isinstance(value, str)}


class CreateIntegration(Incoming):
    """A new integration; `connector_id` is the name of a dialect."""

    model_config = ConfigDict(json_schema_extra={"example": CREATE})

    name: Annotated[str, Field(max_length=255)]
    connector_id: Annotated[str, Field(max_length=64)]
    settings: SettingsIn = Field(default_factory=SettingsIn)


class ChangeIntegration(Incoming):
    """What may change on an integration; what is absent (or null) stays, credentials are replaced all at once."""

    model_config = ConfigDict(json_schema_extra={"example": CHANGE})

    name: Annotated[str, Field(max_length=255)] | None = None
    settings: SettingsIn | None = None


class IntegrationOut(BaseModel):
    """An integration."""

    id: str
    category: str
    name: str
    order_sync_enabled: bool
    order_sync_updated_at: str | None
    product_sync_enabled: bool
    product_sync_updated_at: str | None
    stock_sync_enabled: bool
    created_at: str
    updated_at: str


class ActionOut(BaseModel):
    """Something that can be done with an integration."""

    code: str
    name: str


class JobOut(BaseModel):
    """A background job that was asked for."""

    id: str
    code: str
    status: str


class SettingsOut(BaseModel):
    """The settings of an integration; of credentials only the names are shown."""

    connector_id: str
    url: str
    credentials: list[str]
    order_sync_enabled: bool
    product_sync_enabled: bool
    stock_sync_enabled: bool


class IntegrationProductOut(BaseModel):
    """A product as it is linked with the other server's."""

    id: str
    integration_id: str
    integration_reference: str
    integration_updated_at: str
    name: str
    brand_name: str | None
    code: str | None
    dimensions: dict[str, Any] | None
    weight: dict[str, Any] | None
    hs_code: int | None
    country_code_of_origin: str | None
    description: str | None
    status: str
    order_sync_enabled: bool
    stock_sync_enabled: bool
    created_at: str
    updated_at: str
