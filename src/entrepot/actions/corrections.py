"""Correcting what was posted: write-offs, returns, and the undo of anything by counter-movements."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from uuid import UUID

from entrepot.actions import dockfacts, units
from entrepot.actions.history import record
from entrepot.actions.orders import find
from entrepot.actions.posting import Posting, Source, StockChange
from entrepot.actions.receiving import stock_change
from entrepot.book.orders.checks import check_quantity
from entrepot.book.orders.draft import HOUSE_POLICY, DoorPolicy, OrderKey
from entrepot.book.orders.errors import LINE_UNKNOWN, ORDER_UNKNOWN
from entrepot.book.orders.line import LineKind, OrderLine
from entrepot.book.orders.order import Order, OrderStatus
from entrepot.book.orders.progress import goods
from entrepot.book.people.actor import Actor
from entrepot.book.people.rights import Right
from entrepot.book.people.settings import OrganizationSettings
from entrepot.book.receiving import errors, history
from entrepot.book.receiving import events as happened
from entrepot.book.receiving.draft import LineQuantity, ReceiptKey
from entrepot.book.receiving.movement import ON_HAND, Movement, MovementKind
from entrepot.book.receiving.outcome import Posted, check_receivable
from entrepot.book.receiving.receipt import GoodsReceipt, ReceiptStatus
from entrepot.book.releases.errors import RELEASE_NOT_UNDOABLE
from entrepot.book.values import checks
from entrepot.book.values.quantity import plain
from entrepot.book.warehouses.errors import WAREHOUSE_UNKNOWN
from entrepot.errors import CODES, Code, Conflict, FieldError, Findings, Invalid, NotFound, Path
from entrepot.store import catalog, movements, orders, organizations, receipts, warehouses
from entrepot.store.work import UnitOfWork

ZERO = Decimal(0)
REASON_LENGTH = 1_000


def write_off(
    uow: UnitOfWork,
    actor: Actor,
    key: OrderKey,
    lines: Sequence[LineQuantity] | None = None,
    reason: str | None = None,
    policy: DoorPolicy = HOUSE_POLICY,
) -> Posted:
    """Stop expecting what is outstanding: of these lines (each up to its quantity), or of all. What is booked on open
    receipts came, and stays expected.

    Raises Conflict when the order takes no goods or nothing is outstanding, Invalid naming every wrong line.
    """
    actor.require(Right.RECEIPTS_WRITE)
    order = find(uow, actor, key)
    replayed = _replay(uow, order, lines or (), MovementKind.WRITTEN_OFF)
    if replayed is not None:
        return replayed
    check_receivable(order, policy)
    booked = dockfacts.booked_on(uow, actor.organization_id, order)
    rule = _Rule(
        lambda line: max(ZERO, line.quantity_outstanding - booked.get(line.id, ZERO)),
        errors.ABOVE_OUTSTANDING,
        "outstanding and not being booked" if booked else "outstanding",
    )
    wanted = lines
    if wanted is None:
        wanted = [LineQuantity(line_id=line.id) for line in goods(order.lines) if rule.limit(line)]
        if not wanted:
            raise Conflict(errors.NOTHING_OUTSTANDING, f"Nothing is {rule.words} on order {order.number}.")
    posting = _posting(uow, actor, reason, order)
    for line, quantity, given in _judged(uow, order, wanted, rule, reason):
        source = Source(product_id=_product_of(line))
        why = given.reason or reason
        posting.move(order, line, MovementKind.WRITTEN_OFF, quantity, source, reason=why, client_id=given.client_id)
    events = posting.finish(happened.ORDER_WRITTEN_OFF, f"written off{_because(reason)}")
    return Posted(posting.id, (order,), tuple(posting.movements), events, warnings=posting.warnings)


def return_goods(
    uow: UnitOfWork,
    actor: Actor,
    key: OrderKey,
    lines: Sequence[LineQuantity],
    reason: str | None = None,
    policy: DoorPolicy = HOUSE_POLICY,
) -> Posted:
    """Send received goods back to the supplier: never more than was received; they leave the stock.

    Where no warehouse is named they leave that of their line when they came there, else the one most of them came to.

    Of goods with serial numbers the units named leave, else the newest. Raises Invalid naming every wrong line,
    Conflict when the goods are not on hand any more.
    """
    actor.require(Right.RECEIPTS_WRITE)
    order = find(uow, actor, key)
    replayed = _replay(uow, order, lines, MovementKind.RETURNED)
    if replayed is not None:
        return replayed
    if order.held_at is not None or order.status is OrderStatus.CANCELED:
        check_receivable(order, policy)
    rule = _Rule(lambda line: line.net_received, errors.ABOVE_RECEIVED, "received and not returned")
    posting = _posting(uow, actor, reason, order)
    _check_places(uow, order, lines)
    leaving = []
    judged = _judged(uow, order, lines, rule, reason)
    came = movements.places(uow, actor.organization_id, {line.id for line, _, _ in judged})
    for index, (line, quantity, given) in enumerate(judged):
        place = given.warehouse_id or _take_from(order, line, quantity, came.get(line.id, {}))
        source = Source(product_id=_product_of(line), warehouse_id=place, lot=given.lot)
        why = given.reason or reason
        posting.move(order, line, MovementKind.RETURNED, quantity, source, reason=why, client_id=given.client_id)
        _put_back(posting, posting.movements[-1])
        if source.product_id is not None or given.serial_numbers:
            leaving.append(units.Leaving(index, line, posting.movements[-1], given.serial_numbers))
    units.leave(uow, actor.organization_id, leaving)
    events = posting.finish(happened.ORDER_RETURNED, f"sent goods back{_because(reason)}")
    return Posted(posting.id, (order,), tuple(posting.movements), events, warnings=posting.warnings)


def undo(uow: UnitOfWork, actor: Actor, posting_id: UUID, reason: str) -> Posted:
    """Undo a receipt, a write-off or a return by its posting's id; raises NotFound, Conflict when it was undone."""
    receipt = receipts.get(uow, actor.organization_id, id=posting_id)
    if receipt is not None:
        return undo_receipt(uow, actor, ReceiptKey(id=posting_id), reason)
    actor.require(Right.RECEIPTS_WRITE)
    made = movements.of_posting(uow, actor.organization_id, posting_id)
    return _undo(uow, actor, made, reason)


def undo_movements(uow: UnitOfWork, actor: Actor, ids: Sequence[UUID], reason: str) -> Posted:
    """Undo single movements, all or none; raises NotFound, Conflict when one was undone already or is an undo."""
    actor.require(Right.RECEIPTS_WRITE)
    found = movements.by_ids(uow, actor.organization_id, ids)
    missing = [place for place, id in enumerate(ids) if id not in found]
    if missing:
        code = errors.POSTING_UNKNOWN
        raise NotFound(code, fields=[FieldError(("ids", place), code, CODES[code]) for place in missing])
    return _undo(uow, actor, [found[id] for id in dict.fromkeys(ids)], reason)


def undo_receipt(uow: UnitOfWork, actor: Actor, key: ReceiptKey, reason: str) -> Posted:
    """Undo a completed receipt: its orders count it no more and its goods leave the stock; it becomes canceled."""
    actor.require(Right.RECEIPTS_WRITE)
    _check_reason(reason)
    receipt = receipts.get(uow, actor.organization_id, id=key.id, serial=key.serial)
    if receipt is None:
        raise NotFound(errors.RECEIPT_UNKNOWN)
    if receipt.undone_at is not None:
        raise Conflict(errors.UNDONE_ALREADY, f"Goods receipt {receipt.serial} was undone already.")
    if receipt.status is not ReceiptStatus.COMPLETED:
        raise Conflict(errors.RECEIPT_NOT_COMPLETED, f"Goods receipt {receipt.serial} is {receipt.status}.")
    before = history.picture(receipt)
    made = movements.of_posting(uow, actor.organization_id, receipt.id)
    gone = movements.undone(uow, actor.organization_id, [movement.id for movement in made])
    left = [movement for movement in made if movement.id not in gone and movement.reverses_id is None]
    found = orders.by_ids(uow, actor.organization_id, [movement.order_id for movement in left])
    posting = Posting(uow, actor, receipt.id, _settings(uow, actor), reason=reason)
    posting.watch(*found.values())
    _counter(posting, found, left)
    for line in receipt.lines:
        posting.put(stock_change(receipt, line, -1))
        line.undone, line.matched = line.accepted, ZERO
        line.version += 1
        line.updated_at = uow.now
    receipt.undone_at = receipt.canceled_at = uow.now
    receipt.status = ReceiptStatus.CANCELED
    _store(uow, receipt)
    units.take_out(uow, actor.organization_id, [line.id for line in receipt.lines if line.serial_numbers])
    words = f"no longer counts goods receipt {receipt.serial}{_because(reason)}"
    events = posting.finish(happened.ORDER_UNDONE, words)
    event = record(
        uow,
        actor,
        subject="goods_receipt",
        subject_id=receipt.id,
        version=receipt.version,
        code=happened.RECEIPT_UNDONE,
        message=f"Goods receipt {receipt.serial} was undone{_because(reason)}",
        changes=history.changes(before, receipt),
    )
    return Posted(receipt.id, posting.orders, tuple(posting.movements), (*events, event), receipt, posting.warnings)


def _undo(uow: UnitOfWork, actor: Actor, made: Sequence[Movement], reason: str) -> Posted:
    """Counter-movements for these, with what they moved in stock and on receipt lines."""
    _check_reason(reason)
    if not made:
        raise NotFound(errors.POSTING_UNKNOWN)
    if any(movement.kind is MovementKind.RELEASED for movement in made):
        raise Conflict(RELEASE_NOT_UNDOABLE)
    gone = movements.undone(uow, actor.organization_id, [movement.id for movement in made])
    if any(movement.reverses_id is not None for movement in made):
        made = [movement for movement in made if movement.reverses_id is None]
        if not made:
            raise Conflict(errors.REVERSAL_FINAL)
    if any(movement.id in gone for movement in made):
        raise Conflict(errors.UNDONE_ALREADY)
    found = orders.by_ids(uow, actor.organization_id, [movement.order_id for movement in made])
    posting = Posting(uow, actor, made[0].posting_id, _settings(uow, actor), reason=reason)
    posting.watch(*found.values())
    _counter(posting, found, made)
    for movement in made:
        _put_back(posting, movement, -1)
    _take_from_receipts(uow, actor, made)
    units.come_back(uow, actor.organization_id, [movement.id for movement in made])
    events = posting.finish(happened.ORDER_UNDONE, f"took {_kinds(made)} back{_because(reason)}")
    return Posted(posting.id, posting.orders, tuple(posting.movements), events, warnings=posting.warnings)


def _counter(posting: Posting, found: dict[UUID, Order], made: Sequence[Movement]) -> None:
    """The movements that undo these: same kind, opposite sign."""
    lines = {line.id: (order, line) for order in found.values() for line in order.lines}
    for movement in made:
        if movement.order_line_id not in lines:
            raise NotFound(ORDER_UNKNOWN)
        order, line = lines[movement.order_line_id]
        source = Source(
            movement.receipt_id,
            movement.receipt_line_id,
            movement.product_id,
            movement.warehouse_id,
            movement.lot,
            movement.expiry,
        )
        posting.move(order, line, movement.kind, -movement.quantity, source, reverses_id=movement.id)
    for order, line in lines.values():
        if line.net_received < 0:
            words = f"{line.sku or line.description}: goods of order {order.number} were returned; undo that first."
            raise Conflict(errors.ABOVE_RECEIVED, words)
        if line.net_received > 0 and order.status is OrderStatus.CANCELED:
            raise Conflict(errors.ORDER_NOT_RECEIVABLE, f"Order {order.number} is canceled; it takes no goods back.")


def _put_back(posting: Posting, movement: Movement, sign: int = 1) -> None:
    """What the movement (or with -1: its undo) does to the stock."""
    factor = ON_HAND.get(movement.kind, 0) * sign
    if not factor or movement.product_id is None or movement.warehouse_id is None:
        return
    posting.put(
        StockChange(
            movement.product_id,
            movement.warehouse_id,
            movement.quantity * factor,
            f"{movement.kind.value.replace('_', ' ')}" if sign > 0 else f"undo of {movement.kind.value}",
            movement.lot,
            movement.expiry,
            movement.receipt_line_id,
            movement.order_line_id,
        )
    )


def _take_from_receipts(uow: UnitOfWork, actor: Actor, made: Sequence[Movement]) -> None:
    """Receipt lines keep what was found and say how much of it was taken back."""
    received = [each for each in made if each.kind is MovementKind.RECEIVED and each.receipt_line_id is not None]
    if not received:
        return
    lines = receipts.lines_by_ids(
        uow, actor.organization_id, [each.receipt_line_id for each in received if each.receipt_line_id is not None]
    )
    for movement in received:
        line = lines[movement.receipt_line_id] if movement.receipt_line_id is not None else None
        if line is not None:
            line.matched -= movement.quantity
            line.undone += movement.quantity
            line.version += 1
            line.updated_at = uow.now
    receipts.update_lines(uow, list(lines.values()))
    units.take_out(uow, actor.organization_id, [line.id for line in lines.values() if line.undone == line.accepted])


def _take_from(order: Order, line: OrderLine, quantity: Decimal, came: dict[UUID, Decimal]) -> UUID:
    """The warehouse that goods of a line leave; `came` is what it has of them, by warehouse, and goes down."""
    place = line.warehouse_id or order.warehouse_id
    if came.get(place, ZERO) < quantity:
        place = max(came, key=lambda id: (came[id], id == place), default=place)
    came[place] = came.get(place, ZERO) - quantity
    return place


def _check_places(uow: UnitOfWork, order: Order, lines: Sequence[LineQuantity]) -> None:
    """Raise Invalid naming every warehouse that does not exist."""
    named = {line.warehouse_id for line in lines if line.warehouse_id is not None}
    known = warehouses.by_ids(uow, order.organization_id, named) if named else {}
    findings = Findings()
    for index, line in enumerate(lines):
        if line.warehouse_id is not None and line.warehouse_id not in known:
            findings.add(("lines", index, "warehouse_id"), WAREHOUSE_UNKNOWN)
    findings.settle()


class _Rule:
    """How much of a line can be meant, and what is said when it is less than asked for."""

    def __init__(self, limit: Callable[[OrderLine], Decimal], code: Code, words: str) -> None:
        self.limit, self.code, self.words = limit, code, words


def _judged(
    uow: UnitOfWork, order: Order, wanted: Sequence[LineQuantity], rule: _Rule, reason: str | None
) -> list[tuple[OrderLine, Decimal, LineQuantity]]:
    """The lines and quantities meant; raises Invalid naming everything that is wrong."""
    findings = Findings()
    if not wanted:
        findings.add(("lines",), errors.RECEIPT_EMPTY)
    checks.text(findings, ("reason",), reason, REASON_LENGTH)
    by_id = {line.id: line for line in order.lines}
    by_serial = {line.serial: line for line in order.lines}
    ids = {line.product_id for line in order.lines if line.product_id is not None}
    products = catalog.by_ids(uow, order.organization_id, ids) if ids else {}
    used: dict[UUID, Decimal] = {}
    found: list[tuple[OrderLine, Decimal, LineQuantity]] = []
    for index, given in enumerate(wanted):
        path: Path = ("lines", index)
        named = by_id.get(given.line_id) if given.line_id is not None else by_serial.get(given.line_serial or 0)
        if named is None:
            findings.add((*path, "line_id"), LINE_UNKNOWN)
            continue
        checks.text(findings, (*path, "reason"), given.reason, REASON_LENGTH)
        left = max(ZERO, rule.limit(named) - used.get(named.id, ZERO))
        quantity = left if given.quantity is None else given.quantity
        product = products.get(named.product_id) if named.product_id is not None else None
        before = len(findings.fields)
        if given.quantity is None and not left:
            findings.add((*path, "quantity"), rule.code, f"Nothing is {rule.words} on line {named.position}.")
        else:
            check_quantity(findings, (*path, "quantity"), quantity, product, zero=False)
        if len(findings.fields) == before and quantity > left:
            words = f"{named.sku or named.description or 'Line'}: {plain(left)} {rule.words}."
            findings.add((*path, "quantity"), rule.code, words)
        used[named.id] = used.get(named.id, ZERO) + quantity
        found.append((named, quantity, given))
    findings.settle()
    return found


def _replay(uow: UnitOfWork, order: Order, lines: Sequence[LineQuantity], kind: MovementKind) -> Posted | None:
    """What these client-made ids did before, when all of them are known; raises Conflict when only some are, or when
    they were used for something else.
    """
    given = [line.client_id for line in lines if line.client_id is not None]
    known = movements.by_client_ids(uow, order.organization_id, given)
    if not known:
        return None
    is_another = any((each.order_id, each.kind) != (order.id, kind) for each in known.values())
    if len(known) < len(lines) or is_another:
        raise Conflict(errors.CLIENT_ID_TAKEN)
    first = min(known.values(), key=lambda each: each.id)
    return Posted(first.posting_id, (order,), tuple(known.values()), replayed=True)


def _posting(uow: UnitOfWork, actor: Actor, reason: str | None, order: Order) -> Posting:
    posting = Posting(uow, actor, uow.new_id(), _settings(uow, actor), reason=reason)
    posting.watch(order)
    return posting


def _settings(uow: UnitOfWork, actor: Actor) -> OrganizationSettings:
    return organizations.settings(uow, actor.organization_id)


def _product_of(line: OrderLine) -> UUID | None:
    """The product whose stock the line moves; a service has none."""
    return line.product_id if line.kind is LineKind.GOODS else None


def _check_reason(reason: str) -> None:
    if not reason.strip():
        code = errors.REASON_MISSING
        raise Invalid(code, fields=[FieldError(("reason",), code, CODES[code])])
    findings = Findings()
    checks.text(findings, ("reason",), reason, REASON_LENGTH)
    findings.settle()


def _store(uow: UnitOfWork, receipt: GoodsReceipt) -> None:
    receipt.version += 1
    receipt.updated_at = uow.now
    receipts.update(uow, receipt)
    receipts.update_lines(uow, receipt.lines)


def _kinds(made: Sequence[Movement]) -> str:
    return ", ".join(dict.fromkeys(movement.kind.value.replace("_", " ") for movement in made))


def _because(reason: str | None) -> str:
    return f": {reason}" if reason else "."
