"""Placing an order: a draft and what it refers to become an order, or every fault is named at once."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from entrepot.book.orders import errors
from entrepot.book.orders.checks import (
    MAX_LINES,
    check_number,
    check_percent,
    check_price,
    check_text,
)
from entrepot.book.orders.columns import fitted
from entrepot.book.orders.draft import DoorPolicy, OrderDraft
from entrepot.book.orders.entry import Entry, enter_line
from entrepot.book.orders.facts import Facts
from entrepot.book.orders.line import Discount, DiscountType, OrderLine
from entrepot.book.orders.order import Charge, Order, OrderStatus, SupplierSnapshot, Totals
from entrepot.book.orders.progress import follow, progress
from entrepot.book.orders.tag import TagStatus
from entrepot.book.orders.totals import total_up
from entrepot.book.orders.view import Warning
from entrepot.book.people.actor import Actor
from entrepot.book.people.errors import COMPANY_INACTIVE, COMPANY_UNKNOWN
from entrepot.book.suppliers.errors import SUPPLIER_BLOCKED, SUPPLIER_UNKNOWN
from entrepot.book.suppliers.supplier import Block, Supplier
from entrepot.book.values.currency import digits, is_currency
from entrepot.book.values.errors import CURRENCY_UNKNOWN, MONEY_DIGITS, MONEY_RANGE
from entrepot.book.values.money import EXACT, HUNDRED, MAX_PRICE, MAX_TOTAL_UNITS, PRICE_PLACES, fits, rounded
from entrepot.book.values.quantity import plain
from entrepot.book.warehouses.errors import WAREHOUSE_INACTIVE, WAREHOUSE_UNKNOWN
from entrepot.book.warehouses.warehouse import WarehouseType
from entrepot.errors import Findings

ZERO = Decimal(0)
_NOTHING = Totals(ZERO, ZERO, ZERO, ZERO, ZERO, ZERO, None)
_UNTOUCHED = progress(())


def place(
    draft: OrderDraft, facts: Facts, policy: DoorPolicy, actor: Actor, new_id: Callable[[], UUID]
) -> tuple[Order, list[Warning]]:
    """The order made from the draft, and what deserves a look; raises Invalid naming every wrong field.

    `number` is the draft's own or empty when one must be assigned; serials are 0 until they are drawn.
    """
    currency = choose_currency(draft, facts, policy)
    entry = Entry(facts, policy, currency, digits(currency) if is_currency(currency) else 2, new_id)
    findings = entry.findings
    if not is_currency(currency):
        findings.add(("currency",), CURRENCY_UNKNOWN)
    check_header(findings, draft)
    warehouse_id = _warehouse(findings, draft, facts)
    company_id = _company(findings, draft, facts)
    _check_supplier(findings, draft, facts)
    tag_ids = check_tags(findings, draft.tags, facts)
    lines = _lines(entry, draft)
    delivery_cost = _delivery(entry, draft, warehouse_id, lines)
    custom_data = fitted(findings, draft.custom_data, facts.columns)
    findings.settle()
    supplier = facts.supplier
    born = policy.born_as
    order = Order(
        organization_id=actor.organization_id, id=new_id(), serial=0, version=1, number=(draft.number or "").strip(),
        type=draft.type, status=born, company_id=company_id, warehouse_id=warehouse_id,
        supplier_id=supplier.id if supplier is not None else None,
        supplier=named_as(supplier, draft.supplier),
        currency=currency, base_currency=facts.organization.currency, exchange_rate=rate_of(currency, facts),
        title=draft.title, description=draft.description, vendor_note=draft.vendor_note,
        start_date=draft.start_date, expiration_date=draft.expiration_date, due_at=draft.due_at, raised_at=facts.now,
        sent_at=facts.now if born in {OrderStatus.SENT, OrderStatus.CONFIRMED} else None,
        confirmed_at=facts.now if born is OrderStatus.CONFIRMED else None,
        closed_at=None, canceled_at=None, held_at=None, hold_reason=None,
        delivery_cost=delivery_cost, discount=draft.discount, charges=draft.charges,
        payment_term_id=_term_id(draft, facts, supplier), payment_reference=draft.payment_reference,
        bill_to=draft.bill_to, ship_to=draft.ship_to, ship_from=draft.ship_from,
        references=draft.references, tag_ids=tag_ids, source=actor.door, created_by_id=actor.id,
        created_by_name=actor.name, created_by_serial=actor.serial, updated_by_name=actor.name,
        parent_order_id=None, parent_release_id=None, archived=draft.archived, approved=policy.approved, revision=0,
        totals=_NOTHING, receiving=_UNTOUCHED.receiving, received_percent=None, done_percent=None,
        billing=_UNTOUCHED.billing, created_at=facts.now, updated_at=facts.now, lines=lines,
        custom_data=custom_data, extension=draft.extension, supplier_may_release=draft.supplier_may_release,
    )  # fmt: skip
    if draft.due_at is not None:
        set_due(order, draft.due_at, only_undated=True)
    settle(order)
    _advise(entry, order, supplier)
    return order, entry.warnings


def settle(order: Order) -> None:
    """Work out everything that follows from the lines: totals, progress, due date; raises Invalid on overflow."""
    order.totals = total_up(
        order.lines,
        order.currency,
        discount=order.discount,
        delivery_cost=order.delivery_cost,
        charges=order.charges,
        exchange_rate=order.exchange_rate,
        base_currency=order.base_currency,
    )
    findings = Findings()
    limit = Decimal(MAX_TOTAL_UNITS).scaleb(-digits(order.currency))
    totals = order.totals
    for amount in (totals.subtotal, totals.discount, totals.charges, totals.tax, totals.total, totals.base_total):
        if amount is not None and abs(amount) > limit:
            findings.add(("lines",), errors.TOTAL_RANGE)
            break
    if order.discount is not None and totals.discount > totals.subtotal:
        findings.add(("discount",), errors.DISCOUNT_RANGE)
    findings.settle()
    follow(order)


def set_due(order: Order, due: datetime | None, *, only_undated: bool = False) -> None:
    """Write the due date to the order and its lines: all that are not done, or (on entry) those without a date."""
    order.due_at = due
    for line in order.lines:
        if not line.is_done or not line.quantity_ordered:
            line.requested_date = (line.requested_date or due) if only_undated else due


def choose_currency(draft: OrderDraft, facts: Facts, policy: DoorPolicy) -> str:
    """The order's currency: given, that of the first priced line, the company's or supplier's, the organization's."""
    if draft.currency is not None:
        return draft.currency
    for line in draft.lines:
        if line.price_currency is not None and (line.unit_price is not None or line.case_price is not None):
            return line.price_currency
    if policy.currency_from == "company" and facts.company is not None:
        return facts.company.currency
    if facts.supplier is not None:
        return facts.supplier.currency
    return facts.organization.currency


def rate_of(currency: str, facts: Facts) -> Decimal | None:
    """Base currency per unit of the order's currency; None when no rate is known."""
    return Decimal(1) if currency == facts.organization.currency else facts.rates.get(currency)


def snapshot_of(supplier: Supplier) -> SupplierSnapshot:
    """The supplier as it is named on the order."""
    return SupplierSnapshot(
        name=supplier.name,
        code=supplier.code,
        email=supplier.emails[0] if supplier.emails else None,
        phone=supplier.phone,
        address=supplier.address,
        identification_codes=tuple((code.qualifier, code.value) for code in supplier.identification_codes),
    )


def named_as(supplier: Supplier | None, given: SupplierSnapshot | None) -> SupplierSnapshot:
    """The supplier as the order names it: as somebody gave it, its missing parts from the book."""
    if supplier is None:
        return given or SupplierSnapshot()
    known = snapshot_of(supplier)
    if given is None:
        return known
    return SupplierSnapshot(
        name=given.name or known.name,
        code=given.code or known.code,
        email=given.email or known.email,
        phone=given.phone or known.phone,
        address=given.address or known.address,
        identification_codes=given.identification_codes or known.identification_codes,
    )


def check_header(findings: Findings, draft: OrderDraft) -> None:
    """Checks of the header's own values."""
    if draft.number is not None and draft.number.strip():
        check_number(findings, draft.number)
    for name in ("title", "description", "vendor_note", "payment_reference"):
        check_text(findings, (name,), getattr(draft, name))
    check_price(findings, (), "delivery_cost", draft.delivery_cost)
    check_order_discount(findings, draft.discount)
    check_charges(findings, draft.charges)


def check_order_discount(findings: Findings, discount: Discount | None) -> None:
    """An order discount is a percentage or an amount; whether the amount fits is known once the lines are priced."""
    if discount is None:
        return
    if discount.type is DiscountType.PERCENT:
        check_percent(findings, ("discount",), "value", discount.value)
        if discount.value > HUNDRED:
            return
    check_price(findings, ("discount",), "value", discount.value)


def check_charges(findings: Findings, charges: tuple[Charge, ...]) -> None:
    """A charge has a name of at most 64 characters and an amount (which may be negative) in range."""
    for index, charge in enumerate(charges):
        if not charge.name.strip() or len(charge.name) > 64:
            findings.add(("charges", index, "name"), errors.CHARGE_INVALID)
        if abs(charge.amount) > MAX_PRICE:
            findings.add(("charges", index, "amount"), MONEY_RANGE)
        elif not fits(charge.amount, PRICE_PLACES):
            findings.add(("charges", index, "amount"), MONEY_DIGITS)


def check_tags(findings: Findings, keys: tuple[str, ...], facts: Facts, had: tuple[UUID, ...] = ()) -> tuple[UUID, ...]:
    """The ids of the tags, doubles merged; notes unknown ones, and inactive ones that the order did not have."""
    found: dict[UUID, None] = {}
    for index, key in enumerate(keys):
        tag = facts.tags.get(key)
        if tag is None or tag.deleted_at is not None:
            findings.add(("tags", index), errors.TAG_UNKNOWN)
        elif tag.status is TagStatus.INACTIVE and tag.id not in had:
            findings.add(("tags", index), errors.TAG_INACTIVE)
        else:
            found[tag.id] = None
    return tuple(found)


def _lines(entry: Entry, draft: OrderDraft) -> list[OrderLine]:
    if not draft.lines and not entry.policy.empty_order:
        entry.findings.add(("lines",), errors.ORDER_EMPTY)
    if len(draft.lines) > MAX_LINES:
        entry.findings.add(("lines",), errors.LINES_TOO_MANY)
        return []
    entered = [enter_line(entry, line, ("lines", index), index + 1) for index, line in enumerate(draft.lines)]
    return [line for line in entered if line is not None]


def _warehouse(findings: Findings, draft: OrderDraft, facts: Facts) -> UUID:
    key = draft.warehouse_id if draft.warehouse_id is not None else draft.warehouse_serial
    if key is None:
        return facts.default_warehouse.id
    warehouse = facts.warehouses.get(key)
    if warehouse is None:
        findings.add(("warehouse_id",), WAREHOUSE_UNKNOWN)
    elif not warehouse.active:
        findings.add(("warehouse_id",), WAREHOUSE_INACTIVE)
    return (warehouse or facts.default_warehouse).id


def _company(findings: Findings, draft: OrderDraft, facts: Facts) -> UUID:
    if facts.company is None:
        findings.add(("company_id",), COMPANY_UNKNOWN)
        return facts.organization.id
    if not facts.company.active:
        findings.add(("company_id",), COMPANY_INACTIVE)
    return facts.company.id


def _check_supplier(findings: Findings, draft: OrderDraft, facts: Facts) -> None:
    supplier = facts.supplier
    if supplier is None:
        if draft.supplier_id is not None or draft.supplier_serial is not None:
            findings.add(("supplier_id",), SUPPLIER_UNKNOWN)
    else:
        check_takes_orders(findings, supplier)
    if facts.term is None and (draft.payment_term_id is not None or draft.payment_term_serial is not None):
        findings.add(("payment_term_id",), errors.TERM_UNKNOWN)


def check_takes_orders(findings: Findings, supplier: Supplier) -> None:
    """An order is given to a supplier that is active and not blocked."""
    if supplier.block is not Block.NONE or not supplier.active:
        findings.add(("supplier_id",), SUPPLIER_BLOCKED, f"New orders with {supplier.name} are blocked.")


def _delivery(entry: Entry, draft: OrderDraft, warehouse_id: UUID, lines: list[OrderLine]) -> Decimal:
    """The delivery cost as given, else the supplier's, and to a drop-ship warehouse what sending each unit costs."""
    if draft.delivery_cost is not None:
        return draft.delivery_cost
    facts, supplier = entry.facts, entry.facts.supplier
    if supplier is None or supplier.currency != entry.currency:
        return ZERO
    cost = supplier.default_delivery_cost or ZERO
    if facts.warehouses.get(warehouse_id, facts.default_warehouse).type is not WarehouseType.DROP_SHIP:
        return cost
    listed = ((line.quantity_ordered, facts.offers.get(line.product_id)) for line in lines if line.product_id)
    sent = (EXACT.multiply(quantity, offer.drop_shipment_cost or ZERO) for quantity, offer in listed if offer)
    found = rounded(sum(sent, cost), PRICE_PLACES)
    check_price(entry.findings, (), "delivery_cost", found)
    return found


def _term_id(draft: OrderDraft, facts: Facts, supplier: Supplier | None) -> UUID | None:
    if facts.term is not None:
        return facts.term.id
    return supplier.payment_term_id if supplier is not None else None


def _advise(entry: Entry, order: Order, supplier: Supplier | None) -> None:
    minimum = supplier.minimum_order_value if supplier is not None and supplier.currency == order.currency else None
    if minimum is not None and order.totals.subtotal < minimum:
        message = f"The supplier's minimum order value is {plain(minimum)} {order.currency}."
        entry.warn(("lines",), errors.ORDER_BELOW_MINIMUM, message)
