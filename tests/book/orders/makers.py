"""Orders and lines made by hand, with stated defaults."""

from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

from entrepot.book.orders.draft import HOUSE_POLICY, DoorPolicy, LineDraft, OrderDraft
from entrepot.book.orders.facts import Facts
from entrepot.book.orders.order import Order
from entrepot.book.orders.place import place
from entrepot.book.orders.view import Warning
from entrepot.book.people.actor import Actor, ActorKind
from entrepot.book.people.organization import Company, Organization
from entrepot.book.people.rights import Role
from entrepot.book.warehouses.warehouse import Warehouse, WarehouseType
from entrepot.ids import Sequence7

MOMENT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
IDS = Sequence7()


def new_id() -> UUID:
    """A fresh id of MOMENT."""
    return IDS.new(MOMENT)


def organization(currency: str = "EUR") -> Organization:
    """Harborrow in Amsterdam, without settings of its own."""
    return Organization(new_id(), 1001, "Harborrow", currency, "Europe/Amsterdam", "NL", {}, 1, MOMENT, MOMENT)


def facts(currency: str = "EUR") -> Facts:
    """An organization with its default company and warehouse, no supplier and no products."""
    home = organization(currency)
    company = Company(
        home.id, new_id(), 1001, "Harborrow", None, currency, True, True, None, None, None, 1, MOMENT, MOMENT
    )
    warehouse = Warehouse(
        home.id, new_id(), 1001, "Main", None, None, True, WarehouseType.STANDARD, True, 1, MOMENT, MOMENT
    )
    return Facts(MOMENT, home, company, None, None, warehouse)


def buyer(known: Facts) -> Actor:
    """A buyer of the organization, at the native door."""
    return Actor(known.organization.id, ActorKind.USER, new_id(), "Bo Buyer", Role.BUYER, "api", serial=1002)


def item(quantity: str = "10", price: str = "4.35", **more: object) -> LineDraft:
    """A free-text line of 10 at 4.35 without tax."""
    given = {"description": "Thing", "quantity": Decimal(quantity), "unit_price": Decimal(price), **more}
    return LineDraft(**given)  # type: ignore[arg-type]


def placed(
    *lines: LineDraft, currency: str = "EUR", policy: DoorPolicy = HOUSE_POLICY, **header: object
) -> tuple[Order, list[Warning]]:
    """An order with these lines (one default line when none is given), and its warnings."""
    known = facts(currency)
    draft = OrderDraft(lines or (item(),), number="PO-1", **header)  # type: ignore[arg-type]
    return place(draft, known, policy, buyer(known), new_id)


def an_order(*lines: LineDraft, **header: object) -> Order:
    """The order alone."""
    return placed(*lines, **header)[0]  # type: ignore[arg-type]
