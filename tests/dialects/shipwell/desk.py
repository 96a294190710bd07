"""Organizations to try the door on: each with a key, a buyer, a supplier with a user of its own, and one product."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from entrepot.actions import catalog, suppliers
from entrepot.actions.organizations import create_organization, system_actor
from entrepot.actions.passwords import hash_password
from entrepot.actions.people import create_key, create_user
from entrepot.app import open_store
from entrepot.book.catalog.draft import ProductDraft
from entrepot.book.people.draft import KeyDraft, UserDraft
from entrepot.book.people.rights import Role
from entrepot.book.suppliers.draft import SupplierDraft
from entrepot.book.suppliers.supplier import IdentificationCode
from entrepot.book.values.address import Address
from entrepot.book.values.money import Money
from entrepot.clock import SystemClock
from entrepot.settings import Settings
from entrepot.store.work import UnitOfWork

PASSWORD = "three made-up words"
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def ulid(id: UUID) -> str:
    """The 26 Crockford letters of an id, worked out here."""
    number, letters = id.int, ""
    for _ in range(26):
        number, rest = divmod(number, 32)
        letters = ALPHABET[rest] + letters
    return letters


@dataclass(frozen=True)
class Desk:
    """One organization: credentials, and the ids of what it knows."""

    key: str
    viewer_key: str
    buyer_email: str
    supplier_email: str
    supplier: str
    supplier_uuid: UUID
    second_supplier: str


def furnish(database: Path, count: int) -> list[Desk]:
    """Make `count` organizations in a new book and close it again."""
    store = open_store(Settings(database_url=f"sqlite:///{database}"), SystemClock())
    hashed = hash_password(PASSWORD)
    try:
        return store.write_now(lambda uow: [_desk(uow, number, hashed) for number in range(count)])
    finally:
        store.close()


def _desk(uow: UnitOfWork, number: int, hashed: str) -> Desk:
    organization = create_organization(uow, f"Harbor Bakehouse {number}", "USD", country="US")
    actor = system_actor(organization.id)
    mills = suppliers.create(
        uow,
        actor,
        SupplierDraft(
            "Prairie Mills",
            emails=("orders@prairie-mills.example",),
            address=Address(line_1="2 Elevator Rd", locality="Winnipeg", region="MB", country="CA"),
            identification_codes=(IdentificationCode("EXTERNAL_ID", "PM-77"),),
        ),
    )
    second = suppliers.create(uow, actor, SupplierDraft("North Dairy"))
    catalog.create(
        uow,
        actor,
        ProductDraft("Rye flour", sku="RYE-25", whole_units=False, cost_price=Money(Decimal("17.25"), "USD")),
    )
    buyer = f"buyer{number}@harbor-bakehouse.example"
    miller = f"miller{number}@prairie-mills.example"
    create_user(uow, actor, UserDraft(buyer, hashed, Role.BUYER, "Ada Buyer"))
    create_user(uow, actor, UserDraft(miller, hashed, Role.SUPPLIER, "Max Miller", supplier_id=mills.id))
    key = create_key(uow, actor, KeyDraft("Buying"))[1]
    viewer = create_key(uow, actor, KeyDraft("Looking", Role.VIEWER))[1]
    return Desk(key, viewer, buyer, miller, ulid(mills.id), mills.id, ulid(second.id))


class Wire:
    """A client of the door for one organization: paths without the mount, answers as status and parsed body."""

    def __init__(self, client: Any, desks: Iterator[Desk]) -> None:
        self._client = client
        self.desk = next(desks)
        self.other = next(desks)

    def raw(self, method: str, path: str, *, token: str | None = None, **options: Any) -> Any:
        """The response itself; `token` is the whole Authorization header."""
        headers = {"Authorization": token or f"Token {self.desk.key}", **options.pop("headers", {})}
        if token == "":
            del headers["Authorization"]
        return self._client.request(method, f"/shipwell{path}", headers=headers, **options)

    def __call__(self, method: str, path: str, body: Any = None, *, token: str | None = None) -> tuple[int, Any]:
        options = {} if body is None else {"json": body}
        response = self.raw(method, path, token=token, **options)
        return response.status_code, response.json() if response.content else None

    def sign_in(self, email: str) -> str:
        """The Authorization header of a user who signs in."""
        status, body = self("POST", "/v2/auth/token/", {"email": email, "password": PASSWORD}, token="")
        assert status == 200, body
        return f"Token {body['token']}"

    def as_supplier(self) -> str:
        return self.sign_in(self.desk.supplier_email)

    def create(self, **changes: Any) -> dict[str, Any]:
        """A small order: one item of 120 bags for Duluth, and whatever is changed (None leaves a field out)."""
        status, body = self("POST", "/purchase-orders", new_order(**changes))
        assert status == 201, body
        made: dict[str, Any] = body
        return made


_count = iter(range(1, 10_000))


def new_item(**changes: Any) -> dict[str, Any]:
    return {"description": "Rye flour 25 kg", "amount": {"unit": "BAG", "value": "120"}, **changes}


def new_order(**changes: Any) -> dict[str, Any]:
    order = {
        "order_number": f"HB-{next(_count)}",
        "ship_to": {"country": "US", "line_1": "88 Quarry Rd", "locality": "Duluth", "region": "MN"},
        "items": [new_item()],
        **changes,
    }
    return {name: value for name, value in order.items() if value is not None}


def errors_of(body: Any) -> list[tuple[str | None, str | None]]:
    """(pointer, parameter) of every entry of an error answer, whose form is checked on the way."""
    assert set(body) == {"errors"}, body
    for entry in body["errors"]:
        assert set(entry) == {"status", "code", "title", "detail", "source", "meta"}
        assert isinstance(entry["status"], str)
        assert entry["title"]
        assert entry["detail"]
    return [
        (entry["source"]["pointer"], entry["source"]["parameter"]) if entry["source"] else (None, None)
        for entry in body["errors"]
    ]
