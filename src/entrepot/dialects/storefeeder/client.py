"""A client of another StoreFeeder server: a token for e-mail, password and API key, then JSON."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from entrepot.actions.ports import Connection, Outgoing
from entrepot.book.catalog.product import Product
from entrepot.book.exchange.errors import EXCHANGE_NO_CALL, EXCHANGE_SIGN_IN
from entrepot.book.exchange.record import Batch, Content, Exchanged, Made
from entrepot.book.orders.order import OrderStatus
from entrepot.book.suppliers.supplier import Supplier
from entrepot.book.warehouses.warehouse import Warehouse
from entrepot.dialects.storefeeder.render.losses import losses
from entrepot.dialects.storefeeder.translate import reading, sending
from entrepot.dialects.storefeeder.translate.words import NAME
from entrepot.errors import Invalid, Unauthenticated
from entrepot.http.caller import Caller, Complaint, Headers, Manners
from entrepot.http.clients import Document, credential, not_carried, number_page, record, same

PAGE = 100
_ERRORS = ("Error", "error_description", "Message", "ExceptionMessage", "error")
# List, reader, fields, id, label, and the filter that asks for what changed since.
_LISTS: Mapping[Exchanged, tuple[str, Callable[[Document], Content], tuple[str, ...], str, str, str]] = {
    Exchanged.SUPPLIERS: ("/suppliers", reading.supplier, reading.SUPPLIER_FIELDS, "SupplierID", "Name", ""),
    Exchanged.PRODUCTS: ("/products", reading.product, reading.PRODUCT_FIELDS, "ProductID", "SKU", "ModifiedFrom"),
    Exchanged.WAREHOUSES: (
        "/warehouses",
        reading.warehouse,
        reading.WAREHOUSE_FIELDS,
        "WarehouseID",
        "WarehouseName",
        "",
    ),
    Exchanged.ORDERS: (
        "/purchase-orders",
        reading.order,
        reading.ORDER_FIELDS,
        "PurchaseOrderID",
        "PurchaseOrderReference",
        "UpdatedDateFrom",
    ),
}
_STEPS: Mapping[OrderStatus, tuple[str, ...]] = {
    OrderStatus.SENT: ("send",),
    OrderStatus.CONFIRMED: ("confirm",),
}
_NO_STEP: Mapping[OrderStatus, str] = {
    OrderStatus.CLOSED: "status: StoreFeeder completes an order only when goods are booked in; it is left a draft.",
    OrderStatus.CANCELED: "status: StoreFeeder has no call that cancels an order; it is left a draft.",
}


class Client:
    """Another StoreFeeder server."""

    unlisted: Mapping[Exchanged, str] = {
        Exchanged.STOCKS: "StoreFeeder shows what a supplier has of a product, not what lies in a warehouse."
    }
    unmakable: Mapping[Exchanged, str] = {
        Exchanged.PRODUCTS: "StoreFeeder has no call that makes a product.",
        Exchanged.STOCKS: "Stock is only pulled: every server counts its own.",
    }

    def __init__(self, connection: Connection) -> None:
        """Credentials: `username`, `password` and `client_id`. Raises Invalid."""
        self._user, self._password, self._key = credential(connection, "username", "password", "client_id")
        self._caller = Caller(
            connection.url, Manners(self._sign_in, complaint), seconds=connection.seconds, reach=connection.reach
        )
        self.connection = f"{NAME} {self._caller.url} {self._user.lower()}"

    def _sign_in(self, caller: Caller) -> Headers:
        form = {
            "grant_type": "password",
            "username": self._user,
            "password": self._password,
            "client_id": self._key,
        }
        reply = caller.send("POST", "/Token", form=form)
        if reply.status == 400:
            raise Unauthenticated(EXCHANGE_SIGN_IN, complaint(reply.document).message)
        if reply.status >= 300:
            raise caller.fault(reply)
        return {"Authorization": f"Bearer {reply.document['access_token']}"}

    def read(self, noun: Exchanged, bookmark: str | None, since: datetime | None) -> Batch:
        """A page of a list, lowest number first; suppliers and warehouses come all at once."""
        path, read, fields, id, label, newer = _LISTS[noun]
        number = number_page(bookmark)
        query: dict[str, object] = {}
        if noun in (Exchanged.PRODUCTS, Exchanged.ORDERS):
            query = {"PageSize": PAGE, "Page": number}
            if since is not None:
                query[newer] = since.isoformat()
        answer = self._caller.get(path, query)
        listed: Sequence[Any] = answer if isinstance(answer, list) else answer["Data"]
        pages = 1 if isinstance(answer, list) else int(answer["TotalPages"])
        total = len(listed) if isinstance(answer, list) else int(answer["TotalItems"])
        return Batch(
            tuple(record(each[id], each.get(label), partial(read, each), fields) for each in listed),
            str(number + 1) if number < pages else None,
            total,
        )

    def find(self, thing: Supplier | Product | Warehouse) -> str | None:
        """A supplier of the same code or name, a product of the same SKU, a warehouse of the same name."""
        if isinstance(thing, Product):
            found = self._caller.get("/products", {"SKU": thing.sku, "PageSize": 1, "Page": 1})["Data"]
            return str(found[0]["ProductID"]) if found and same(found[0]["SKU"], thing.sku) else None
        if isinstance(thing, Warehouse):
            listed = self._caller.get("/warehouses")
            return next((str(each["WarehouseID"]) for each in listed if same(each["WarehouseName"], thing.name)), None)
        listed = self._caller.get("/suppliers")
        by_code = [each for each in listed if thing.code and same(each.get("SupplierCode"), thing.code)]
        by_name = [each for each in listed if same(each["Name"], thing.name)]
        return next((str(each["SupplierID"]) for each in (*by_code, *by_name)), None)

    def make(self, thing: Supplier | Product | Warehouse) -> Made:
        """Make a supplier or a warehouse there."""
        if isinstance(thing, Product):
            raise Invalid(EXCHANGE_NO_CALL, self.unmakable[Exchanged.PRODUCTS])
        if isinstance(thing, Supplier):
            return Made(str(self._caller.call("POST", "/suppliers", sending.supplier(thing))["SupplierID"]))
        return Made(str(self._caller.call("POST", "/warehouses", sending.warehouse(thing))["WarehouseID"]))

    def find_order(self, order: Outgoing, since: datetime) -> str | None:
        """The order of the same reference: the vendor keeps references unique."""
        del since
        query = {"PurchaseOrderRef": order.view.order.number, "PageSize": 1, "Page": 1}
        found = self._caller.get("/purchase-orders", query)["Data"]
        return str(found[0]["PurchaseOrderID"]) if found else None

    def make_order(self, order: Outgoing) -> Made:
        """Make an order there, send or confirm it, and put notes on its lines."""
        made = self._caller.call("POST", "/purchase-orders", sending.order(order))
        id, status = made["PurchaseOrderID"], order.view.order.status
        remarks = [*not_carried(losses(order.view)), *filter(None, (_NO_STEP.get(status),))]
        for line, shown in zip(order.view.order.lines, made["PurchaseOrderLines"], strict=False):
            if line.notes:
                number = shown["PurchaseOrderLineID"]
                path = f"/purchase-orders/{id}/lines/{number}"
                remarks += self._done("PATCH", path, {"PurchaseOrderLineID": number, "LineNotes": line.notes})
        for step in _STEPS.get(status, ()):
            remarks += self._done("GET", f"/purchase-orders/{id}/{step}", None)
        return Made(str(id), tuple(remarks))

    def _done(self, method: str, path: str, body: object) -> tuple[str, ...]:
        """A remark when an action was refused (the vendor says so with a 200)."""
        answer = self._caller.call(method, path, body)
        return () if answer.get("Success") is not False else (f"{path}: {answer.get('Error')}",)

    def close(self) -> None:
        """Let the connection go."""
        self._caller.close()


def complaint(document: Any) -> Complaint:  # noqa: ANN401 - a JSON document
    """What an error answer says, in the first of the members the vendor uses."""
    if not isinstance(document, dict):
        return Complaint()
    state = document.get("ModelState")
    named = state.items() if isinstance(state, dict) else ()
    message = next((str(document[name]) for name in _ERRORS if document.get(name)), None)
    return Complaint(message, tuple((str(name), str(text[0])) for name, text in named if text))
