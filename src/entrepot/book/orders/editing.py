"""Changing an order that exists: header fields, lines added, changed and removed, all judged and stored together."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from entrepot.book.orders import errors
from entrepot.book.orders.checks import (
    MAX_LINES,
    check_number,
    check_price,
    check_text,
)
from entrepot.book.orders.columns import fitted
from entrepot.book.orders.draft import DoorPolicy, LineChanges, LineDraft, LineKey, LinePatch, OrderDraft, OrderPatch
from entrepot.book.orders.entry import Entry, default_tax_rate, enter_line
from entrepot.book.orders.facts import Facts
from entrepot.book.orders.line import OrderLine
from entrepot.book.orders.linework import change_line
from entrepot.book.orders.order import Order, SupplierSnapshot
from entrepot.book.orders.place import (
    check_charges,
    check_order_discount,
    check_tags,
    check_takes_orders,
    named_as,
    rate_of,
    set_due,
    settle,
)
from entrepot.book.orders.status import nothing_being_booked
from entrepot.book.orders.totals import price_line
from entrepot.book.orders.tracking import check_tracking
from entrepot.book.orders.view import Warning
from entrepot.book.people.errors import COMPANY_UNKNOWN
from entrepot.book.suppliers.errors import SUPPLIER_UNKNOWN
from entrepot.book.suppliers.supplier import Supplier
from entrepot.book.values.currency import digits, is_currency
from entrepot.book.values.unset import UNSET, Unset
from entrepot.book.warehouses.errors import WAREHOUSE_INACTIVE, WAREHOUSE_UNKNOWN
from entrepot.errors import Conflict, FieldError, Findings, NotFound

_PLAIN = (
    "title",
    "description",
    "vendor_note",
    "start_date",
    "expiration_date",
    "raised_at",
    "delivery_cost",
    "discount",
    "charges",
    "payment_reference",
    "bill_to",
    "ship_to",
    "ship_from",
    "references",
    "archived",
    "approved",
    "supplier_may_release",
    "custom_data",
    "supplier_invoice_number",
    "supplier_invoice_date",
    "shipped",
    "tracking",
)


def edit(
    order: Order,
    patch: OrderPatch,
    lines: LineChanges,
    facts: Facts,
    policy: DoorPolicy,
    new_id: Callable[[], UUID],
    old_supplier: Supplier | None,
) -> list[Warning]:
    """Apply the changes to the order; raises Conflict when it is final, NotFound or Invalid naming every wrong field.

    `facts.supplier` is the supplier after the change. Fields of line changes are named by `add`, `change`, `remove`.
    """
    if order.status not in policy.may_edit and not (patch.is_paperwork and lines == LineChanges()):
        raise Conflict(errors.ORDER_FINAL, f"Order {order.number} is {order.status} and cannot be changed.")
    _take_currency(order, lines, facts)
    entry = Entry(facts, policy, order.currency, digits(order.currency), new_id)
    find_lines(order, lines)
    _edit_header(order, patch, entry, old_supplier)
    _edit_lines(order, lines, entry)
    entry.findings.settle()
    if not isinstance(patch.due_at, Unset):
        set_due(order, patch.due_at)
    settle(order)
    return entry.warnings


def _take_currency(order: Order, lines: LineChanges, facts: Facts) -> None:
    """An order on which nothing costs anything yet takes the currency of the first price that is given."""
    costs = (order.delivery_cost, order.charges, order.discount, *(line.unit_price for line in order.lines))
    if any(costs):
        return
    given: tuple[LineDraft | LinePatch, ...] = (*lines.add, *lines.change)
    for line in given:
        currency = line.price_currency
        priced = isinstance(line.unit_price, Decimal) or isinstance(line.case_price, Decimal)
        if priced and currency is not None and is_currency(currency):
            order.currency = currency
            order.exchange_rate = rate_of(currency, facts)
            return


def find_lines(order: Order, lines: LineChanges) -> None:
    """Raise NotFound naming every line that is to be changed or removed and is not on the order."""
    missing: list[FieldError] = []
    groups: tuple[tuple[str, tuple[LinePatch | LineKey, ...]], ...] = (
        ("change", lines.change),
        ("remove", lines.remove),
    )
    for name, keys in groups:
        for index, key in enumerate(keys):
            if line_of(order, key) is None:
                text = errors.LINE_UNKNOWN
                missing.append(FieldError((name, index, "line_id"), text, "This order has no such line."))
    if missing:
        raise NotFound(errors.LINE_UNKNOWN, fields=missing)


def line_of(order: Order, key: LinePatch | LineKey) -> OrderLine | None:
    """The line with this id or serial, or None."""
    for line in order.lines:
        if line.id == key.line_id or (key.line_id is None and line.serial == key.line_serial):
            return line
    return None


def _edit_header(order: Order, patch: OrderPatch, entry: Entry, old_supplier: Supplier | None) -> None:
    findings = entry.findings
    _check_header(findings, patch)
    if not isinstance(patch.number, Unset):
        check_number(findings, patch.number)
        order.number = patch.number.strip()
    for name in _PLAIN:
        value = getattr(patch, name)
        if value is not UNSET:
            setattr(order, name, value)
    _edit_references(order, patch, entry)
    if not isinstance(patch.tags, Unset):
        order.tag_ids = check_tags(findings, patch.tags, entry.facts, order.tag_ids)
    if not isinstance(patch.custom_data, Unset):
        order.custom_data = fitted(findings, patch.custom_data, entry.facts.columns)
    if not isinstance(patch.exported, Unset):
        order.exported_at = (order.exported_at or entry.facts.now) if patch.exported else None
    if not isinstance(patch.extension, Unset):
        order.extension = {**order.extension, **patch.extension}
    _edit_supplier(order, patch, entry, old_supplier)


def _check_header(findings: Findings, patch: OrderPatch) -> None:
    for name in ("title", "description", "vendor_note", "payment_reference", "supplier_invoice_number"):
        check_text(findings, (name,), getattr(patch, name))
    if not isinstance(patch.tracking, Unset):
        check_tracking(findings, patch.tracking)
    if not isinstance(patch.delivery_cost, Unset):
        check_price(findings, (), "delivery_cost", patch.delivery_cost)
    if not isinstance(patch.discount, Unset):
        check_order_discount(findings, patch.discount)
    if not isinstance(patch.charges, Unset):
        check_charges(findings, patch.charges)


def _edit_references(order: Order, patch: OrderPatch, entry: Entry) -> None:
    """Company, warehouse and payment term."""
    facts, findings = entry.facts, entry.findings
    if patch.company_id is not UNSET or patch.company_serial is not UNSET:
        if facts.company is None:
            findings.add(("company_id",), COMPANY_UNKNOWN)
        else:
            order.company_id = facts.company.id
    key = patch.warehouse_serial if isinstance(patch.warehouse_id, Unset) else patch.warehouse_id
    if not isinstance(key, Unset):
        warehouse = facts.warehouses.get(key)
        if warehouse is None:
            findings.add(("warehouse_id",), WAREHOUSE_UNKNOWN)
        elif not warehouse.active:
            findings.add(("warehouse_id",), WAREHOUSE_INACTIVE)
        else:
            order.warehouse_id = warehouse.id
    term = patch.payment_term_serial if isinstance(patch.payment_term_id, Unset) else patch.payment_term_id
    if not isinstance(term, Unset):
        if term is not None and facts.term is None:
            findings.add(("payment_term_id",), errors.TERM_UNKNOWN)
        order.payment_term_id = facts.term.id if term is not None and facts.term is not None else None


def _edit_supplier(order: Order, patch: OrderPatch, entry: Entry, old: Supplier | None) -> None:
    """Another supplier: the order names it, and lines taxed at the old one's rate take the new one's."""
    key = patch.supplier_serial if isinstance(patch.supplier_id, Unset) else patch.supplier_id
    if isinstance(key, Unset) and isinstance(patch.supplier, Unset):
        return
    supplier = entry.facts.supplier
    if not isinstance(key, Unset) and key is not None and supplier is None:
        entry.findings.add(("supplier_id",), SUPPLIER_UNKNOWN)
        return
    new_id = supplier.id if supplier is not None else None
    if supplier is not None and new_id != order.supplier_id:
        check_takes_orders(entry.findings, supplier)
    if new_id != order.supplier_id and any(line.quantity_received for line in order.lines):
        raise Conflict(errors.ORDER_RECEIVED, f"Goods were received on order {order.number}; its supplier stays.")
    order.supplier = named_as(supplier, patch.supplier if isinstance(patch.supplier, SupplierSnapshot) else None)
    if new_id == order.supplier_id:
        return
    order.supplier_id = new_id
    after = default_tax_rate(entry)
    for line in order.lines:
        if old is not None and line.tax_rate == old.default_tax_rate:
            line.tax_rate = after
            price_line(line, entry.places)


def _edit_lines(order: Order, lines: LineChanges, entry: Entry) -> None:
    findings = entry.findings
    for index, patch in enumerate(lines.change):
        line = line_of(order, patch)
        if line is not None:
            change_line(entry, line, patch, ("change", index))
    _remove(order, lines, entry)
    position = max((line.position for line in order.lines), default=0)
    for index, draft in enumerate(lines.add):
        added = enter_line(entry, draft, ("add", index), position + index + 1)
        if added is not None:
            order.lines.append(added)
    if len(order.lines) > MAX_LINES:
        findings.add(("add",), errors.LINES_TOO_MANY)


def _remove(order: Order, lines: LineChanges, entry: Entry) -> None:
    gone = []
    for index, key in enumerate(lines.remove):
        line = line_of(order, key)
        if line is None or line in gone:
            continue
        moved = (line.quantity_received, line.quantity_written_off, line.quantity_released, line.quantity_rejected)
        if any(moved) or line.quantity_billed or line.id in entry.facts.held:
            entry.findings.add(("remove", index), errors.LINE_IN_USE)
        gone.append(line)
    if not gone:
        return
    order.lines = [line for line in order.lines if line not in gone]
    if not order.lines and not lines.add and not entry.policy.last_line_removable:
        raise Conflict(errors.LINE_LAST, f"Order {order.number} keeps at least one line.")


def copy_of(order: Order, draft: OrderDraft) -> OrderDraft:
    """A draft with the same content and nothing of the order's life: no dates, no received quantities, a new number."""
    return replace(
        draft,
        type=order.type,
        supplier_id=order.supplier_id,
        supplier=order.supplier,
        company_id=order.company_id,
        warehouse_id=order.warehouse_id,
        currency=order.currency,
        title=order.title,
        description=order.description,
        vendor_note=order.vendor_note,
        delivery_cost=order.delivery_cost,
        discount=order.discount,
        charges=order.charges,
        payment_term_id=order.payment_term_id,
        bill_to=order.bill_to,
        ship_to=order.ship_to,
        ship_from=order.ship_from,
        supplier_may_release=order.supplier_may_release,
        custom_data=order.custom_data,
    )


def may_delete(order: Order, policy: DoorPolicy) -> None:
    """Raise Conflict unless the order's status allows deletion and nothing was received on it."""
    if order.status not in policy.delete_in:
        words = " or ".join(sorted(status.value for status in policy.delete_in))
        message = f"Order {order.number} is {order.status}; only {words} orders are deleted."
        raise Conflict(errors.ORDER_DELETE_REFUSED, message)
    if any(line.quantity_received for line in order.lines):
        raise Conflict(errors.ORDER_RECEIVED, f"Goods were received on order {order.number}; it cannot be deleted.")
    refused = nothing_being_booked(order)
    if refused is not None:
        raise Conflict(*refused)
