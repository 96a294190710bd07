"""Two books that trade with each other: one full of orders behind a real server, and one that begins empty."""

import importlib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from entrepot.actions import orders, organizations, suppliers, tags, warehouses
from entrepot.actions.exchange import pull
from entrepot.actions.ports import DialectClient, SpeakingDialect
from entrepot.book.exchange.record import Became, Entry, Exchanged
from entrepot.book.orders.draft import LineDraft, OrderDraft, OrderKey
from entrepot.book.orders.line import Discount, DiscountType, LineKind
from entrepot.book.orders.order import Charge, Order, Reference
from entrepot.book.orders.query import OrderQuery, Parts
from entrepot.book.orders.tagdraft import TagDraft
from entrepot.book.orders.view import OrderView
from entrepot.book.people.actor import Actor
from entrepot.book.people.draft import OrganizationDraft
from entrepot.book.suppliers.draft import SupplierDraft
from entrepot.book.values.address import Address
from entrepot.book.warehouses.draft import WarehouseDraft
from entrepot.book.warehouses.warehouse import WarehouseType
from entrepot.http.installed import dialect_names
from entrepot.store.store import Store
from tests.makers import PASSWORD, World, make_world

D = Decimal
QUAY = Address(
    company_name="Harbor Row", line_1="Kade 7", line_2="Loods C", locality="Rotterdam", postal_code="3011 AA",
    country="NL",
)  # fmt: skip
DUE = datetime(2026, 4, 6, 17, 0, tzinfo=UTC)
NAMES = dialect_names()


def dialect_of(name: str) -> SpeakingDialect:
    """The port of an installed dialect."""
    found: SpeakingDialect = importlib.import_module(f"entrepot.dialects.{name}.port").dialect
    return found


def credentials_of(world: World) -> dict[str, str]:
    """What the world's admin signs in with, under the names of every dialect at once."""
    email = f"admin@{world.organization.name.lower()}.example"
    return {
        "organization_id": str(world.organization.id), "token": world.secret, "email": email, "username": email,
        "password": PASSWORD, "client_id": str(world.key.id),
    }  # fmt: skip


def furnish(store: Store, name: str = "Harborrow") -> World:
    """An organization with seven orders: a draft, a sent, a confirmed, a closed and a canceled one, one by case, and
    one with everything that some wire cannot carry."""
    world = make_world(store, name)
    admin = world.admin

    def work(uow: Any) -> None:
        other = suppliers.create(
            uow, admin,
            SupplierDraft(
                "Пря́мые & <Söhne>, Ltd", code="PRY", emails=("a@pry.example", "b@pry.example"), currency="EUR",
                address=Address(line_1="Straße 1", locality="Köln", country="DE"), remarks="odd “quotes”",
            ),
        )  # fmt: skip
        north = warehouses.create(uow, admin, WarehouseDraft("North Quay", address=QUAY, type=WarehouseType.DROP_SHIP))
        tag = tags.create(uow, admin, TagDraft("Cold dock", "#1f6feb"))
        plain = (LineDraft(sku="SKU-1", quantity=D(240), unit_price=D("4.35"), sell_ahead=D(60)),)
        base: dict[str, Any] = {"supplier_id": world.supplier.id, "ship_to": QUAY}
        enter(uow, admin, OrderDraft(plain, number="DRAFT-1", **base))
        twice = (*plain, LineDraft(sku="SKU-2", quantity=D(3), unit_price=D("9.1234"), tax_rate=D(21), notes="crates"))
        enter(uow, admin, OrderDraft(twice, number="SENT-1", delivery_cost=D("6.50"), due_at=DUE, **base), "send")
        enter(uow, admin, OrderDraft(plain, number="CONFIRMED-1", **(base | {"supplier_id": other.id})), "confirm")
        enter(uow, admin, OrderDraft(plain, number="CLOSED-1", **base), "confirm", "close")
        enter(uow, admin, OrderDraft(plain, number="CANCELED-1", **base), "cancel")
        boxes = LineDraft(sku="SKU-3", cases=D(8), units_per_case=D(36), case_price=D("54.00"),
                          discount=Discount(DiscountType.AMOUNT, D("0.10")))  # fmt: skip
        enter(uow, admin, OrderDraft((boxes,), number="CASES-1", title="By the case", **base))
        odd = (
            LineDraft(sku="SKU-1", quantity=D(12), unit_price=D("2.345678"), tax_rate=D("5.5"), warehouse_id=north.id),
            LineDraft(description="Gravure – “logo” ✓ 汉字", kind=LineKind.SERVICE, quantity=D("2.5"), unit="hour",
                      unit_price=D("80"), discount=Discount(DiscountType.PERCENT, D(10))),
        )  # fmt: skip
        enter(
            uow, admin,
            OrderDraft(
                odd, number="Ødd/№ 7 — a,b&c", title="Odd, \"one\"", description="två\nrader", vendor_note="Ring først",
                start_date=date(2026, 4, 1), expiration_date=date(2026, 6, 30), due_at=DUE, delivery_cost=D("1.23"),
                discount=Discount(DiscountType.PERCENT, D(3)), charges=(Charge("customs", D("4.56")),),
                payment_reference="PAY-7", bill_to=QUAY, ship_from=QUAY, tags=(str(tag.id),),
                references=(Reference("PURCHASE_ORDER_NUMBER", "4500-311"),), custom_data={"cost_center": "D-19"},
                **base,
            ),
            "send",
        )  # fmt: skip

    store.write_now(work)
    return world


def enter(uow: Any, actor: Actor, draft: OrderDraft, *verbs: str) -> Order:
    """An order brought as far as the verbs say."""
    order = orders.create(uow, actor, draft).order
    for verb in verbs:
        order = orders.move(uow, actor, OrderKey(id=order.id), verb).order
    return order


@dataclass(frozen=True)
class Empty:
    """An organization with nothing in it but what every organization is born with."""

    actor: Actor
    store: Store

    def pull_all(self, client: DialectClient, *, dry_run: bool = False) -> dict[Exchanged, list[Entry]]:
        """Pull every noun the dialect lists, to its end."""
        return {noun: self.pull(client, noun, dry_run=dry_run) for noun in Exchanged if noun not in client.unlisted}

    def pull(self, client: DialectClient, noun: Exchanged, *, dry_run: bool = False) -> list[Entry]:
        found: list[Entry] = []
        bookmark: str | None = None
        while True:
            step = pull(self.store, self.actor, client, noun, bookmark, dry_run=dry_run)
            found += step.entries
            bookmark = step.next
            if bookmark is None:
                return found

    def views(self) -> list[OrderView]:
        """Its orders with everything, by number."""
        page = self.store.read_now(
            lambda uow: orders.browse(uow, self.actor, OrderQuery(limit=100, sort="number"), Parts.ALL)
        )
        return list(page.items)


def empty(store: Store, name: str = "Vacant") -> Empty:
    """A new empty organization."""
    made = store.write_now(lambda uow: organizations.create(uow, OrganizationDraft(name, "EUR")))
    return Empty(organizations.system_actor(made.id), store)


def counted(entries: list[Entry]) -> dict[Became, int]:
    """How many entries became what."""
    return {became: number for became in Became if (number := sum(each.became is became for each in entries))}


HEADER = (
    "number", "type", "status", "currency", "title", "description", "vendor_note", "start_date", "expiration_date",
    "due_at", "raised_at", "delivery_cost", "discount", "charges", "payment_reference", "bill_to", "ship_to",
    "ship_from", "references", "archived", "custom_data", "totals",
)  # fmt: skip
LINE = (
    "kind", "sku", "description", "quantity_ordered", "unit", "cases", "units_per_case", "unit_price", "case_price",
    "discount", "tax_rate", "sell_ahead", "requested_date", "notes", "supplier_sku", "custom_data", "net",
)  # fmt: skip


def differences(here: OrderView, there: OrderView) -> set[str]:
    """The fields in which two orders differ, as a person would compare them; ids and times of storing are no fields."""
    one, other = here.order, there.order
    found = {name for name in HEADER if getattr(one, name) != getattr(other, name)}
    if one.supplier.name != other.supplier.name:
        found.add("supplier")
    if [tag.name for tag in here.tags] != [tag.name for tag in there.tags]:
        found.add("tags")
    if here.warehouses[one.warehouse_id].name != there.warehouses[other.warehouse_id].name:
        found.add("warehouse")
    assert len(one.lines) == len(other.lines)
    for mine, theirs in zip(one.lines, other.lines, strict=True):
        found |= {f"lines.{name}" for name in LINE if getattr(mine, name) != getattr(theirs, name)}
        places = [
            view.warehouses[line.warehouse_id or view.order.warehouse_id].name
            for view, line in ((here, mine), (there, theirs))
        ]
        if places[0] != places[1]:
            found.add("lines.warehouse")
    return found
