"""The five doors as a client sees them: how each enters an order and what each shows of one, in common words.

Nothing here comes from the product: paths, names and words are those of the vendors' texts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from starlette.testclient import TestClient

from tests.makers import PASSWORD, World

D = Decimal


@dataclass(frozen=True)
class Seen:
    """An order as one door shows it; None where the door has no such thing.

    `lines` holds SKU, quantity, unit price and net (None where not shown) of each line in order.
    """

    number: str | None
    status: object
    lines: tuple[tuple[str, Decimal, Decimal | None, Decimal | None], ...]
    subtotal: Decimal | None = None
    tax: Decimal | None = None
    delivery: Decimal | None = None
    total: Decimal | None = None
    supplier: str | None = None
    due: str | None = None
    title: str | None = None


@dataclass(frozen=True)
class Door:
    """One door: `enter` makes the sample order and gives its id as that door names it, `see` shows an order."""

    name: str
    enter: Callable[["Client"], str]
    see: Callable[["Client", str, int], Seen]


class Client:
    """A client of one server, signed in at every door."""

    def __init__(self, http: TestClient, world: World) -> None:
        self.http, self.world = http, world
        self.key = {"Authorization": f"Bearer {world.secret}"}
        self._tokens: dict[str, dict[str, str]] = {}

    def call(self, method: str, path: str, body: object = None, headers: dict[str, str] | None = None) -> Any:
        answer = self.http.request(method, path, json=body, headers=headers if headers is not None else self.key)
        assert answer.status_code < 300, (path, answer.status_code, answer.text)
        return answer.json() if answer.content else None

    def native(self, method: str, path: str, body: object = None) -> Any:
        return self.call(method, f"/api/v1{path}", body)

    def sellercloud(self, method: str, path: str, body: object = None) -> Any:
        if "sellercloud" not in self._tokens:
            who = {"Username": self.world.user.email, "Password": PASSWORD}
            token = self.call("POST", "/sellercloud/rest/api/token", who, {})["access_token"]
            self._tokens["sellercloud"] = {"Authorization": f"Bearer {token}"}
        return self.call(method, f"/sellercloud/rest/api{path}", body, self._tokens["sellercloud"])

    def storefeeder(self, method: str, path: str, body: object = None) -> Any:
        if "storefeeder" not in self._tokens:
            form = {
                "grant_type": "password",
                "username": self.world.user.email,
                "password": PASSWORD,
                "client_id": str(self.world.key.id),
            }
            answer = self.http.post("/storefeeder/Token", data=form)
            assert answer.status_code == 200, answer.text
            self._tokens["storefeeder"] = {"Authorization": f"Bearer {answer.json()['access_token']}"}
        return self.call(method, f"/storefeeder{path}", body, self._tokens["storefeeder"])


def _money(value: object) -> Decimal | None:
    return None if value is None else D(str(value))


# --- native -----------------------------------------------------------------------------------------------------------


def enter_native(client: Client) -> str:
    lines = [
        {"sku": "SKU-1", "quantity": 12, "unit_price": "2.35", "tax_rate": "20"},
        {"sku": "SKU-2", "quantity": "7", "unit_price": {"amount": "4.99", "currency": "EUR"}, "tax_rate": "5"},
    ]
    body = {
        "supplier_id": str(client.world.supplier.id),
        "number": "DOOR-7",
        "title": "Spring",
        "delivery_cost": "6.50",
    }
    return str(client.native("POST", "/purchase-orders", {**body, "lines": lines})["id"])


def see_native(client: Client, id: str, serial: int) -> Seen:
    order = client.native("GET", f"/purchase-orders/{id}")
    totals = {name: _money(value and value["amount"]) for name, value in order["totals"].items()}
    lines = tuple(
        (line["sku"], D(line["quantity_ordered"]), D(line["unit_price"]["amount"]), D(line["net"]["amount"]))
        for line in order["lines"]
    )
    return Seen(
        number=order["number"],
        status=order["status"],
        lines=lines,
        subtotal=totals["subtotal"],
        tax=totals["tax"],
        delivery=totals["delivery"],
        total=totals["total"],
        supplier=str(client.world.supplier.name),
        due=order["due_at"],
        title=order["title"],
    )


# --- Pack -------------------------------------------------------------------------------------------------------------


def _pack(client: Client) -> str:
    return f"/pack/v1/organizations/{client.world.organization.id}/purchase-orders"


def enter_pack(client: Client) -> str:
    first, second, _ = client.world.products
    lines = [
        {"product_id": str(first.id), "quantity_ordered": 12, "price": {"currency": "EUR", "value": "2.35"}},
        {"product_id": str(second.id), "quantity_ordered": 7, "price": {"currency": "EUR", "value": "4.99"}},
    ]
    body = {"supplier_id": str(client.world.supplier.id), "reference": "DOOR-7", "lines": lines}
    return str(client.call("POST", _pack(client), body)["data"]["id"])


def see_pack(client: Client, id: str, serial: int) -> Seen:
    order = client.call("GET", f"{_pack(client)}/{id}")["data"]
    lines = tuple(
        (line["product"]["code"], D(line["quantity_ordered"]), _money(line["price"] and line["price"]["value"]), None)
        for line in order["lines"]
    )
    return Seen(order["reference"], order["status"], lines, supplier=order["supplier"]["name"])


# --- Shipwell ---------------------------------------------------------------------------------------------------------


def _item(sku: str, quantity: str, price: str) -> dict[str, Any]:
    return {
        "amount": {"unit": "UNIT", "value": quantity},
        "references": [{"qualifier": "PRODUCT_REF", "value": sku}],
        "shipping_requirements": {"value_per_piece": {"currency_code": "EUR", "value": price}},
    }


def enter_shipwell(client: Client) -> str:
    body = {
        "order_number": "DOOR-7",
        "name": "Spring",
        "ship_to": {"country": "NL", "company_name": "Harborrow", "locality": "Amsterdam"},
        "supplier": {"name": client.world.supplier.name},
        "items": [_item("SKU-1", "12", "2.35"), _item("SKU-2", "7", "4.99")],
    }
    return str(client.call("POST", "/shipwell/purchase-orders", body)["id"])


def see_shipwell(client: Client, id: str, serial: int) -> Seen:
    order = client.call("GET", f"/shipwell/orders/{ulid(id)}")
    lines = tuple(_seen_item(item) for item in order["items"])
    window = ((order["ship_to"] or {}).get("shipping_requirements") or {}).get("plan_window") or {}
    return Seen(
        order["order_number"],
        order["status"],
        lines,
        supplier=order["supplier"] and order["supplier"]["name"],
        due=window.get("end"),
        title=order["name"],
    )


def _seen_item(item: dict[str, Any]) -> tuple[str, Decimal, Decimal | None, None]:
    refs = item["references"] + ((item["shipping_requirements"] or {}).get("references") or [])
    sku = next(ref["value"] for ref in refs if ref["qualifier"] == "PRODUCT_REF")
    price = (item["shipping_requirements"] or {}).get("value_per_piece")
    return sku, D(item["amount"]["value"]), _money(price and price["value"]), None


def ulid(id: str) -> str:
    """A UUID as 26 letters of Crockford's base 32."""
    number = int(id.replace("-", ""), 16)
    return "".join("0123456789ABCDEFGHJKMNPQRSTVWXYZ"[number >> shift & 31] for shift in range(125, -1, -5))


# --- StoreFeeder ------------------------------------------------------------------------------------------------------


def enter_storefeeder(client: Client) -> str:
    body = {
        "PurchaseOrderReference": "DOOR-7",
        "SupplierID": client.world.supplier.serial,
        "WarehouseID": client.world.warehouse.serial,
        "DeliveryCost": 6.5,
        "Lines": [
            {"SKU": "SKU-1", "Qty": 12, "SingleItemPrice": 2.35, "TaxRate": 20.0},
            {"SKU": "SKU-2", "Qty": 7, "SingleItemPrice": 4.99, "TaxRate": 5.0},
        ],
    }
    return str(client.storefeeder("POST", "/purchase-orders", body)["PurchaseOrderGuid"])


def see_storefeeder(client: Client, id: str, serial: int) -> Seen:
    order = client.storefeeder("GET", f"/purchase-orders/{serial}")
    lines = tuple(
        (line["ProductSKU"], D(line["QtyOrdered"]), D(str(line["SinglePrice"])), D(str(line["LineTotal"])))
        for line in order["PurchaseOrderLines"]
    )
    delivery = D(str(order["DeliveryCost"]))
    return Seen(
        order["PurchaseOrderReference"],
        order["PurchaseOrderStatus"],
        lines,
        subtotal=D(str(order["Subtotal"])) - delivery,
        tax=D(str(order["TotalVat"])),
        delivery=delivery,
        total=D(str(order["Total"])),
        supplier=order["Supplier"]["Name"],
        due=order.get("DateDue"),
    )


# --- Sellercloud ------------------------------------------------------------------------------------------------------


def enter_sellercloud(client: Client) -> str:
    body = {
        "CompanyID": client.world.company.serial,
        "VendorID": client.world.supplier.serial,
        "POType": "PurchaseOrder",
        "CaseQtyMode": False,
        "Description": "Spring",
        "Products": [
            {"ProductID": "SKU-1", "QtyUnitsOrdered": 12, "UnitPrice": 2.35},
            {"ProductID": "SKU-2", "QtyUnitsOrdered": 7, "UnitPrice": 4.99},
        ],
    }
    serial = client.sellercloud("POST", "/PurchaseOrders", body)["Id"]
    found = client.native("GET", "/purchase-orders?limit=200")["items"]
    return next(str(order["id"]) for order in found if order["serial"] == serial)


def see_sellercloud(client: Client, id: str, serial: int) -> Seen:
    order = client.sellercloud("GET", f"/PurchaseOrders/{serial}")
    lines = tuple(
        (line["ProductID"], D(line["QtyOrdered"]), D(str(line["UnitPrice"])), D(str(line["Total"])))
        for line in order["Items"]
    )
    totals = order["TotalInfo"]
    return Seen(
        None,
        order["Statuses"]["Status"],
        lines,
        subtotal=D(str(totals["SubTotal"])),
        tax=D(str(totals["TaxTotal"])),
        delivery=D(str(totals["ShippingTotal"])),
        total=D(str(totals["GrandTotal"])),
        due=order["Purchase"]["ExpectedDelivery"],
        title=order["Purchase"]["Description"],
    )


DOORS = {
    door.name: door
    for door in (
        Door("native", enter_native, see_native),
        Door("pack", enter_pack, see_pack),
        Door("shipwell", enter_shipwell, see_shipwell),
        Door("storefeeder", enter_storefeeder, see_storefeeder),
        Door("sellercloud", enter_sellercloud, see_sellercloud),
    )
}
