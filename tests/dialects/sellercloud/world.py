"""Organizations to talk about: one for every exchange file, each with the same people, goods and places."""

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from entrepot.actions import catalog, companies, offers, organizations, passwords, people, suppliers, terms, warehouses
from entrepot.actions import settings as settings_action
from entrepot.book.catalog.draft import ProductDraft
from entrepot.book.people.draft import CompanyDraft, OrganizationDraft, UserDraft
from entrepot.book.people.rights import Role
from entrepot.book.suppliers.draft import SupplierDraft, SupplierProductPatch
from entrepot.book.values.address import Address
from entrepot.book.values.termdraft import TermDraft
from entrepot.book.warehouses.draft import WarehouseDraft
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


def seed(store: Store, name: str, settings: Mapping[str, object] | None = None) -> None:
    """Harbor Row Goods of Portland, under another domain name each time.

    Numbers: companies 1001 and 1002 (closed), warehouses 1001 Main (default), 1002 Depot and 1003 Attic (closed),
    vendors 1001 Birch & Fen and 1002 Old Mill (closed), payment terms 1001 and 1002, products NB-A5-DOT, PEN-GEL-05,
    TAPE-48MM, and OLD-INK that is no longer bought. Users ops@ (buyer), admin@ and view@ the name.
    """
    store.write_now(lambda uow: _seed(uow, name, settings or {}))


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
        seed(store, domain(name), settings)
    seed(store, "neighbour")
    seed(store, "digits")


def domain(exchange_name: str) -> str:
    return exchange_name.replace("_", "-")
