"""Serial numbers of units that come and go with goods receipts."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from entrepot.book.receiving.booking import Portion
from entrepot.book.receiving.errors import SERIALS_REPEATED, SERIALS_TAKEN
from entrepot.book.receiving.receipt import ReceiptLine, SerialNumber
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


def take_out(uow: UnitOfWork, organization_id: UUID, receipt_line_ids: Sequence[UUID]) -> None:
    """The units that came with these receipt lines are not in stock any more."""
    if receipt_line_ids:
        found = serials.of_lines(uow, organization_id, receipt_line_ids)
        gone = [replace(each, present=False, version=each.version + 1, updated_at=uow.now) for each in found]
        serials.update(uow, gone)
