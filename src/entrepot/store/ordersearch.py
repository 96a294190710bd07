"""Searching orders by a piece of text: SQLite's trigram index over what names an order."""

from uuid import UUID

from entrepot.book.orders.order import Order
from entrepot.book.values.text import folded
from entrepot.store.work import UnitOfWork

MAX_WORDS = 2_000
_BASE = "((SELECT serial FROM organizations WHERE organization_id = ? AND id = ?) << 40)"
_PUT = f"INSERT OR REPLACE INTO purchase_order_search (rowid, words) VALUES ({_BASE} + ?, ?)"  # noqa: S608
_DROP = f"DELETE FROM purchase_order_search WHERE rowid = {_BASE} + ?"  # noqa: S608
_BY_INDEX = "purchase_order_search MATCH ?"
_BY_SCAN = "instr(words, ?) > 0"


def words_of(order: Order) -> str:
    """The folded text an order is found by: number, title, supplier, references, parcels, places, custom data …"""
    parts = [
        order.number,
        order.title,
        order.supplier.name,
        order.payment_reference,
        order.supplier_invoice_number,
        *(each.number for each in order.tracking),
        *(reference.value for reference in order.references),
        *(stop.company_name for stop in (order.ship_to, order.ship_from) if stop is not None),
        *_texts(order.custom_data),
        order.description,
    ]
    return folded("\n".join(part for part in parts if part))[:MAX_WORDS]


def _texts(document: object) -> list[str]:
    """The scalar values inside a JSON document as texts."""
    if isinstance(document, dict):
        return [text for value in document.values() for text in _texts(value)]
    if isinstance(document, list):
        return [text for value in document for text in _texts(value)]
    return [] if document is None or isinstance(document, bool) else [str(document)]


def put(uow: UnitOfWork, order: Order, before: str | None = None) -> None:
    """Index the order with the commit, unless its words are the same as before."""
    words = words_of(order)
    if words != before:
        organization = order.organization_id.bytes
        uow.at_end(_PUT, (organization, organization, order.serial, words))


def drop(uow: UnitOfWork, order: Order) -> None:
    """Forget a deleted order."""
    organization = order.organization_id.bytes
    uow.at_end(_DROP, (organization, organization, order.serial))


def holding(organization_id: UUID, text: str) -> tuple[str, list[object]]:
    """The SQL condition that an order (alias o) or a product on it holds the text, and its parameters."""
    key = folded(text)
    organization = organization_id.bytes
    indexed = len(key) >= 3
    test = _BY_INDEX if indexed else _BY_SCAN
    wanted = '"' + key.replace('"', '""') + '"' if indexed else key
    found = f"SELECT rowid & 0xFFFFFFFFFF FROM purchase_order_search WHERE {test} AND rowid BETWEEN {_BASE} AND {_BASE} + 0xFFFFFFFFFF"  # noqa: S608, E501
    products = "SELECT id FROM products WHERE organization_id = ? AND (instr(sku_key, ?) > 0 OR instr(name_key, ?) > 0)"
    lines = f"SELECT order_id FROM purchase_order_lines WHERE organization_id = ? AND product_id IN ({products})"  # noqa: S608
    where = f"(o.serial IN ({found}) OR o.id IN ({lines}))"
    return where, [wanted, *[organization] * 4, organization, organization, key, key]
