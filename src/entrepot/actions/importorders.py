"""Rows of orders and of lines: rows that stand together are one order, entered or changed as every door does."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from entrepot.actions import orders
from entrepot.actions.importparties import RowsWrong, Taken, named_warehouse, supplier_of, warehouse_of
from entrepot.book.imports.errors import CELL_WHOLE, ROW_DIFFERS
from entrepot.book.imports.fields import FIELDS
from entrepot.book.imports.job import Import, ImportKind, RowOutcome, Values
from entrepot.book.orders.draft import DoorPolicy, LineChanges, LineDraft, LinePatch, OrderDraft, OrderKey
from entrepot.book.orders.errors import LINE_UNKNOWN, ORDER_UNKNOWN
from entrepot.book.orders.line import Discount, DiscountType
from entrepot.book.orders.order import Order, OrderStatus, OrderType
from entrepot.book.people.actor import Actor
from entrepot.errors import EntrepotError, Invalid, NotFound
from entrepot.store import orders as order_store
from entrepot.store import warehouses
from entrepot.store.work import UnitOfWork

ZERO = Decimal(0)
HEADERS = tuple(field.name for field in FIELDS[ImportKind.ORDERS].values() if field.header)
# Fields of a line that a draft and a patch call the same.
SAME = (
    "sku",
    "supplier_sku",
    "description",
    "quantity",
    "unit",
    "cases",
    "units_per_case",
    "unit_price",
    "case_price",
    "tax_rate",
    "requested_date",
)
Wrong = list[tuple[int, str | None, EntrepotError]]


def take_order(uow: UnitOfWork, actor: Actor, item: Import, rows: Sequence[Values]) -> Taken:
    """Rows that stand together are one new order."""
    options = item.options
    head = _head(rows)
    supplier, warehouse = supplier_of(uow, actor, head), warehouse_of(uow, actor, head)
    own = [_line_warehouse(uow, actor, row, zero_is_none=options.plain_prices) for row in rows]
    order_warehouse = warehouse.id if warehouse is not None else None
    if order_warehouse is None and options.plain_prices:
        order_warehouse = own[0]
        default = warehouses.default(uow, actor.organization_id).id
        own = [id or default for id in own] if order_warehouse is not None else own
    draft = OrderDraft(
        lines=tuple(_line_draft(item, row, id) for row, id in zip(rows, own, strict=True)),
        number=None if options.new_numbers else _text(head, "number"),
        type=OrderType(options.type),
        supplier_id=supplier.id if supplier is not None else None,
        company_serial=options.company_serial,
        warehouse_id=order_warehouse,
        currency=(_text(head, "currency") or "").upper() or None,
        title=_text(head, "title"),
        vendor_note=_text(head, "vendor_note"),
        due_at=cast("Any", head.given.get("due_at")),
        delivery_cost=cast("Any", head.given.get("delivery_cost", ZERO if options.plain_prices else None)),
        payment_reference=_text(head, "payment_reference"),
        tags=cast("tuple[str, ...]", head.given.get("tags", ())),
    )
    policy = DoorPolicy(
        born_as=OrderStatus(options.born_as), approved=options.approved, currency_from=options.currency_from
    )
    made = orders.create(uow, actor, draft, policy).order
    return Taken(RowOutcome.CREATED, made.id, made.number)


def take_lines(uow: UnitOfWork, actor: Actor, item: Import, rows: Sequence[Values]) -> Taken:
    """Rows that stand together are new and changed lines of one order that is there."""
    order = _order(uow, actor, rows[0])
    add: list[LineDraft] = []
    change: list[LinePatch] = []
    for row in rows:
        if "line" in row.given:
            change.append(_line_patch(row, _line_of(order, row), _line_warehouse(uow, actor, row)))
        else:
            add.append(_line_draft(item, row, _line_warehouse(uow, actor, row)))
    before = order.version
    changes = LineChanges(add=tuple(add), change=tuple(change))
    after = orders.change(uow, actor, OrderKey(order.id), lines=changes).order
    outcome = RowOutcome.UNCHANGED if after.version == before else RowOutcome.CHANGED
    return Taken(outcome, after.id, after.number)


def _head(rows: Sequence[Values]) -> Values:
    """What the rows say about their order: each thing once, or the same every time; raises `RowsWrong`."""
    given: dict[str, object] = {}
    wrong: Wrong = []
    for row in rows:
        for name in HEADERS:
            if name not in row.given:
                continue
            value = row.given[name]
            if given.setdefault(name, value) != value and name != "number":
                message = f"An earlier row of this order says {given[name]}."
                wrong.append((row.number, name, Invalid(ROW_DIFFERS, message)))
    if wrong:
        raise RowsWrong(wrong)
    return Values(rows[0].number, given)


def _line_draft(item: Import, row: Values, warehouse_id: UUID | None) -> LineDraft:
    given = {name: row.given[name] for name in SAME if name in row.given}
    if item.options.plain_prices:
        quantity = given.get("quantity")
        if isinstance(quantity, Decimal) and quantity != quantity.to_integral_value():
            raise RowsWrong([(row.number, "quantity", Invalid(CELL_WHOLE))])
        given = {"unit_price": ZERO, "tax_rate": ZERO, **given}
    return LineDraft(
        **cast("Any", given),
        discount=_discount(row),
        notes=_text(row, "line_notes"),
        warehouse_id=warehouse_id,
    )


def _line_patch(row: Values, line_id: UUID, warehouse_id: UUID | None) -> LinePatch:
    given: dict[str, object] = {name: row.given[name] for name in SAME if name in row.given}
    if "discount_percent" in row.given:
        given["discount"] = _discount(row)
    if "line_notes" in row.given:
        given["notes"] = row.given["line_notes"]
    if warehouse_id is not None:
        given["warehouse_id"] = warehouse_id
    return LinePatch(line_id=line_id, **cast("Any", given))


def _discount(row: Values) -> Discount | None:
    percent = row.given.get("discount_percent")
    return None if percent is None else Discount(DiscountType.PERCENT, cast("Decimal", percent))


def _line_warehouse(uow: UnitOfWork, actor: Actor, row: Values, *, zero_is_none: bool = False) -> UUID | None:
    if zero_is_none and row.given.get("line_warehouse") == "0":
        return None
    found = named_warehouse(uow, actor, row, "line_warehouse")
    return None if found is None else found.id


def _order(uow: UnitOfWork, actor: Actor, row: Values) -> Order:
    number = str(row.given["number"])
    id = order_store.number_taken(uow, actor.organization_id, number)
    try:
        if id is not None:
            return orders.find(uow, actor, OrderKey(id))
    except NotFound:
        pass
    raise RowsWrong([(row.number, "number", NotFound(ORDER_UNKNOWN, f"There is no order {number}."))])


def _line_of(order: Order, row: Values) -> UUID:
    place = row.given["line"]
    for line in order.lines:
        if line.position == place:
            return line.id
    raise RowsWrong([(row.number, "line", NotFound(LINE_UNKNOWN, f"Order {order.number} has no line {place}."))])


def _text(row: Values, name: str) -> str | None:
    found = row.given.get(name)
    return None if found is None else str(found)
