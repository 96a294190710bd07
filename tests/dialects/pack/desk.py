"""Merchants for the exchanges: each has a key, a supplier, three products, some stock, and nobody else's data."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from entrepot.actions import catalog, organizations, people, stock, suppliers
from entrepot.actions.offers import put
from entrepot.book.catalog.draft import BarcodeDraft, ProductDraft
from entrepot.book.catalog.product import Dimensions, ProductType
from entrepot.book.people.draft import KeyDraft, OrganizationDraft
from entrepot.book.people.rights import Role
from entrepot.book.suppliers.draft import SupplierDraft, SupplierProductPatch
from entrepot.book.values.money import Money
from entrepot.clock import FixedClock
from entrepot.store import warehouses
from entrepot.store.store import Store
from entrepot.store.work import UnitOfWork
from tests.makers import MOMENT

NOWHERE = "00000000-0000-7000-8000-000000000000"


@dataclass(frozen=True)
class Merchant:
    """An organization's ids and keys as texts; `tea` has everything filled in, `plain` only a name."""

    organization: str
    token: str
    reader_token: str
    supplier: str
    tea: str
    plain: str
    bundle: str
    warehouse: str


def furnish(book: Path, count: int) -> list[Merchant]:
    """That many merchants in a new order book."""
    store = Store.open(f"sqlite:///{book}", clock=FixedClock(MOMENT))
    try:
        return store.write_now(lambda uow: [_merchant(uow, f"Merchant {number}") for number in range(count)])
    finally:
        store.close()


def _merchant(uow: UnitOfWork, name: str) -> Merchant:
    organization = organizations.create(uow, OrganizationDraft(name, "EUR"))
    system = organizations.system_actor(organization.id)
    _, token = people.create_key(uow, system, KeyDraft(name="Shop"))
    _, reader_token = people.create_key(uow, system, KeyDraft(name="Screen", role=Role.VIEWER))
    supplier = suppliers.create(
        uow,
        system,
        SupplierDraft("Tidewater Teas", account_reference="C-4471", emails=("desk@tidewater.example",), currency="EUR"),
    )
    tea = catalog.create(
        uow,
        system,
        ProductDraft(
            "Smoked tea",
            sku="TEA-1",
            brand="Tidewater",
            description="Black tea in tins",
            barcodes=(BarcodeDraft("8712345600012"), BarcodeDraft("CARTON-12", Decimal(12))),
            media=("https://pictures.example/tea.jpg",),
            cost_price=Money(Decimal("6.8"), "EUR"),
            regular_price=Money(Decimal("13.125"), "EUR"),
            dimensions=Dimensions(Decimal("0.07"), Decimal("0.07"), Decimal("0.095"), "m"),
            weight_grams=Decimal(180),
            hs_code="0902.30",
            country_of_origin="CN",
        ),
    )
    plain = catalog.create(uow, system, ProductDraft("Tea strainer", sku="STR-1"))
    bundle = catalog.create(uow, system, ProductDraft("Tea set", sku="SET-1", type=ProductType.BUNDLE))
    warehouse = warehouses.default(uow, organization.id)
    stock.mutate(uow, system, tea.id, warehouse.id, Decimal(96), "opening stock")
    stock.reserve(uow, system, tea.id, warehouse.id, Decimal(14), "order 12")
    put(uow, system, supplier.id, tea.id, SupplierProductPatch(supplier_sku="TW-1"))
    ids = (organization.id, supplier.id, tea.id, plain.id, bundle.id, warehouse.id)
    own, from_whom, first, second, third, place = map(str, ids)
    return Merchant(own, token, reader_token, from_whom, first, second, third, place)


class Wire:
    """A client of the door for one merchant, with a neighbour who is somebody else's business."""

    def __init__(self, client: Any, merchants: Iterator[Merchant]) -> None:
        self.client = client
        self.me = next(merchants)
        self.neighbour = next(merchants)

    def call(self, method: str, path: str, body: Any = None, *, token: str | None = None, **more: Any) -> Any:
        """The response to a call; a path that begins with `/v1` is taken as it is, others inside the organization."""
        url = path if path.startswith(("/v1", "http")) else f"/v1/organizations/{self.me.organization}{path}"
        target = url if url.startswith("http") else f"/pack{url}"
        headers = {"Authorization": f"Bearer {token or self.me.token}", **more.pop("headers", {})}
        if body is not None:
            more["json"] = body
        return self.client.request(method, target, headers=headers, **more)

    def get(self, path: str, **more: Any) -> Any:
        """The `data` of a GET that succeeds."""
        response = self.call("GET", path, **more)
        assert response.status_code == 200, response.text
        return response.json()["data"]

    def page(self, path: str, **more: Any) -> Any:
        """The whole envelope of a list."""
        response = self.call("GET", path, **more)
        assert response.status_code == 200, response.text
        return response.json()

    def post(self, path: str, body: Any = None, status: int = 201, **more: Any) -> Any:
        """The `data` of a POST that succeeds."""
        response = self.call("POST", path, body, **more)
        assert response.status_code == status, response.text
        return response.json()["data"]

    def put(self, path: str, body: Any, **more: Any) -> Any:
        """The `data` of a PUT that succeeds."""
        response = self.call("PUT", path, body, **more)
        assert response.status_code == 200, response.text
        return response.json()["data"]

    def refused(self, status: int, method: str, path: str, body: Any = None, **more: Any) -> Any:
        """The body of a call that is refused with this status: a message, and `errors` on a 422 only."""
        response = self.call(method, path, body, **more)
        assert response.status_code == status, response.text
        shown = response.json()
        assert isinstance(shown["message"], str)
        assert shown["message"]
        assert set(shown) == ({"message", "errors"} if status == 422 else {"message"})
        return shown

    def wrong_fields(self, method: str, path: str, body: Any = None, **more: Any) -> list[str]:
        """The names of the fields a 422 complains about, sorted."""
        return sorted(self.refused(422, method, path, body, **more)["errors"])

    def order(self, reference: str | None = None, **line: Any) -> Any:
        """An order for three tins of tea, entered; the summary."""
        wanted = {"product_id": self.me.tea, "quantity_ordered": 3, **line}
        return self.post("/purchase-orders", {**self.order_body(), "reference": reference, "lines": [wanted]})

    def order_body(self, **changes: Any) -> dict[str, Any]:
        """The body of an order for three tins of tea."""
        line = {"product_id": self.me.tea, "quantity_ordered": 3}
        return {"supplier_id": self.me.supplier, "lines": [line], **changes}
