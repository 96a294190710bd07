"""Serial numbers of units that come and go with goods receipts, or are counted in and out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import UUID

from entrepot.book.orders.line import OrderLine
from entrepot.book.receiving.booking import Portion
from entrepot.book.receiving.errors import SERIALS_ABSENT, SERIALS_REPEATED, SERIALS_TAKEN
from entrepot.book.receiving.movement import Movement
from entrepot.book.receiving.receipt import ReceiptLine, SerialNumber
from entrepot.book.receiving.serials import spelled_out
from entrepot.book.stock.level import StockMutation
from entrepot.book.values.text import folded
from entrepot.errors import Findings
from entrepot.store import serials
from entrepot.store.work import UnitOfWork

Known = dict[tuple[UUID, str], SerialNumber]


def check(uow: UnitOfWork, organization_id: UUID, portions: Sequence[Portion]) -> Known:
    """The known units with these serial numbers; raises Invalid when one is in stock already or named twice."""
    codes = [code for portion in portions for code in portion.serial_numbers]
    if not codes:
        return {}
    known = serials.known(uow, organization_id, codes)
    findings = Findings()
    seen: set[tuple[UUID, str]] = set()
    for portion in portions:
        if portion.product is None:
            continue
        for code in portion.serial_numbers:
            key = (portion.product.id, folded(code))
            path = ("lines", portion.index, "serial_numbers")
            if key in seen:
                findings.add(path, SERIALS_REPEATED, f"{code} is named twice.")
            elif key in known and known[key].present:
                findings.add(path, SERIALS_TAKEN, f"{portion.product.sku} {code} is in stock already.")
            seen.add(key)
    findings.settle()
    return known


def keep(uow: UnitOfWork, known: Known, came: Iterable[tuple[ReceiptLine, Sequence[str]]]) -> None:
    """Store the units that came with these receipt lines; one that was here before is here again."""
    fresh: list[SerialNumber] = []
    back: list[SerialNumber] = []
    for line, codes in came:
        if line.product_id is None:
            continue
        for code in codes:
            old = known.get((line.product_id, folded(code)))
            unit = SerialNumber(
                organization_id=line.organization_id,
                id=uow.new_id() if old is None else old.id,
                product_id=line.product_id,
                code=code,
                warehouse_id=line.warehouse_id,
                receipt_id=line.receipt_id,
                receipt_line_id=line.id,
                lot=line.lot,
                expiry=line.expiry,
                present=True,
                version=1 if old is None else old.version + 1,
                created_at=uow.now if old is None else old.created_at,
                updated_at=uow.now,
            )
            (fresh if old is None else back).append(unit)
    serials.insert(uow, fresh)
    serials.update(uow, back)


def count(uow: UnitOfWork, entry: StockMutation, given: Sequence[str]) -> tuple[str, ...]:
    """The units that an entry of the ledger brings or takes, by their serial numbers; raises Invalid for wrong ones."""
    findings, path = Findings(), ("serial_numbers",)
    codes = spelled_out(findings, path, given, abs(entry.delta))
    known = serials.known(uow, entry.organization_id, codes)
    found = {code: known.get((entry.product_id, folded(code))) for code in codes}
    for code, unit in found.items():
        if entry.delta > 0 and unit is not None and unit.present:
            findings.add(path, SERIALS_TAKEN, f"{code} is in stock already.")
        if entry.delta < 0 and (unit is None or not unit.present or unit.warehouse_id != entry.warehouse_id):
            findings.add(path, SERIALS_ABSENT, f"{code} is not in this warehouse.")
    findings.settle()
    fresh = [_counted_in(uow, entry, code) for code, unit in found.items() if unit is None]
    known_units = [(code, unit) for code, unit in found.items() if unit is not None]
    serials.insert(uow, fresh)
    serials.update(uow, [_recounted(uow, entry, code, unit) for code, unit in known_units])
    return codes


def _counted_in(uow: UnitOfWork, entry: StockMutation, code: str) -> SerialNumber:
    return SerialNumber(
        organization_id=entry.organization_id,
        id=uow.new_id(),
        product_id=entry.product_id,
        code=code,
        warehouse_id=entry.warehouse_id,
        receipt_id=None,
        receipt_line_id=None,
        lot=entry.lot,
        expiry=entry.expiry,
        present=True,
        version=1,
        created_at=uow.now,
        updated_at=uow.now,
    )


def _recounted(uow: UnitOfWork, entry: StockMutation, code: str, unit: SerialNumber) -> SerialNumber:
    """The unit after it came back, in the words and the place of now, or after it was taken."""
    if entry.delta < 0:
        return replace(unit, present=False, left_with_id=None, version=unit.version + 1, updated_at=uow.now)
    here = _counted_in(uow, entry, code)
    return replace(here, id=unit.id, version=unit.version + 1, created_at=unit.created_at)


def take_out(uow: UnitOfWork, organization_id: UUID, receipt_line_ids: Sequence[UUID]) -> None:
    """The units that came with these receipt lines are not in stock any more."""
    if receipt_line_ids:
        found = serials.of_lines(uow, organization_id, receipt_line_ids)
        gone = [replace(each, present=False, version=each.version + 1, updated_at=uow.now) for each in found]
        serials.update(uow, gone)


@dataclass(frozen=True, slots=True)
class Leaving:
    """Goods of a line that a movement takes out of stock; `codes` are their serial numbers when they were named.

    `index` is the entry they came from, for whoever named them wrongly.
    """

    index: int
    line: OrderLine
    movement: Movement
    codes: tuple[str, ...] = ()

    @property
    def quantity(self) -> Decimal:
        """How many units leave."""
        return abs(self.movement.quantity)


def leave(uow: UnitOfWork, organization_id: UUID, leaving: Sequence[Leaving]) -> None:
    """Take units out of stock with the goods that leave: those named, else the newest of the line.

    Goods of a line may have come without numbers: unless named, a unit leaves only when the line would have more
    numbered units than goods. To be called when the lines count the movements; raises Invalid naming every wrong entry.
    """
    if not leaving:
        return
    here = serials.of_order_lines(uow, organization_id, {each.line.id for each in leaving})
    findings = Findings()
    gone: dict[UUID, SerialNumber] = {}
    for each in sorted(leaving, key=lambda each: not each.codes):
        place = each.movement.warehouse_id
        units = [unit for unit in here.get(each.line.id, ()) if unit.id not in gone]
        own = [unit for unit in units if unit.warehouse_id == place]
        if each.codes:
            chosen = _named(findings, each, own)
        else:
            surplus = max(0, len(units) - int(each.line.net_received))
            chosen = [*own, *(unit for unit in units if unit.warehouse_id != place)]
            chosen = chosen[: min(surplus, int(each.quantity))]
        for unit in chosen:
            left = replace(unit, present=False, left_with_id=each.movement.id)
            gone[unit.id] = replace(left, version=unit.version + 1, updated_at=uow.now)
    findings.settle()
    serials.update(uow, list(gone.values()))


def come_back(uow: UnitOfWork, organization_id: UUID, movement_ids: Iterable[UUID]) -> None:
    """The units that left with these movements are in stock again: the movements are undone."""
    found = serials.left_with(uow, organization_id, movement_ids)
    back = [replace(each, present=True, left_with_id=None, version=each.version + 1) for each in found]
    serials.update(uow, [replace(each, updated_at=uow.now) for each in back])


def _named(findings: Findings, leaving: Leaving, here: Sequence[SerialNumber]) -> list[SerialNumber]:
    """The units with the serial numbers given, of those that are here."""
    path = ("lines", leaving.index, "serial_numbers")
    by_code = {folded(unit.code): unit for unit in here}
    codes = spelled_out(findings, path, leaving.codes, leaving.quantity)
    for code in codes:
        if folded(code) not in by_code:
            findings.add(path, SERIALS_ABSENT, f"{code} is not here as a unit of this line.")
    return [by_code[folded(code)] for code in codes if folded(code) in by_code]
