"""Makers of book things with stated defaults, for tests of every floor."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from entrepot.actions import catalog, offers, organizations, passwords, people, stock, suppliers
from entrepot.book.catalog.draft import BarcodeDraft, ProductDraft
from entrepot.book.catalog.product import Product
from entrepot.book.people.actor import Actor
from entrepot.book.people.draft import KeyDraft, OrganizationDraft, UserDraft
from entrepot.book.people.organization import Company, Organization
from entrepot.book.people.rights import Role
from entrepot.book.people.user import ApiKey, User
from entrepot.book.suppliers.draft import SupplierDraft, SupplierProductPatch
from entrepot.book.suppliers.supplier import PriceBreak, Supplier
from entrepot.book.values.money import Money
from entrepot.book.warehouses.warehouse import Warehouse
from entrepot.clock import Clock, FixedClock
from entrepot.store import companies, warehouses
from entrepot.store.store import Store
from entrepot.store.work import UnitOfWork

MOMENT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
PASSWORD = "correct horse battery"


@dataclass(frozen=True)
class World:
    """One organization with everything an order needs.

    Products SKU-1, SKU-2, SKU-3 (cost 4.00, 10.00, 2.50 EUR); 20 of SKU-1 on hand, 5 allocated. The supplier lists
    SKU-1 as BW-1 at 3.50, from 10 on at 3.00, in cartons of 12, and SKU-2 as BW-2 at 9.00; it does not list SKU-3.
    """

    organization: Organization
    admin: Actor
    user: User
    key: ApiKey
    secret: str
    supplier: Supplier
    products: tuple[Product, ...]
    warehouse: Warehouse
    company: Company


@contextmanager
def open_store(folder: Path, clock: Clock | None = None) -> Iterator[Store]:
    """A store in a real SQLite file; its clock stands still at MOMENT unless another is given."""
    store = Store.open(f"sqlite:///{folder / 'book.sqlite3'}", clock=clock or FixedClock(MOMENT))
    try:
        yield store
    finally:
        store.close()


def make_world(store: Store, name: str = "Harborrow", currency: str = "EUR") -> World:
    """An organization of this name; its admin signs in as admin@<name>.example with PASSWORD."""
    password_hash = passwords.hash_password(PASSWORD)
    return store.write_now(lambda uow: _world(uow, name, currency, password_hash))


def _world(uow: UnitOfWork, name: str, currency: str, password_hash: str) -> World:
    organization = organizations.create(uow, OrganizationDraft(name, currency))
    system = organizations.system_actor(organization.id)
    email = f"admin@{name.lower()}.example"
    user = people.create_user(uow, system, UserDraft(email, password_hash, Role.ADMIN, name="Ada Admin"))
    key, secret = people.create_key(uow, system, KeyDraft(name="Test key"))
    admin = people.actor_of_user(user, "api")
    supplier = make_supplier(uow, admin, currency=currency)
    products = tuple(
        make_product(uow, admin, sku, Money(Decimal(price), currency))
        for sku, price in (("SKU-1", "4.00"), ("SKU-2", "10.00"), ("SKU-3", "2.50"))
    )
    offers.put(
        uow,
        admin,
        supplier.id,
        products[0].id,
        SupplierProductPatch(
            supplier_sku="BW-1",
            price=Decimal("3.50"),
            price_breaks=(PriceBreak(Decimal(10), Decimal("3.00")),),
            carton_quantity=Decimal(12),
        ),
    )
    offers.put(
        uow, admin, supplier.id, products[1].id, SupplierProductPatch(supplier_sku="BW-2", price=Decimal("9.00"))
    )
    warehouse = warehouses.default(uow, organization.id)
    stock.mutate(uow, admin, products[0].id, warehouse.id, Decimal(20), "opening stock")
    stock.reserve(uow, admin, products[0].id, warehouse.id, Decimal(5), "order 77")
    company = companies.default(uow, organization.id)
    return World(organization, admin, user, key, secret, supplier, products, warehouse, company)


def make_supplier(
    uow: UnitOfWork, actor: Actor, name: str = "Brightwater Paper", currency: str | None = "EUR"
) -> Supplier:
    """A supplier with an e-mail address and our account number with it."""
    draft = SupplierDraft(
        name,
        account_reference="K-20881",
        emails=("orders@brightwater.example",),
        currency=currency,
        phone="+31 20 555 0101",
    )
    return suppliers.create(uow, actor, draft)


def make_product(uow: UnitOfWork, actor: Actor, sku: str, cost_price: Money | None = None) -> Product:
    """A whole-unit product with one barcode made of its SKU."""
    return catalog.create(
        uow,
        actor,
        ProductDraft(
            f"Product {sku}",
            sku=sku,
            barcodes=(BarcodeDraft(f"{sku}-EACH"),),
            cost_price=cost_price,
            whole_units=True,
        ),
    )


def make_user(store: Store, world: World, email: str, role: Role = Role.BUYER, *, of_supplier: bool = False) -> User:
    """Another user of the world's organization, with PASSWORD; a supplier's user belongs to the world's supplier."""
    draft = UserDraft(
        email, passwords.hash_password(PASSWORD), role, supplier_id=world.supplier.id if of_supplier else None
    )
    return store.write_now(lambda uow: people.create_user(uow, world.admin, draft))
