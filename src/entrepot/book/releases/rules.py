"""The rules of releasing: what may be released, what becomes of it, and the order that an accepted release makes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from entrepot.book.catalog.product import Product
from entrepot.book.orders.checks import check_quantity
from entrepot.book.orders.errors import LINE_UNKNOWN, ORDER_HELD
from entrepot.book.orders.held import NOTHING_HELD, Held, available
from entrepot.book.orders.line import ZERO, DiscountType, OrderLine
from entrepot.book.orders.numbering import MAX_NUMBER
from entrepot.book.orders.order import Order, OrderStatus, Transport
from entrepot.book.orders.place import settle
from entrepot.book.orders.progress import progress
from entrepot.book.orders.totals import price_line
from entrepot.book.orders.tracking import Shipped
from entrepot.book.people.actor import Actor
from entrepot.book.releases import errors
from entrepot.book.releases.draft import ReleaseDraft, ReleaseLineDraft
from entrepot.book.releases.release import Release, ReleaseLine, ReleaseStatus, ReleaseType
from entrepot.book.values import checks
from entrepot.book.values.currency import digits
from entrepot.book.values.money import EXACT
from entrepot.book.values.quantity import is_whole, plain
from entrepot.errors import Conflict, Findings

RELEASED_IN = frozenset({OrderStatus.SENT, OrderStatus.CONFIRMED})
MESSAGE_LENGTH = 10_000
SHIPMENT_LENGTH = 128
_UNTOUCHED = progress(())


def check_releasable(order: Order) -> None:
    """Raise Conflict unless goods of the order may be released now."""
    if order.status not in RELEASED_IN:
        message = f"Order {order.number} is {order.status}; its goods are not released."
        raise Conflict(errors.ORDER_NOT_RELEASABLE, message)
    if order.held_at is not None:
        raise Conflict(ORDER_HELD, f"Order {order.number} is on hold; resume it first.")
    if not order.has_supplier:
        raise Conflict(errors.RELEASE_NO_SUPPLIER, f"Order {order.number} has no supplier; its goods are not released.")


def check_offer(order: Order, draft: ReleaseDraft, actor: Actor) -> None:
    """Raise Conflict unless this actor may release goods of the order."""
    check_releasable(order)
    if actor.supplier_id is None:
        return
    if draft.type is ReleaseType.TRANSPORTATION:
        raise Conflict(errors.RELEASE_BUYER_ONLY)
    if not order.supplier_may_release:
        raise Conflict(errors.RELEASE_BY_SUPPLIER)


def make(
    order: Order,
    draft: ReleaseDraft,
    held: Mapping[UUID, Held],
    products: Mapping[UUID, Product],
    actor: Actor,
    now: datetime,
    number: int,
    new_id: Callable[[], UUID],
) -> Release:
    """The release asked for; raises Invalid naming every wrong line."""
    findings = Findings()
    _check_texts(findings, draft)
    release_id = new_id()
    lines = _lines(findings, order, draft.lines, held, products, release_id, new_id)
    findings.settle()
    moves = draft.type is ReleaseType.TRANSPORTATION
    return Release(
        organization_id=order.organization_id,
        id=release_id,
        order_id=order.id,
        number=number,
        version=1,
        type=draft.type,
        status=ReleaseStatus.ACCEPTED if moves else ReleaseStatus.OFFERED,
        by_supplier=actor.supplier_id is not None,
        child_order_id=None,
        shipment_id=draft.shipment_id,
        shipment_reference=draft.shipment_reference,
        transit=None,
        ready_at=draft.ready_at,
        ship_from=draft.ship_from,
        message=draft.message,
        reason=None,
        accepted_at=now if moves else None,
        rejected_at=None,
        canceled_at=None,
        source=actor.door,
        created_by_id=actor.id,
        created_by_name=actor.name,
        created_at=now,
        updated_at=now,
        custom_data=draft.custom_data,
        extension=draft.extension,
        lines=lines,
    )


def _check_texts(findings: Findings, draft: ReleaseDraft) -> None:
    checks.text(findings, ("message",), draft.message, MESSAGE_LENGTH)
    checks.text(findings, ("shipment_id",), draft.shipment_id, SHIPMENT_LENGTH)
    checks.text(findings, ("shipment_reference",), draft.shipment_reference, SHIPMENT_LENGTH)


def _lines(
    findings: Findings,
    order: Order,
    drafts: Sequence[ReleaseLineDraft],
    held: Mapping[UUID, Held],
    products: Mapping[UUID, Product],
    release_id: UUID,
    new_id: Callable[[], UUID],
) -> list[ReleaseLine]:
    if not drafts:
        findings.add(("lines",), errors.RELEASE_EMPTY)
    by_id = {line.id: line for line in order.lines}
    used: dict[UUID, Decimal] = {}
    made: list[ReleaseLine] = []
    for index, draft in enumerate(drafts):
        line = by_id.get(draft.line_id)
        if line is None:
            findings.add(("lines", index, "line_id"), LINE_UNKNOWN)
            continue
        left = available(line, held.get(line.id, NOTHING_HELD)) - used.get(line.id, ZERO)
        product = products.get(line.product_id) if line.product_id is not None else None
        quantity = _quantity(findings, index, draft, line, left, product)
        used[line.id] = used.get(line.id, ZERO) + quantity
        made.append(
            ReleaseLine(
                order.organization_id, new_id(), release_id, index + 1, line.id, quantity, line.unit, None, 1,
                draft.custom_data, draft.extension,
            )
        )  # fmt: skip
    return made


def _quantity(
    findings: Findings, index: int, draft: ReleaseLineDraft, line: OrderLine, left: Decimal, product: Product | None
) -> Decimal:
    """How much of the line is meant; notes what is wrong with it."""
    path = ("lines", index, "quantity")
    if draft.unit is not None and draft.unit != line.unit:
        said = f"This line is ordered in {line.unit or 'no unit'}."
        findings.add(("lines", index, "unit"), errors.RELEASE_UNIT, said)
    quantity = left if draft.quantity is None else draft.quantity
    before = len(findings.fields)
    if draft.quantity is not None:
        check_quantity(findings, path, quantity, product, zero=False)
    if len(findings.fields) == before and (quantity > left or left <= ZERO):
        findings.add(path, errors.RELEASE_ABOVE_AVAILABLE, f"{plain(max(ZERO, left))} left to release on this line.")
    return quantity


# --- deciding ---------------------------------------------------------------------------------------------------------


def _check_undecided(release: Release) -> None:
    if not release.is_offered:
        raise Conflict(errors.RELEASE_DECIDED, f"Release {release.number} is {release.status} already.")


def accept(release: Release, order: Order, held: Mapping[UUID, Held], now: datetime) -> None:
    """The buyer says yes; raises Conflict when it was decided or the goods are not there any more."""
    _check_undecided(release)
    check_releasable(order)
    by_id = {line.id: line for line in order.lines}
    asked: dict[UUID, Decimal] = {}
    for part in release.lines:
        asked[part.order_line_id] = asked.get(part.order_line_id, ZERO) + part.quantity
    for line_id, quantity in asked.items():
        line = by_id.get(line_id)
        others = held.get(line_id, NOTHING_HELD)
        left = ZERO if line is None else available(line, replace(others, offered=others.offered - quantity))
        if quantity > left:
            name = "A line" if line is None else line.sku or line.description or f"Line {line.position}"
            words = f"{name}: {plain(left)} left to release, {plain(quantity)} were offered."
            raise Conflict(errors.RELEASE_ABOVE_AVAILABLE, words)
    release.status, release.accepted_at = ReleaseStatus.ACCEPTED, now


def reject(release: Release, reason: str | None, now: datetime) -> None:
    """The buyer says no; raises Conflict when it was decided."""
    _check_undecided(release)
    release.status, release.rejected_at, release.reason = ReleaseStatus.REJECTED, now, reason


def cancel(release: Release, reason: str | None, now: datetime, *, takes_back: bool = True) -> None:
    """Call it off, or (with `takes_back`) take an accepted one back; raises Conflict when it is decided for good."""
    if not release.is_on_shipment and not (takes_back and release.status is ReleaseStatus.ACCEPTED):
        _check_undecided(release)
    release.status, release.canceled_at, release.reason = ReleaseStatus.CANCELED, now, reason


def move_on(release: Release, transit: Transport) -> None:
    """The goods of a shipment came to this point; raises Conflict when they are on none."""
    if not release.is_on_shipment:
        raise Conflict(errors.RELEASE_NOT_MOVING, f"Goods of release {release.number} are on no shipment.")
    release.transit = None if transit is Transport.ASSIGNED else transit


# --- the order a release makes ----------------------------------------------------------------------------------------


def child_number(parent: str, count: int) -> str:
    """`<parent>-R<count>`, the parent's number cut so that all of it fits."""
    tail = f"-R{count}"
    return f"{parent[: MAX_NUMBER - len(tail)]}{tail}"


def child_of(
    order: Order, release: Release, number: str, actor: Actor, now: datetime, new_id: Callable[[], UUID]
) -> Order:
    """The order that takes over the released goods, at the same prices; its serials are 0 until they are drawn.

    Call it before the goods are counted as released. Delivery cost, charges and a fixed discount stay on the parent.
    """
    by_id = {line.id: line for line in order.lines}
    lines: list[OrderLine] = []
    for part in release.lines:
        child = _child_line(by_id[part.order_line_id], part, digits(order.currency), new_id())
        part.child_line_id = child.id
        lines.append(child)
    percent = order.discount is not None and order.discount.type is DiscountType.PERCENT
    child_order = replace(
        order, id=new_id(), serial=0, version=1, number=number, raised_at=now, sent_at=now,
        confirmed_at=now if order.status is OrderStatus.CONFIRMED else None, closed_at=None, canceled_at=None,
        delivery_cost=ZERO, discount=order.discount if percent else None, charges=(),
        ship_from=release.ship_from or order.ship_from, source=actor.door, created_by_id=actor.id,
        created_by_name=actor.name, created_by_serial=actor.serial, updated_by_name=actor.name,
        parent_order_id=order.id, parent_release_id=release.id, archived=False, revision=0,
        receiving=_UNTOUCHED.receiving, received_percent=None, done_percent=None, billing=_UNTOUCHED.billing,
        created_at=now, updated_at=now, lines=lines, custom_data=dict(release.custom_data or order.custom_data),
        extension=_over(order.extension, release.extension), receipts_expected=0, receipts_arrived=0,
        receipts_pending=0, transport=None, shipped=Shipped.NONE, tracking=(), exported_at=None,
        supplier_invoice_number=None, supplier_invoice_date=None,
    )  # fmt: skip
    release.child_order_id = child_order.id
    settle(child_order)
    return child_order


def _child_line(line: OrderLine, part: ReleaseLine, places: int, id: UUID) -> OrderLine:
    rest = max(ZERO, line.quantity_outstanding - part.quantity)
    child = replace(
        line, id=id, serial=0, position=part.position, quantity_ordered=part.quantity,
        sell_ahead=min(line.sell_ahead, line.quantity_outstanding) - min(line.sell_ahead, rest),
        quantity_confirmed=None, quantity_received=ZERO, quantity_returned=ZERO, quantity_written_off=ZERO,
        quantity_released=ZERO, quantity_billed=ZERO, quantity_rejected=ZERO,
        custom_data=dict(part.custom_data or line.custom_data), extension=_over(line.extension, part.extension),
    )  # fmt: skip
    if line.units_per_case:
        cases = EXACT.divide(part.quantity, line.units_per_case)
        child.cases = cases if is_whole(cases) else None
        if child.cases is None:
            child.units_per_case = child.case_price = None
    price_line(child, places)
    return child


def _over(below: Mapping[str, object], above: Mapping[str, object]) -> dict[str, object]:
    """What each dialect keeps for itself: of the parent, and over it what came with the release."""
    merged = dict(below)
    for dialect, said in above.items():
        before = merged.get(dialect)
        merged[dialect] = {**before, **said} if isinstance(before, dict) and isinstance(said, dict) else said
    return merged
