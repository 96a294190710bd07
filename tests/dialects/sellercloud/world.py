"""Organizations to talk about: one for every exchange file, each with the same people, goods and places."""

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from entrepot.actions import (
    catalog,
    columns,
    companies,
    offers,
    organizations,
    passwords,
    people,
    suppliers,
    terms,
    views,
    warehouses,
)
from entrepot.actions import settings as settings_action
from entrepot.book.catalog.draft import ProductDraft
from entrepot.book.orders.columns import ColumnDraft, ColumnType
from entrepot.book.orders.savedview import ViewDraft
from entrepot.book.people.actor import Actor
from entrepot.book.people.draft import CompanyDraft, OrganizationDraft, UserDraft
from entrepot.book.people.rights import Role
from entrepot.book.suppliers.draft import SupplierDraft, SupplierProductPatch
from entrepot.book.values.address import Address
from entrepot.book.values.termdraft import TermDraft
from entrepot.book.warehouses.draft import WarehouseDraft
from entrepot.store.people import user_by_email
from entrepot.store.store import Store
from entrepot.store.work import UnitOfWork
from tests.dialects.sellercloud.makers import dec

EXCHANGES = Path(__file__).parent / "exchanges"
PASSWORD = "correct-horse"


@cache
def password_hash() -> str:
    return passwords.hash_password(PASSWORD)


def email(role: str, name: str) -> str:
    return f"{role}@{name}.example"


def seed(
    store: Store, name: str, settings: Mapping[str, object] | None = None, more: Mapping[str, Any] | None = None
) -> None:
    """Harbor Row Goods of Portland, under another domain name each time.

    Numbers: companies 1001 and 1002 (closed), warehouses 1001 Main (default), 1002 Depot and 1003 Attic (closed),
    vendors 1001 Birch & Fen and 1002 Old Mill (closed), payment terms 1001 and 1002, products NB-A5-DOT, PEN-GEL-05,
    TAPE-48MM, and OLD-INK that is no longer bought. Users ops@ (buyer), admin@ and view@ the name. `more` lists custom
    columns and views (those of the user view@ are that one's own), numbered from 1001 in the order they are listed.
    """
    store.write_now(lambda uow: _seed(uow, name, settings or {}))
    store.write_now(lambda uow: _seed_more(uow, name, more or {}))


def _seed_more(uow: UnitOfWork, name: str, more: Mapping[str, Any]) -> None:
    for given in more.get("columns", ()):
        choices = tuple(given.get("choices", ()))
        columns.create(
            uow,
            _actor(uow, "admin", name),
            ColumnDraft(given["key"], given["name"], ColumnType(given["type"]), choices),
        )
    for given in more.get("views", ()):
        draft = ViewDraft(
            given["name"], filters=given["filters"], sort=given.get("sort", "-id"), shared=given["shared"]
        )
        views.create(uow, _actor(uow, given["as"], name), draft)


def _actor(uow: UnitOfWork, role: str, name: str) -> Actor:
    user = user_by_email(uow, email(role, name))
    assert user is not None
    return people.actor_of_user(user, "test")


def _seed(uow: UnitOfWork, name: str, settings: Mapping[str, object]) -> None:
    organization = organizations.create(uow, OrganizationDraft("Harbor Row Goods", "USD", country="US"))
    system = organizations.system_actor(organization.id)
    for role, right in (("ops", Role.BUYER), ("admin", Role.ADMIN), ("view", Role.VIEWER)):
        people.create_user(uow, system, UserDraft(email(role, name), password_hash(), right, name=email(role, name)))
    if settings:
        settings_action.change(uow, system, settings)
    companies.create(uow, system, CompanyDraft("Closed Company", active=False))
    quay = Address(company_name="Harbor Row Goods", line_1="9 Pier Rd", locality="Portland", region="ME", country="US")
    warehouses.create(uow, system, WarehouseDraft("Depot", address=quay))
    warehouses.create(uow, system, WarehouseDraft("Attic", active=False))
    terms.create(uow, system, TermDraft("Net 30", 30))
    terms.create(uow, system, TermDraft("Net 60", 60))
    fen = suppliers.create(
        uow,
        system,
        SupplierDraft(
            "Birch & Fen",
            code="BF",
            account_reference="HR-118",
            emails=("orders@birchfen.example", "copy@birchfen.example"),
            currency="EUR",
            default_tax_rate=dec("20"),
            default_delivery_cost=dec("9.50"),
        ),
    )
    suppliers.create(uow, system, SupplierDraft("Old Mill", active=False))
    goods = (
        ("NB-A5-DOT", "Dotted notebook A5"),
        ("PEN-GEL-05", "Gel pen 0.5"),
        ("TAPE-48MM", "Tape 48 mm"),
        ("OLD-INK", "Ink of old"),
    )
    made = [catalog.create(uow, system, ProductDraft(title, sku=sku, active=sku != "OLD-INK")) for sku, title in goods]
    patch = SupplierProductPatch(supplier_sku="BF-77", price=dec("2.10"), carton_quantity=dec("24"))
    offers.put(uow, system, fen.id, made[0].id, patch)
    offers.put(uow, system, fen.id, made[2].id, replace(patch, supplier_sku="BF-78", price=dec("1.50")))


def exchange_names() -> list[str]:
    return sorted(path.stem for path in EXCHANGES.glob("*.json"))


@cache
def exchange(name: str) -> dict[str, object]:
    loaded: dict[str, object] = json.loads((EXCHANGES / f"{name}.json").read_text("utf-8"))
    return loaded


def seed_exchanges(store: Store) -> None:
    """One organization for every exchange file, with the settings the file asks for; and two others."""
    for name in exchange_names():
        settings = exchange(name).get("settings", {})
        assert isinstance(settings, dict)
        more = {what: exchange(name).get(what, ()) for what in ("columns", "views")}
        seed(store, domain(name), settings, more)
    seed(store, "neighbour")
    seed(store, "digits")


def domain(exchange_name: str) -> str:
    return exchange_name.replace("_", "-")
