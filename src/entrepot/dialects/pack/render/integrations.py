"""Integrations in Pack's form."""

from collections.abc import Iterable
from typing import Any

from entrepot.book.catalog.product import Product
from entrepot.book.exchange.record import Link
from entrepot.book.integrations.integration import SYNC_NAMES, Integration, Sync
from entrepot.book.jobs.job import Job
from entrepot.dialects.pack.render.catalog import product_document
from entrepot.dialects.pack.render.values import moment
from entrepot.dialects.pack.wire.names import INFERRED as NAMES

Document = dict[str, Any]
_MASTER = ("name", "brand_name", "code", "hs_code", "country_code_of_origin", "description")


def integration_document(found: Integration) -> Document:
    """An integration."""
    orders, products = found.order_sync_updated_at, found.product_sync_updated_at
    return {
        "id": str(found.id),
        "category": found.category,
        "name": found.name,
        "order_sync_enabled": found.order_sync_enabled,
        "order_sync_updated_at": None if orders is None else moment(orders),
        "product_sync_enabled": found.product_sync_enabled,
        "product_sync_updated_at": None if products is None else moment(products),
        "stock_sync_enabled": found.stock_sync_enabled,
        "created_at": moment(found.created_at),
        "updated_at": moment(found.updated_at),
    }


def settings_document(found: Integration, credentials: Iterable[str]) -> Document:
    """What an integration was told, without what is secret."""
    switches = ("order_sync_enabled", "product_sync_enabled", "stock_sync_enabled")
    return {
        "connector_id": found.connector,
        "url": found.url,
        "credentials": sorted(credentials),
        **{name: getattr(found, name) for name in switches},
    }


def action_documents() -> list[Document]:
    """What can be done with any integration."""
    return [{"code": sync.value, "name": name} for sync, name in SYNC_NAMES.items()]


def job_document(job: Job, sync: Sync) -> Document:
    """A job that was asked for."""
    return {"id": str(job.id), "code": sync.value, "status": job.state.value}


def integration_product_document(link: Link, found: Integration, product: Product) -> Document:
    """A product as it is linked with the other server's."""
    shown = product_document(product)
    return {
        "id": str(link.id),
        "integration_id": str(found.id),
        "integration_reference": link.external_id,
        "integration_updated_at": moment(link.updated_at),
        **{name: shown[name] for name in _MASTER},
        NAMES["dimensions"]: shown[NAMES["dimensions"]],
        NAMES["weight"]: shown[NAMES["weight"]],
        "status": "linked",
        "order_sync_enabled": found.order_sync_enabled,
        "stock_sync_enabled": found.stock_sync_enabled,
        "created_at": moment(link.created_at),
        "updated_at": moment(link.updated_at),
    }
