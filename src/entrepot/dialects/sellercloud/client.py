"""A client of another Sellercloud server: a token for user name and password, which is renewed when it runs out."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from entrepot.actions.ports import Connection, Outgoing
from entrepot.book.catalog.product import Product
from entrepot.book.exchange.errors import EXCHANGE_NO_CALL, EXCHANGE_SIGN_IN
from entrepot.book.exchange.record import Batch, Exchanged, Made
from entrepot.book.orders.order import OrderStatus
from entrepot.book.suppliers.supplier import Supplier
from entrepot.book.warehouses.warehouse import Warehouse
from entrepot.dialects.sellercloud.render.forms import instant
from entrepot.dialects.sellercloud.render.lines import unit_count
from entrepot.dialects.sellercloud.render.losses import losses
from entrepot.dialects.sellercloud.translate import reading, sending
from entrepot.dialects.sellercloud.translate.words import NAME
from entrepot.errors import EntrepotError, Invalid, Unauthenticated
from entrepot.http.caller import Caller, Complaint, Headers, Manners
from entrepot.http.clients import credential, not_carried, number_page, record, same

PAGE = 50
CLOCKS_DIFFER = timedelta(minutes=10)
_MESSAGES = ("ErrorMessage", "ExceptionMessage", "Message", "Error", "Title")
_RULES = frozenset({500})
_NO_CALL = "Sellercloud's purchase-order API has no call that makes a {}."


class Client:
    """Another Sellercloud server."""

    unlisted: Mapping[Exchanged, str] = {
        Exchanged.PRODUCTS: "Sellercloud lists no products for purchase orders; they are made from lines.",
        Exchanged.STOCKS: "Sellercloud shows what is on hand only beside the items of an order, not by warehouse.",
    }
    unmakable: Mapping[Exchanged, str] = {
        **{
            noun: _NO_CALL.format(noun.value[:-1])
            for noun in (Exchanged.SUPPLIERS, Exchanged.PRODUCTS, Exchanged.WAREHOUSES)
        },
        Exchanged.STOCKS: "Stock is only pulled: every server counts its own.",
    }

    def __init__(self, connection: Connection) -> None:
        """Credentials: `username` and `password`. The URL may end before, at or after `/rest`. Raises Invalid."""
        self._user, self._password = credential(connection, "username", "password")
        url = connection.url.strip().rstrip("/").removesuffix("/api").removesuffix("/rest")
        manners = Manners(self._sign_in, complaint, rule_statuses=_RULES)
        self._caller = Caller(url, manners, seconds=connection.seconds, reach=connection.reach)
        self.connection = f"{NAME} {self._caller.url} {self._user.lower()}"

    def _sign_in(self, caller: Caller) -> Headers:
        reply = caller.send("POST", "/rest/api/token", {"Username": self._user, "Password": self._password})
        if reply.status in (400, 401):
            raise Unauthenticated(EXCHANGE_SIGN_IN, complaint(reply.document).message)
        if reply.status >= 300:
            raise caller.fault(reply)
        return {"Authorization": f"Bearer {reply.document['access_token']}"}

    def read(self, noun: Exchanged, bookmark: str | None, since: datetime | None) -> Batch:
        """A page of a list; vendors and orders are fetched one by one, since lists show less of them."""
        number = number_page(bookmark)
        query: dict[str, object] = {"model.pageNumber": number, "model.pageSize": PAGE}
        if noun in self.unlisted:
            raise Invalid(EXCHANGE_NO_CALL, self.unlisted[noun])
        if noun is Exchanged.ORDERS and since is not None:
            query["model.updatedDateFrom"] = instant(since)
        page = self._caller.get(f"/rest/api/{_PATHS[noun]}", query)
        rows = page["Items"]
        if noun is Exchanged.ORDERS:
            found = [self._caller.get(f"/rest/api/PurchaseOrders/{row['ID']}") for row in rows]
            records = [
                record(each["Purchase"]["POId"], None, partial(reading.order, each), reading.ORDER_FIELDS)
                for each in found
            ]
        elif noun is Exchanged.SUPPLIERS:
            found = [self._caller.get(f"/rest/api/Vendors/{row['ID']}") for row in rows]
            records = [
                record(row["ID"], row["Name"], partial(reading.supplier, each), reading.SUPPLIER_FIELDS)
                for row, each in zip(rows, found, strict=True)
            ]
        else:
            records = [
                record(each["ID"], each["Name"], partial(reading.warehouse, each), reading.WAREHOUSE_FIELDS)
                for each in rows
            ]
        total = int(page["TotalResults"])
        return Batch(tuple(records), str(number + 1) if rows and number * PAGE < total else None, total)

    def find(self, thing: Supplier | Product | Warehouse) -> str | None:
        """A vendor or warehouse of the same name; a product is known by its SKU."""
        if isinstance(thing, Product):
            return thing.sku
        path = _PATHS[Exchanged.SUPPLIERS if isinstance(thing, Supplier) else Exchanged.WAREHOUSES]
        return self._named(path, "Name", thing.name)

    def _named(self, path: str, field: str, wanted: str) -> str | None:
        number, more = 1, True
        while more:
            page = self._caller.get(f"/rest/api/{path}", {"model.pageNumber": number, "model.pageSize": PAGE})
            for row in page["Items"]:
                if same(row[field], wanted):
                    return str(row["ID"])
            more = bool(page["Items"]) and number * PAGE < int(page["TotalResults"])
            number += 1
        return None

    def make(self, thing: Supplier | Product | Warehouse) -> Made:
        """Nothing but orders can be made; raises Invalid."""
        raise Invalid(EXCHANGE_NO_CALL, _NO_CALL.format(type(thing).__name__.lower()))

    def find_order(self, order: Outgoing, since: datetime) -> str | None:
        """An order of the same title, vendor and unit count made since then: the vendor keeps no number of ours."""
        found, number, more = order.view.order, 1, True
        supplier = order.suppliers.get(found.supplier_id) if found.supplier_id is not None else None
        known = (sending.title_of(found), supplier, unit_count(found))
        while more:
            query = {"model.pageNumber": number, "model.pageSize": PAGE}
            query["model.createDateFrom"] = instant(since - CLOCKS_DIFFER)  # type: ignore[assignment]
            page = self._caller.get("/rest/api/PurchaseOrders", query)
            for row in page["Items"]:
                if (row["PurchaseTitle"], str(row["VendorID"]), row["UnitCounts"]) == known:
                    return str(row["ID"])
            more = bool(page["Items"]) and number * PAGE < int(page["TotalResults"])
            number += 1
        return None

    def make_order(self, order: Outgoing) -> Made:
        """Make an order there, then set its dates and totals; there is no call that moves its status."""
        id = self._caller.call("POST", "/rest/api/PurchaseOrders", sending.order(order, self._company()))["Id"]
        found = order.view.order
        remarks = list(not_carried(losses(order.view)))
        for path, body in (("", sending.header(found)), ("/Total", sending.totals(found))):
            if body:
                try:
                    self._caller.call("PUT", f"/rest/api/PurchaseOrders/{id}{path}", body)
                except EntrepotError as error:
                    remarks.append(f"{', '.join(body)}: {error.message}")
        if found.totals.discount:
            remarks.append("discount: Sellercloud has no call that sets an order's discount.")
        if found.status is not OrderStatus.DRAFT:
            remarks.append("status: Sellercloud has no call that moves an order's status.")
        return Made(str(id), tuple(remarks))

    def _company(self) -> int:
        """The default company there; raises Invalid when there is none."""
        rows = self._caller.get("/rest/api/Companies", {"model.pageNumber": 1, "model.pageSize": PAGE})["Items"]
        default = [row for row in rows if row["IsDefaultCompany"]] or rows
        if not default:
            raise Invalid(EXCHANGE_NO_CALL, "The other server shows no company to order for.")
        return int(default[0]["ID"])

    def close(self) -> None:
        """Let the connection go."""
        self._caller.close()


_PATHS: Mapping[Exchanged, str] = {
    Exchanged.SUPPLIERS: "Vendors",
    Exchanged.WAREHOUSES: "Warehouses",
    Exchanged.ORDERS: "PurchaseOrders",
}


def complaint(document: Any) -> Complaint:  # noqa: ANN401 - a JSON document
    """What an error answer says, in the first of the members the vendor uses."""
    if not isinstance(document, dict):
        return Complaint()
    state = document.get("ModelState")
    named = state.items() if isinstance(state, dict) else ()
    message = next((str(document[name]) for name in _MESSAGES if document.get(name)), None)
    return Complaint(message, tuple((str(name), str(text[0])) for name, text in named if text))
