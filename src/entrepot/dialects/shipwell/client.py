"""A client of another Shipwell server: the buyer's side, with a token for e-mail and password or one that is given."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from hashlib import sha256
from typing import Any

from entrepot.actions.ports import Connection, Outgoing
from entrepot.book.catalog.product import Product
from entrepot.book.exchange.errors import EXCHANGE_NO_CALL, EXCHANGE_NOT_CARRIED, EXCHANGE_SIGN_IN
from entrepot.book.exchange.record import Batch, Exchanged, Made
from entrepot.book.orders.order import OrderStatus
from entrepot.book.suppliers.supplier import Supplier
from entrepot.book.warehouses.warehouse import Warehouse
from entrepot.dialects.shipwell.render.losses import losses
from entrepot.dialects.shipwell.render.orders import purchase_order
from entrepot.dialects.shipwell.translate import reading
from entrepot.dialects.shipwell.translate.values import DIALECT
from entrepot.dialects.shipwell.wire.values import UNKNOWN_COUNTRY
from entrepot.errors import EntrepotError, Findings, Invalid, Unauthenticated
from entrepot.http.caller import Caller, Complaint, Headers, Manners
from entrepot.http.clients import Document, credential, moment, not_carried, number_page, record

PAGE = 100
_NO_LIST = "Shipwell's orders API lists no {}: orders name them themselves."
_NO_CALL = "Shipwell's orders API makes no {}: orders name them themselves."
_ANSWER_ONLY = (
    "id", "status", "source", "tags", "releases", "released_from_release_id", "created_from_order_id", "cancelled_at",
    "created_at", "updated_at",
)  # fmt: skip
_NAMED = (Exchanged.SUPPLIERS, Exchanged.PRODUCTS, Exchanged.WAREHOUSES)


class Client:
    """Another Shipwell server."""

    unlisted: Mapping[Exchanged, str] = {
        **{noun: _NO_LIST.format(noun.value) for noun in _NAMED},
        Exchanged.STOCKS: "Shipwell's orders API shows no stock.",
    }
    unmakable: Mapping[Exchanged, str] = {
        **{noun: _NO_CALL.format(noun.value) for noun in _NAMED},
        Exchanged.STOCKS: "Stock is only pulled: every server counts its own.",
    }

    def __init__(self, connection: Connection) -> None:
        """Credentials: `token` (a token or an API key), else `email` and `password`. Raises Invalid."""
        self._token = str(connection.credentials.get("token") or "").strip()
        self._email = self._password = ""
        if not self._token or connection.credentials.get("email"):
            self._email, self._password = credential(connection, "email", "password")
        self._caller = Caller(
            connection.url, Manners(self._sign_in, complaint), seconds=connection.seconds, reach=connection.reach
        )
        account = self._email.lower() or sha256(self._token.encode()).hexdigest()[:12]
        self.connection = f"{DIALECT} {self._caller.url} {account}"

    def _sign_in(self, caller: Caller) -> Headers:
        if not self._email:
            return {"Authorization": f"Token {self._token}"}
        reply = caller.send("POST", "/v2/auth/token/", {"email": self._email, "password": self._password})
        if reply.status in (400, 401):
            raise Unauthenticated(EXCHANGE_SIGN_IN, complaint(reply.document).message)
        if reply.status >= 300:
            raise caller.fault(reply)
        return {"Authorization": f"Token {reply.document['token']}"}

    def read(self, noun: Exchanged, bookmark: str | None, since: datetime | None) -> Batch:
        """A page of orders, oldest first; those that did not change since then are passed over."""
        if noun is not Exchanged.ORDERS:
            raise Invalid(EXCHANGE_NO_CALL, self.unlisted[noun])
        number = number_page(bookmark)
        page = self._caller.get("/purchase-orders", {"order_by": "id", "limit": PAGE, "page": number})
        found = [each for each in page["data"] if _is_newer(each, since)]
        return Batch(
            tuple(
                record(each["id"], each["order_number"], partial(reading.order, each), reading.ORDER_FIELDS)
                for each in found
            ),
            str(number + 1) if page["links"]["next"] else None,
            page.get("total_count") if since is None else None,
        )

    def find(self, thing: Supplier | Product | Warehouse) -> str | None:
        """None: nothing but orders can be asked for."""
        del thing
        return None

    def make(self, thing: Supplier | Product | Warehouse) -> Made:
        """Nothing but orders can be made; raises Invalid."""
        raise Invalid(EXCHANGE_NO_CALL, _NO_CALL.format(f"{type(thing).__name__.lower()}s"))

    def find_order(self, order: Outgoing, since: datetime) -> str | None:
        """The order of the same number: the vendor keeps numbers unique."""
        del since
        found = self._caller.get("/purchase-orders", {"order_number": order.view.order.number, "limit": 1})["data"]
        return str(found[0]["id"]) if found else None

    def make_order(self, order: Outgoing) -> Made:
        """Make an order there; a canceled one is canceled there too."""
        made = self._caller.call("POST", "/purchase-orders", order_body(order))
        remarks = list(not_carried(losses(order.view)))
        if order.view.order.status is OrderStatus.CANCELED:
            try:
                self._caller.call("POST", f"/purchase-orders/{made['id']}/cancel")
            except EntrepotError as error:
                remarks.append(f"status: {error.message}")
        return Made(str(made["id"]), tuple(remarks))

    def close(self) -> None:
        """Let the connection go."""
        self._caller.close()


def order_body(order: Outgoing) -> dict[str, Any]:
    """A new order: what Shipwell shows of it, less what only a server knows. Raises Invalid without a country."""
    shown = purchase_order(order.view)
    findings = Findings()
    if shown["ship_to"]["country"] == UNKNOWN_COUNTRY:
        findings.add(("ship_to", "country"), EXCHANGE_NOT_CARRIED, "Shipwell needs the country goods are sent to.")
    for index, line in enumerate(order.view.order.lines):
        if line.quantity_ordered <= 0:
            findings.add(("lines", index, "quantity"), EXCHANGE_NOT_CARRIED, "Shipwell takes no item of nothing.")
    findings.settle()
    body = {name: value for name, value in shown.items() if name not in _ANSWER_ONLY}
    if body["supplier"] is not None:
        body["supplier"] = {**body["supplier"], "supplier_id": None}
    ship_from = body["ship_from"]
    if ship_from is not None and ship_from["country"] == UNKNOWN_COUNTRY:
        body["ship_from"] = None
    kept = ("amount", "description", "references", "shipping_requirements", "custom_data")
    body["items"] = [{name: item[name] for name in kept} for item in body["items"]]
    return _without_unknown_places(body)


def _without_unknown_places(body: dict[str, Any]) -> dict[str, Any]:
    """Addresses of the supplier and of who pays need a country, or are left out."""
    supplier, needs = body["supplier"], body["shipping_requirements"]
    if supplier is not None and supplier["address"] is not None and supplier["address"]["country"] == UNKNOWN_COUNTRY:
        body["supplier"] = {**supplier, "address": None}
    if needs is not None and needs["bill_to"]["billing_address"]["country"] == UNKNOWN_COUNTRY:
        body["shipping_requirements"] = None
    return body


def complaint(document: Any) -> Complaint:  # noqa: ANN401 - a JSON document
    """What an error answer says."""
    errors = document.get("errors") if isinstance(document, dict) else None
    if not isinstance(errors, list) or not errors:
        return Complaint()
    told = [str(each.get("detail") or each.get("title")) for each in errors]
    places = [(each.get("source") or {}).get("pointer") for each in errors]
    named = tuple((str(place), text) for place, text in zip(places, told, strict=True) if place)
    return Complaint(told[0], named)


def _is_newer(document: Document, since: datetime | None) -> bool:
    changed = moment(document.get("updated_at"))
    return since is None or changed is None or changed >= since
