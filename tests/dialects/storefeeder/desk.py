"""Quays: each an organization with users, a key, two suppliers, six products, two warehouses and nobody else's data."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from lxml import etree

from entrepot.actions import catalog, offers, organizations, passwords, people, suppliers, warehouses
from entrepot.book.catalog.draft import ProductDraft
from entrepot.book.catalog.product import ProductType
from entrepot.book.people.draft import KeyDraft, OrganizationDraft, UserDraft
from entrepot.book.people.rights import Role
from entrepot.book.suppliers.draft import SupplierDraft, SupplierProductPatch
from entrepot.book.values.address import Address
from entrepot.book.warehouses.draft import WarehouseDraft
from entrepot.book.warehouses.warehouse import WarehouseType
from entrepot.clock import SystemClock
from entrepot.store.store import Store
from entrepot.store.work import UnitOfWork

MOUNT = "/storefeeder"
PASSWORD = "correct-horse"
GBP = {"CurrencyID": 1, "CurrencyCode": "GBP", "CurrencyName": "Pound Sterling", "Symbol": "£"}
EUR = {"CurrencyID": 2, "CurrencyCode": "EUR", "CurrencyName": "Euro", "Symbol": "€"}


@dataclass(frozen=True)
class Quay:
    """An organization's key, and the e-mail addresses of its admin, its viewer and its receiver.

    Suppliers: 1001 Harbour Bits Ltd (GB, pounds, delivery 4.50), 1002 Nordlys Marine (NO, euro, 25 % tax).
    Warehouses: 1001 Main warehouse, 1002 North Quay (ships straight to customers).
    Products: 1001 BUOY-S (HB-BUOY at 2.35, cartons of 6), 1002 ROPE-8MM (HB-ROPE at 4.99), 1003 CLEAT-2 (HB-CLEAT, no
    price), 1004 KIT-1 (an archived kit), 1005 and 1006 both sold as HB-TWIN.
    """

    name: str
    key_id: str
    key_prefix: str
    key_secret: str

    def email(self, role: str) -> str:
        return f"{role}@{self.name}.example"


def furnish(book: Path, count: int) -> list[Quay]:
    """That many quays in a new order book."""
    store = Store.open(f"sqlite:///{book}", clock=SystemClock())
    hashed = passwords.hash_password(PASSWORD)
    try:
        return store.write_now(lambda uow: [_quay(uow, f"quay{number}", hashed) for number in range(count)])
    finally:
        store.close()


def _quay(uow: UnitOfWork, name: str, hashed: str) -> Quay:
    organization = organizations.create(uow, OrganizationDraft(name, "GBP", country="GB"))
    system = organizations.system_actor(organization.id)
    for role, right in (("buyer", Role.ADMIN), ("viewer", Role.VIEWER), ("receiver", Role.RECEIVER)):
        people.create_user(uow, system, UserDraft(f"{role}@{name}.example", hashed, right, name=f"api.{role}"))
    key, secret = people.create_key(uow, system, KeyDraft(name="Shop"))
    harbour = suppliers.create(
        uow,
        system,
        SupplierDraft(
            "Harbour Bits Ltd",
            code="HARB",
            their_reference="ENT-1",
            currency="GBP",
            default_delivery_cost=Decimal("4.50"),
            address=Address(line_1="2 Slipway", locality="Whitby", country="GB"),
        ),
    )
    suppliers.create(
        uow,
        system,
        SupplierDraft("Nordlys Marine", currency="EUR", default_tax_rate=Decimal(25), address=Address(country="NO")),
    )
    warehouses.create(uow, system, WarehouseDraft("North Quay", type=WarehouseType.DROP_SHIP))
    goods = ("BUOY-S", "ROPE-8MM", "CLEAT-2", "KIT-1", "TWIN-A", "TWIN-B")
    rows = (("HB-BUOY", "2.35", 6), ("HB-ROPE", "4.99", None), ("HB-CLEAT", None, None))
    made = [
        catalog.create(
            uow,
            system,
            ProductDraft(
                f"Product {sku}",
                sku=sku,
                type=ProductType.BUNDLE if sku == "KIT-1" else ProductType.STANDARD,
                active=sku != "KIT-1",
            ),
        )
        for sku in goods
    ]
    twins = [("HB-TWIN", None, None)] * 2
    for product, (supplier_sku, price, carton) in zip([*made[:3], *made[4:]], [*rows, *twins], strict=True):
        patch = SupplierProductPatch(
            supplier_sku=supplier_sku,
            price=Decimal(price) if price else None,
            carton_quantity=Decimal(carton) if carton else None,
        )
        offers.put(uow, system, harbour.id, product.id, patch)
    return Quay(name, str(key.id), key.prefix, secret)


class Wire:
    """A client of the door for one quay, with a neighbour who is somebody else's business."""

    def __init__(self, client: Any, quays: Iterator[Quay]) -> None:
        self.client = client
        self.quays = quays
        self.me = next(quays)
        self.tokens: dict[str, str] = {}

    @cached_property
    def neighbour(self) -> Quay:
        """The somebody else."""
        return next(self.quays)

    def sign_in(self, **form: str) -> Any:
        """The response to a token call; what is not given is right."""
        right = {
            "grant_type": "password",
            "username": self.me.email("buyer"),
            "password": PASSWORD,
            "client_id": self.me.key_prefix,
        }
        return self.client.post(f"{MOUNT}/Token", data={**right, **form})

    def token(self, email: str, client_id: str) -> str:
        """The token of a user, fetched once."""
        if email not in self.tokens:
            response = self.sign_in(username=email, client_id=client_id)
            assert response.status_code == 200, response.text
            self.tokens[email] = response.json()["access_token"]
        return self.tokens[email]

    def call(
        self, method: str, path: str, body: Any = None, *, of: Quay | None = None, role: str = "buyer", **more: Any
    ) -> Any:
        """The response to a call; `body` is sent as JSON, `content` as it is."""
        quay = of or self.me
        token = self.token(quay.email(role), quay.key_prefix)
        headers = {"Authorization": f"Bearer {token}", **more.pop("headers", {})}
        if body is not None:
            more["json"] = body
        return self.client.request(method, MOUNT + path, headers=headers, **more)

    def ask(self, method: str, path: str, body: Any = None, *, status: int = 200, **more: Any) -> Any:
        """The JSON of an answer with that status, its numbers exact."""
        response = self.call(method, path, body, **more)
        assert response.status_code == status, response.text
        assert response.headers["content-type"] == "application/json; charset=utf-8"
        return exactly(response.content)

    def xml(self, method: str, path: str, body: str | None = None, *, status: int = 200, **more: Any) -> Any:
        """The root element of an answer in XML to a request in XML."""
        headers = {"Accept": "application/xml", "Content-Type": "application/xml", **more.pop("headers", {})}
        response = self.call(method, path, headers=headers, content=body and body.encode(), **more)
        assert response.status_code == status, response.text
        assert response.headers["content-type"] == "application/xml; charset=utf-8"
        return etree.fromstring(response.content)

    def wrong(self, method: str, path: str, body: Any = None, **more: Any) -> dict[str, list[str]]:
        """The ModelState of a 400."""
        refusal = self.ask(method, path, body, status=400, **more)
        assert set(refusal) == {"Message", "ModelState"}, refusal
        state: dict[str, list[str]] = refusal["ModelState"]
        assert all(isinstance(sentence, str) for told in state.values() for sentence in told)
        return state

    def order(self, **changes: Any) -> Any:
        """An order entered: 12 small buoys from Harbour Bits, unless told otherwise; the document."""
        return self.ask("POST", "/purchase-orders", order_body(**changes))


def order_body(**changes: Any) -> dict[str, Any]:
    """The body of an order of 12 small buoys; None leaves a member out."""
    body = {"SupplierID": 1001, "WarehouseID": 1001, "Lines": [{"ProductID": 1001, "Qty": 12}], **changes}
    return {name: value for name, value in body.items() if value is not None}


def exactly(content: bytes) -> Any:
    """JSON with its decimals as `Decimal`, so that 20 is not 20.0."""
    return json.loads(content, parse_float=Decimal)


def set_setting(wire: Wire, name: str, value: object) -> None:
    """Change a setting of the quay, as its admin would through the native door."""
    response = wire.client.patch(
        "/api/v1/organization/settings",
        json={name: value},
        headers={"Authorization": f"Bearer {wire.me.key_secret}"},
    )
    assert response.status_code == 200, response.text
