"""Booking goods: what the dock says becomes portions for order lines, or every fault is named at once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol
from uuid import UUID

from entrepot.book.catalog.errors import PRODUCT_UNKNOWN
from entrepot.book.catalog.product import Product
from entrepot.book.orders.checks import check_quantity
from entrepot.book.orders.errors import LINE_UNKNOWN
from entrepot.book.orders.line import LineKind
from entrepot.book.receiving import errors
from entrepot.book.receiving.draft import GoodsDraft
from entrepot.book.receiving.facts import ReceivingFacts
from entrepot.book.receiving.serials import spelled_out
from entrepot.book.receiving.sharing import Room, Rooms, share
from entrepot.book.values import checks
from entrepot.book.values.money import EXACT
from entrepot.book.values.quantity import plain
from entrepot.book.values.text import folded
from entrepot.book.values.unset import Unset
from entrepot.book.warehouses.errors import WAREHOUSE_INACTIVE, WAREHOUSE_UNKNOWN
from entrepot.errors import Findings, Path

ZERO = Decimal(0)
ONE = Decimal(1)
MAX_GOODS = 10_000
LOT_LENGTH = 128
REASON_LENGTH = 1_000
CLIENT_ID_LENGTH = 128


@dataclass(frozen=True, slots=True)
class Portion:
    """Part of the goods of one entry: what of it belongs to one order line (or to none that is known yet)."""

    index: int
    draft: GoodsDraft
    room: Room | None
    product: Product | None
    accepted: Decimal
    rejected: Decimal
    warehouse_id: UUID
    serial_numbers: tuple[str, ...] = ()


@dataclass(slots=True)
class Dock:
    """Where goods are judged: what is known, the lines they may be for, and what has been found so far.

    `pooled`: goods named by product stay one portion without a line until the receipt is completed, and may be for no
    order at all; otherwise every entry must belong to an order line. `override`: too much is taken all the same, and
    noted in `beyond`.
    """

    facts: ReceivingFacts
    rooms: Rooms
    warehouse_id: UUID | None
    pooled: bool = False
    override: bool = False
    findings: Findings = field(default_factory=Findings)
    beyond: list[str] = field(default_factory=list)


def book(dock: Dock, goods: Sequence[GoodsDraft], skip: Collection[int] = ()) -> list[Portion]:
    """The portions of these goods; raises Invalid naming every fault (`lines`, index, field).

    `skip` holds the indexes of entries that were booked before under the same client-made id.
    """
    if not goods:
        dock.findings.add(("lines",), errors.RECEIPT_EMPTY)
    checks.length(dock.findings, ("lines",), goods, MAX_GOODS)
    dock.findings.settle()
    portions: list[Portion] = []
    for index, draft in enumerate(goods):
        if index in skip:
            continue
        portions += _entry(dock, index, draft)
    dock.findings.settle()
    return portions


def _entry(dock: Dock, index: int, draft: GoodsDraft) -> list[Portion]:
    """The portions of one entry, or none when its faults were noted."""
    path: Path = ("lines", index)
    before = len(dock.findings.fields)
    _check_texts(dock.findings, path, draft)
    found = _find(dock, path, draft)
    if found is None:
        return []
    rooms, product, pieces = found
    amounts = _amounts(dock, path, draft, rooms, product, pieces)
    warehouse = _warehouse(dock, path, draft)
    if amounts is None or len(dock.findings.fields) > before:
        return []
    accepted, rejected = amounts
    codes = _serials(dock.findings, path, draft, product, accepted)
    if rooms and all(room.line.kind is LineKind.SERVICE for room in rooms):
        product = None  # a service is never on hand
    if dock.pooled and draft.line_id is None and draft.line_serial is None:
        _check_pool(dock, path, draft, rooms, accepted)
        place = warehouse or dock.warehouse_id or (_place(rooms[0]) if rooms else None)
        if place is None:
            dock.findings.add((*path, "warehouse_id"), WAREHOUSE_UNKNOWN)
            return []
        return [Portion(index, draft, None, product, accepted, rejected, place, codes)]
    return _portions(dock, index, draft, rooms, product, (accepted, rejected), warehouse, codes)


def _portions(
    dock: Dock,
    index: int,
    draft: GoodsDraft,
    rooms: Sequence[Room],
    product: Product | None,
    amounts: tuple[Decimal, Decimal],
    warehouse: UUID | None,
    codes: tuple[str, ...],
) -> list[Portion]:
    """The goods shared over their lines; what was rejected stands on the first of them."""
    accepted, rejected = amounts
    shares = share(rooms, accepted) or [(rooms[0], ZERO)]
    made: list[Portion] = []
    taken = 0
    for room, part in shares:
        _check_room(dock, ("lines", index), draft, room, part, rooms)
        room.take(part)
        own = codes[taken : taken + int(part)]
        taken += int(part)
        place = warehouse or dock.warehouse_id or _place(room)
        made.append(Portion(index, draft, room, product, part, ZERO if made else rejected, place, own))
    return made


def _place(room: Room) -> UUID:
    return room.line.warehouse_id or room.order.warehouse_id


def _check_texts(findings: Findings, path: Path, draft: GoodsDraft) -> None:
    checks.text(findings, (*path, "lot"), draft.lot, LOT_LENGTH)
    checks.text(findings, (*path, "reason"), draft.reason, REASON_LENGTH)
    checks.text(findings, (*path, "client_id"), draft.client_id, CLIENT_ID_LENGTH, blank=False)
    checks.document(findings, (*path, "custom_data"), draft.custom_data)


def _find(dock: Dock, path: Path, draft: GoodsDraft) -> tuple[list[Room], Product | None, Decimal] | None:
    """The lines the goods may be for, their product, and the pieces one scan stands for."""
    facts, findings = dock.facts, dock.findings
    if draft.line_id is not None or draft.line_serial is not None:
        room = dock.rooms.of_line(draft.line_id, draft.line_serial)
        if room is None:
            findings.add((*path, "line_id"), LINE_UNKNOWN)
            return None
        product = facts.products.get(room.line.product_id) if room.line.product_id is not None else None
        return [room], product, ONE
    named = _named_product(dock, path, draft)
    if named is None:
        return None
    field_name, product, pieces = named
    rooms = dock.rooms.of_product(product.id)
    if not rooms and not dock.pooled:
        findings.add((*path, field_name), LINE_UNKNOWN, f"No line of this order is for {product.sku}.")
        return None
    return rooms, product, pieces


def _named_product(dock: Dock, path: Path, draft: GoodsDraft) -> tuple[str, Product, Decimal] | None:
    facts, findings = dock.facts, dock.findings
    product: Product | None
    if draft.product_id is not None:
        name, product = "product_id", facts.products.get(draft.product_id)
    elif draft.product_serial is not None:
        name, product = "product_id", facts.serials.get(draft.product_serial)
    elif draft.sku is not None:
        name, product = "sku", facts.skus.get(folded(draft.sku))
    elif draft.barcode is not None:
        return _scanned(dock, path, draft.barcode)
    else:
        findings.add((*path, "line_id"), errors.LINE_UNNAMED)
        return None
    if product is None:
        findings.add((*path, name), PRODUCT_UNKNOWN)
        return None
    return name, product, ONE


def _scanned(dock: Dock, path: Path, code: str) -> tuple[str, Product, Decimal] | None:
    """The product behind a barcode; one that is on the orders wins over others with the same code."""
    found = dock.facts.barcodes.get(folded(code), ())
    ordered = [(product, barcode) for product, barcode in found if dock.rooms.of_product(product.id)]
    wanted = ordered or list(found)
    if len(wanted) == 1:
        product, barcode = wanted[0]
        return "barcode", product, barcode.quantity
    dock.findings.add((*path, "barcode"), errors.BARCODE_AMBIGUOUS if wanted else errors.BARCODE_UNKNOWN)
    return None


def _amounts(
    dock: Dock, path: Path, draft: GoodsDraft, rooms: Sequence[Room], product: Product | None, pieces: Decimal
) -> tuple[Decimal, Decimal] | None:
    """Accepted and rejected units, or None when the fault was noted."""
    findings = dock.findings
    total, unit, name = draft.quantity, pieces, "quantity"
    if draft.cases is not None:
        size = _case_size(dock, draft, rooms, product)
        if size is None:
            findings.add((*path, "units_per_case"), errors.CASE_SIZE_UNKNOWN)
            return None
        total, unit, name = draft.cases, size, "cases"
        if draft.quantity is not None:
            findings.add((*path, "quantity"), errors.QUANTITY_SPLIT, "Give a quantity or cases, not both.")
            return None
    if total is None and draft.accepted is None and draft.rejected is None and draft.barcode is not None:
        total = ONE
    for each, value in ((name, total), ("accepted", draft.accepted), ("rejected", draft.rejected)):
        if value is not None and value < 0:
            check_quantity(findings, (*path, each), value, product, zero=True)
            return None
    split = _split(total, draft.accepted, draft.rejected)
    if split is None:
        missing = total is None and draft.accepted is None and draft.rejected is None
        findings.add((*path, name), errors.QUANTITY_MISSING if missing else errors.QUANTITY_SPLIT)
        return None
    accepted, rejected = (EXACT.multiply(part, unit) for part in split)
    check_quantity(findings, (*path, name), accepted + rejected, product, zero=False)
    check_quantity(findings, (*path, "rejected"), rejected, product, zero=True)
    return accepted, rejected


def _split(total: Decimal | None, accepted: Decimal | None, rejected: Decimal | None) -> tuple[Decimal, Decimal] | None:
    """Quantity = accepted + rejected: the part that was not given follows; None when the three disagree."""
    if total is None:
        if accepted is None and rejected is None:
            return None
        return accepted or ZERO, rejected or ZERO
    if accepted is None:
        accepted = total - (rejected or ZERO)
    elif rejected is None:
        rejected = total - accepted
    rejected = rejected or ZERO
    return (accepted, rejected) if accepted >= 0 and rejected >= 0 and accepted + rejected == total else None


def _case_size(dock: Dock, draft: GoodsDraft, rooms: Sequence[Room], product: Product | None) -> Decimal | None:
    if draft.units_per_case is not None:
        return draft.units_per_case if draft.units_per_case > 0 else None
    for room in rooms:
        if room.line.units_per_case is not None:
            return room.line.units_per_case
    for room in rooms:
        if room.order.supplier_id is not None and product is not None:
            size = dock.facts.cartons.get((room.order.supplier_id, product.id))
            if size is not None:
                return size
    return None


def _warehouse(dock: Dock, path: Path, draft: GoodsDraft) -> UUID | None:
    """The warehouse the entry names; None when it names none (or a wrong one, which was noted)."""
    key = draft.warehouse_id if draft.warehouse_id is not None else draft.warehouse_serial
    return None if key is None else find_warehouse(dock.findings, (*path, "warehouse_id"), dock.facts, key)


def find_warehouse(findings: Findings, path: Path, facts: ReceivingFacts, key: UUID | int) -> UUID | None:
    """The id of the warehouse; notes one that is unknown or not active."""
    warehouse = facts.warehouses.get(key)
    if warehouse is None:
        findings.add(path, WAREHOUSE_UNKNOWN)
    elif not warehouse.active:
        findings.add(path, WAREHOUSE_INACTIVE)
    return warehouse.id if warehouse is not None else None


def _serials(
    findings: Findings, path: Path, draft: GoodsDraft, product: Product | None, accepted: Decimal
) -> tuple[str, ...]:
    if not draft.serial_numbers:
        return ()
    if product is None:
        findings.add((*path, "serial_numbers"), errors.SERIALS_PRODUCT)
        return ()
    return spelled_out(findings, (*path, "serial_numbers"), draft.serial_numbers, accepted)


def _check_room(dock: Dock, path: Path, draft: GoodsDraft, room: Room, part: Decimal, rooms: Sequence[Room]) -> None:
    if part <= 0 or room.left is None or part <= room.left:
        return
    line = room.line
    left = sum((max(ZERO, each.left) for each in rooms if each.left is not None), ZERO)
    label = line.sku or line.description or f"Line {line.position}"
    words = (
        f"{label} on order {room.order.number}: {plain(left)} left to receive"
        f" ({plain(line.quantity_ordered)} ordered, {plain(line.net_received)} received)."
    )
    _too_much(dock, (*path, "cases" if draft.cases is not None else "quantity"), words)


def _check_pool(dock: Dock, path: Path, draft: GoodsDraft, rooms: Sequence[Room], accepted: Decimal) -> None:
    """Goods that wait for their lines may not be more than all the lines of their product may take together."""
    if not rooms:
        return
    if all(room.left is not None for room in rooms):
        left = sum((max(ZERO, room.left) for room in rooms if room.left is not None), ZERO)
        if accepted > left:
            sku = rooms[0].line.sku
            numbers = ", ".join(dict.fromkeys(room.order.number for room in rooms))
            name = "cases" if draft.cases is not None else "quantity"
            _too_much(dock, (*path, name), f"{sku} on order {numbers}: {plain(left)} left to receive.")
    for room, part in share(rooms, accepted):
        room.take(part)


def _too_much(dock: Dock, path: Path, words: str) -> None:
    if dock.override:
        dock.beyond.append(words)
    else:
        dock.findings.add(path, errors.ABOVE_TOLERANCE, words)


class Documented(Protocol):
    """What every receipt may be given besides its goods."""

    @property
    def reference(self) -> str | None | Unset:
        """The supplier's delivery or invoice number."""

    @property
    def remarks(self) -> str | None | Unset:
        """Anything worth a note."""


def check_receipt(findings: Findings, draft: Documented) -> None:
    """Checks of the receipt's own texts."""
    for name, limit in (("reference", checks.NAME_LENGTH), ("remarks", checks.TEXT_LENGTH)):
        value = getattr(draft, name)
        if isinstance(value, str):
            checks.text(findings, (name,), value, limit)
    for name in ("client_id", "reason"):
        checks.text(
            findings, (name,), getattr(draft, name, None), REASON_LENGTH if name == "reason" else CLIENT_ID_LENGTH
        )
    document = getattr(draft, "custom_data", None)
    if isinstance(document, dict):
        checks.document(findings, ("custom_data",), document)


class Labeled(Protocol):
    """What a piece may be given."""

    @property
    def carrier_code(self) -> str | None | Unset:
        """Who brings it."""

    @property
    def barcode(self) -> str | None | Unset:
        """The label on it."""


def check_piece(findings: Findings, above: Path, piece: Labeled) -> None:
    """Checks of a piece's own texts."""
    for name in ("carrier_code", "barcode"):
        value = getattr(piece, name)
        if isinstance(value, str):
            checks.text(findings, (*above, name), value)
