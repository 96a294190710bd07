"""A client of another Pack server: the organization's side, with an API key as bearer token."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from entrepot.actions.ports import Connection, Outgoing
from entrepot.book.catalog.product import Product
from entrepot.book.exchange.errors import EXCHANGE_NO_CALL
from entrepot.book.exchange.record import Batch, Content, Exchanged, Made, Pulled
from entrepot.book.orders.order import OrderStatus
from entrepot.book.suppliers.supplier import Supplier
from entrepot.book.warehouses.warehouse import Warehouse
from entrepot.dialects.pack.render.losses import losses
from entrepot.dialects.pack.translate import reading, sending
from entrepot.dialects.pack.wire import words
from entrepot.dialects.pack.wire.names import INFERRED as NAMES
from entrepot.dialects.pack.wire.words import NAME
from entrepot.errors import EntrepotError, Invalid
from entrepot.http.caller import Caller, Complaint, Headers, Manners
from entrepot.http.clients import Document, credential, moment, not_carried, record, same

PAGE = 50
CLOCKS_DIFFER = timedelta(minutes=10)
_LISTS: Mapping[Exchanged, tuple[str, Callable[[Document], Content], tuple[str, ...]]] = {
    Exchanged.SUPPLIERS: ("suppliers", reading.supplier, reading.SUPPLIER_FIELDS),
    Exchanged.PRODUCTS: ("products", reading.product, reading.PRODUCT_FIELDS),
    Exchanged.WAREHOUSES: ("warehouses", reading.warehouse, reading.WAREHOUSE_FIELDS),
    Exchanged.ORDERS: ("purchase-orders", reading.order, reading.ORDER_FIELDS),
    Exchanged.STOCKS: ("product-warehouses", reading.stock, ()),
}
_QUERIES: Mapping[Exchanged, Mapping[str, object]] = {
    Exchanged.WAREHOUSES: {},
    Exchanged.STOCKS: {"include": "product,warehouse"},
}
_OLDEST_FIRST: Mapping[str, object] = {"sort": "created_at"}
_LABELS = {Exchanged.ORDERS: "reference", Exchanged.PRODUCTS: "code", Exchanged.STOCKS: "product_id"}
_STATUS_CALLS: Mapping[OrderStatus, str] = {
    OrderStatus.SENT: words.ORDERED,
    OrderStatus.CONFIRMED: words.EXPECTED,
    OrderStatus.CANCELED: words.CANCELED,
}


class Client:
    """Another Pack server."""

    unlisted: Mapping[Exchanged, str] = {}
    unmakable: Mapping[Exchanged, str] = {
        Exchanged.WAREHOUSES: "Pack has no call that makes a warehouse.",
        Exchanged.STOCKS: "Stock is only pulled: every server counts its own.",
    }

    def __init__(self, connection: Connection) -> None:
        """Credentials: `organization_id` and `token`. Raises Invalid."""
        organization, self._token = credential(connection, "organization_id", "token")
        self._caller = Caller(
            connection.url, Manners(self._sign_in, complaint), seconds=connection.seconds, reach=connection.reach
        )
        self._base = f"/v1/organizations/{organization}"
        self.connection = f"{NAME} {self._caller.url} {organization}"

    def _sign_in(self, caller: Caller) -> Headers:
        del caller
        return {"Authorization": f"Bearer {self._token}"}

    def read(self, noun: Exchanged, bookmark: str | None, since: datetime | None) -> Batch:
        """A page of a list, oldest first; orders are fetched one by one, since the list shows no lines."""
        path, read, fields = _LISTS[noun]
        start = {**_QUERIES.get(noun, _OLDEST_FIRST), "per_page": PAGE}
        page = self._caller.get(f"{self._base}/{path}", start if bookmark is None else dict(parse_qsl(bookmark)))
        found = [each for each in page[NAMES["data"]] if _is_newer(each, since)]
        if noun is Exchanged.ORDERS:
            found = [_one(self._caller.get(f"{self._base}/{path}/{each['id']}")) for each in found]
        following = page[NAMES["links"]]["next"]
        label = _LABELS.get(noun, "name")
        return Batch(
            tuple(_record(each, label, read, fields) for each in found),
            urlsplit(following).query if following else None,
        )

    def find(self, thing: Supplier | Product | Warehouse) -> str | None:
        """A supplier or warehouse of the same name, a product of the same code."""
        if isinstance(thing, Product):
            return self._search("products", {"query": thing.sku}, "code", thing.sku)
        if isinstance(thing, Supplier):
            return self._search("suppliers", {"query": thing.name}, "name", thing.name)
        return self._search("warehouses", {}, "name", thing.name)

    def _search(self, path: str, query: dict[str, Any], field: str, wanted: str) -> str | None:
        following: dict[str, Any] | None = {**query, "per_page": PAGE}
        while following is not None:
            page = self._caller.get(f"{self._base}/{path}", following)
            for each in page[NAMES["data"]]:
                if same(each.get(field), wanted):
                    return str(each["id"])
            link = page[NAMES["links"]]["next"]
            following = dict(parse_qsl(urlsplit(link).query)) if link else None
        return None

    def make(self, thing: Supplier | Product | Warehouse) -> Made:
        """Make a supplier or a product there."""
        if isinstance(thing, Warehouse):
            raise Invalid(EXCHANGE_NO_CALL, self.unmakable[Exchanged.WAREHOUSES])
        is_product = isinstance(thing, Product)
        path = "products" if is_product else "suppliers"
        body = sending.product(thing) if isinstance(thing, Product) else sending.supplier(thing)
        made = _one(self._caller.call("POST", f"{self._base}/{path}", body))
        return Made(str(made["id"]))

    def find_order(self, order: Outgoing, since: datetime) -> str | None:
        """An order of the same reference among those made since then; Pack has no filter for it."""
        query: dict[str, Any] | None = {"sort": "-created_at", "per_page": PAGE}
        while query is not None:
            page = self._caller.get(f"{self._base}/purchase-orders", query)
            for each in page[NAMES["data"]]:
                made = moment(each["created_at"])
                if made is not None and made < since - CLOCKS_DIFFER:
                    return None
                if same(each["reference"], order.view.order.number):
                    return str(each["id"])
            link = page[NAMES["links"]]["next"]
            query = dict(parse_qsl(urlsplit(link).query)) if link else None
        return None

    def make_order(self, order: Outgoing) -> Made:
        """Make an order there and set its status."""
        body = sending.order(order)
        made = _one(self._caller.call("POST", f"{self._base}/purchase-orders", body))
        remarks = not_carried(losses(order.view))
        wanted = order.view.order.status
        word = _STATUS_CALLS.get(wanted)
        if word is not None:
            try:
                self._caller.call("PUT", f"{self._base}/purchase-orders/{made['id']}", {"status": word})
            except EntrepotError as error:
                remarks = (*remarks, f"status: {error.message}")
        elif wanted is OrderStatus.CLOSED:
            remarks = (*remarks, "status: Pack completes an order only after goods came; it is left as created.")
        return Made(str(made["id"]), remarks)

    def close(self) -> None:
        """Let the connection go."""
        self._caller.close()


def complaint(document: Any) -> Complaint:  # noqa: ANN401 - a JSON document
    """What an error answer says."""
    if not isinstance(document, dict):
        return Complaint()
    errors = document.get("errors")
    named = errors.items() if isinstance(errors, dict) else ()
    return Complaint(document.get("message"), tuple((str(name), str(text[0])) for name, text in named if text))


def _one(document: Any) -> Any:  # noqa: ANN401 - a JSON document
    return document.get(NAMES["data"], document)


def _is_newer(document: Document, since: datetime | None) -> bool:
    changed = moment(document.get("updated_at"))
    return since is None or changed is None or changed >= since


def _record(document: Document, label: str, read: Callable[[Document], Content], fields: tuple[str, ...]) -> Pulled:
    id = document.get("id") or " at ".join(document[name] for name in ("product_id", "warehouse_id"))
    return record(id, document.get(label) or document.get("name"), lambda: read(document), fields)
