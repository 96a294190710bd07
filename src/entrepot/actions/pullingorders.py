"""An order of another server into the book: its references found, its lines matched, its status reached."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from entrepot.actions import catalog, orders
from entrepot.book.exchange.errors import EXCHANGE_GONE, EXCHANGE_REFERENCE
from entrepot.book.exchange.record import Became, Exchanged, Link, PulledLine, PulledOrder
from entrepot.book.orders.draft import (
    HOUSE_POLICY,
    LineChanges,
    LineDraft,
    LineKey,
    LinePatch,
    OrderDraft,
    OrderKey,
    OrderPatch,
)
from entrepot.book.orders.line import OrderLine
from entrepot.book.orders.order import Order, OrderStatus
from entrepot.book.people.actor import Actor
from entrepot.book.values.text import folded
from entrepot.errors import EntrepotError, FieldError, Invalid, NotFound
from entrepot.store import catalog as catalog_store
from entrepot.store import exchange as exchange_store
from entrepot.store import orders as order_store
from entrepot.store.work import UnitOfWork

# What another server holds is taken as it is: it has passed that server's rules.
POLICY = replace(
    HOUSE_POLICY, price_default=False, zero_quantity=True, empty_order=True, inactive_products=True, bundles=True,
    bare_lines=True,
)  # fmt: skip
STEPS: Mapping[tuple[OrderStatus, OrderStatus], tuple[str, ...]] = {
    (OrderStatus.DRAFT, OrderStatus.SENT): ("send",),
    (OrderStatus.DRAFT, OrderStatus.CONFIRMED): ("confirm",),
    (OrderStatus.DRAFT, OrderStatus.CLOSED): ("confirm", "close"),
    (OrderStatus.DRAFT, OrderStatus.CANCELED): ("cancel",),
    (OrderStatus.SENT, OrderStatus.CONFIRMED): ("confirm",),
    (OrderStatus.SENT, OrderStatus.CLOSED): ("confirm", "close"),
    (OrderStatus.SENT, OrderStatus.CANCELED): ("cancel",),
    (OrderStatus.CONFIRMED, OrderStatus.CLOSED): ("close",),
    (OrderStatus.CONFIRMED, OrderStatus.CANCELED): ("cancel",),
}
LINES = "lines"
Result = tuple[Became, UUID, dict[str, object], tuple[str, ...]]


def pull_order(
    uow: UnitOfWork, actor: Actor, connection: str, link: Link | None, pulled: PulledOrder, carried: frozenset[str],
    *, trial: bool,
) -> Result:  # fmt: skip
    """What became of the order, its id, which of its lines is which, and what is worth a look."""
    finder = _Finder(uow, actor, connection, trial)
    draft = finder.order(pulled)
    drafts = tuple(finder.line(line, index) for index, line in enumerate(pulled.lines))
    finder.settle()
    if link is None:
        order = orders.create(uow, actor, replace(draft, lines=drafts), POLICY).order
        became, ids = Became.CREATED, [line.id for line in order.lines]
    else:
        became, order, ids = _changed(uow, actor, link, draft, drafts, pulled, carried)
    remarks = list(finder.remarks)
    for verb in STEPS.get((order.status, pulled.status), ()):
        try:
            with uow.attempt():
                order = orders.move(uow, actor, OrderKey(id=order.id), verb, POLICY).order
        except EntrepotError as error:
            remarks.append(error.message)
            break
        became = Became.CHANGED if became is Became.UNCHANGED else became
    lines = [[line.external_id, str(id)] for line, id in zip(pulled.lines, ids, strict=True)]
    return became, order.id, {LINES: lines}, tuple(remarks)


def lines_known(uow: UnitOfWork, actor: Actor, link: Link, pulled: PulledOrder) -> dict[str, object]:
    """Which line of an order that was made there from here is which: they stand in the same order."""
    order = order_store.get(uow, actor.organization_id, id=link.book_id)
    ids = [] if order is None else [str(line.id) for line in order.lines]
    return {LINES: [[line.external_id, id] for line, id in zip(pulled.lines, ids, strict=False)]}


class _Finder:
    """Finds what an order refers to by the other server's ids, and notes every reference that leads nowhere."""

    def __init__(self, uow: UnitOfWork, actor: Actor, connection: str, trial: bool) -> None:
        self._uow = uow
        self._actor = actor
        self._connection = connection
        self._trial = trial
        self._wrong: list[FieldError] = []
        self.remarks: list[str] = []

    def settle(self) -> None:
        """Raise Invalid naming every reference that leads nowhere."""
        if self._wrong:
            raise Invalid(EXCHANGE_REFERENCE, self._wrong[0].message, fields=self._wrong)

    def order(self, pulled: PulledOrder) -> OrderDraft:
        """The header's draft with the book's ids."""
        supplier = self._id(Exchanged.SUPPLIERS, pulled.supplier, ("supplier_id",))
        warehouse = self._id(Exchanged.WAREHOUSES, pulled.warehouse, ("warehouse_id",))
        return replace(pulled.draft, supplier_id=supplier, warehouse_id=warehouse)

    def line(self, line: PulledLine, index: int) -> LineDraft:
        """A line's draft with the book's ids; a product that only lines name is made when it is not there."""
        warehouse = self._id(Exchanged.WAREHOUSES, line.warehouse, ("lines", index, "warehouse_id"))
        product = self._product(line, index)
        draft = replace(line.draft, warehouse_id=warehouse)
        if product is not None:
            return replace(draft, product_id=product, sku=None)
        if self._trial and line.product is not None:
            return replace(draft, sku=None, description=draft.description or line.draft.sku)
        return draft

    def _product(self, line: PulledLine, index: int) -> UUID | None:
        sku = line.named.sku if line.named is not None else None
        if line.named is not None and sku is not None:
            known = catalog_store.by_sku(self._uow, self._actor.organization_id, sku)
            return known.id if known is not None else catalog.create(self._uow, self._actor, line.named).id
        if line.product is None:
            return None
        sku = line.draft.sku
        known = catalog_store.by_sku(self._uow, self._actor.organization_id, sku) if sku is not None else None
        found = exchange_store.there(
            self._uow, self._actor.organization_id, self._connection, Exchanged.PRODUCTS, line.product
        )
        if found is not None:
            return found.book_id
        if known is not None:
            return known.id
        return self._id(Exchanged.PRODUCTS, line.product, ("lines", index, "product_id"))

    def _id(self, noun: Exchanged, external_id: str | None, path: tuple[str | int, ...]) -> UUID | None:
        if external_id is None:
            return None
        found = exchange_store.there(self._uow, self._actor.organization_id, self._connection, noun, external_id)
        if found is not None:
            return found.book_id
        message = f"{noun.value[:-1].capitalize()} {external_id} of the other server was not pulled yet."
        if self._trial:
            self.remarks.append(message)
        else:
            self._wrong.append(FieldError(path, EXCHANGE_REFERENCE, message))
        return None


def _changed(
    uow: UnitOfWork, actor: Actor, link: Link, draft: OrderDraft, drafts: Sequence[LineDraft], pulled: PulledOrder,
    carried: frozenset[str],
) -> tuple[Became, Order, list[UUID]]:  # fmt: skip
    """Bring an order that was pulled before to what the other server says now."""
    before = order_store.get(uow, actor.organization_id, id=link.book_id)
    if before is None:
        raise NotFound(EXCHANGE_GONE, f"The order {draft.number} was pulled before and is deleted here.")
    if before.status in (OrderStatus.CLOSED, OrderStatus.CANCELED):
        same = [UUID(str(id)) for _, id in _pairs(link)]
        if before.status is pulled.status and len(same) == len(pulled.lines):
            return Became.UNCHANGED, before, same
    known = {str(external): UUID(str(id)) for external, id in _pairs(link)}
    present = {line.id: line for line in before.lines}
    change: list[LinePatch] = []
    add: list[LineDraft] = []
    order_of: list[UUID | None] = []
    kept: set[UUID] = set()
    for line, wanted in zip(pulled.lines, drafts, strict=True):
        old = present.get(known.get(line.external_id, link.id))
        if old is not None and _same_product(old, wanted):
            change.append(LinePatch(line_id=old.id, **_line_values(wanted, pulled.line_fields)))
            kept.add(old.id)
            order_of.append(old.id)
        else:
            add.append(wanted)
            order_of.append(None)
    remove = [LineKey(line_id=id) for id in known.values() if id in present and id not in kept]
    names = {field.name for field in fields(OrderPatch)} & carried
    values: dict[str, Any] = {name: getattr(draft, name) for name in names if _says(name, getattr(draft, name))}
    outcome = orders.change(
        uow, actor, OrderKey(id=before.id), OrderPatch(**values), POLICY,
        lines=LineChanges(tuple(add), tuple(change), tuple(remove)), expected_version=before.version,
    )  # fmt: skip
    fresh = iter([line.id for line in outcome.order.lines if line.id not in present])
    ids = [id if id is not None else next(fresh) for id in order_of]
    return (Became.CHANGED if outcome.events else Became.UNCHANGED), outcome.order, ids


def _same_product(line: OrderLine, wanted: LineDraft) -> bool:
    """Whether a line is still of the product it was; a SKU the catalog does not know leaves free text what it is."""
    if wanted.product_id is not None or line.product_id is None:
        return wanted.product_id == line.product_id
    return wanted.sku is not None and folded(wanted.sku) == folded(line.sku or "")


def _says(name: str, value: object) -> bool:
    """Whether a value of the header can be written: what orders always have is left alone when it is not told."""
    return value is not None or name not in {"number", "warehouse_id", "company_id", "delivery_cost", "due_at"}


def _pairs(link: Link) -> list[tuple[object, object]]:
    listed = link.detail.get(LINES)
    return [(pair[0], pair[1]) for pair in listed] if isinstance(listed, list) else []


def _line_values(draft: LineDraft, carried: frozenset[str]) -> dict[str, Any]:
    """What a line is to be, as a patch says it: by case or by unit, never both."""
    plain = carried & {
        "description", "unit", "discount", "tax_rate", "sell_ahead", "supplier_sku", "warehouse_id", "requested_date",
        "notes", "custom_data",
    }  # fmt: skip
    values: dict[str, Any] = {name: getattr(draft, name) for name in plain}
    for name in ("tax_rate", "sell_ahead"):
        if values.get(name, 0) is None:
            values[name] = Decimal(0)
    if draft.cases is not None:
        amounts = {"cases": draft.cases, "units_per_case": draft.units_per_case, "case_price": draft.case_price}
    else:
        amounts = {"quantity": draft.quantity, "unit_price": draft.unit_price}
    return {**values, **{name: amount for name, amount in amounts.items() if amount is not None}}
