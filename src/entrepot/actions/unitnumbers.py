"""Units that carry serial numbers: listed, and numbered after they were received without."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from entrepot.actions import units
from entrepot.actions.history import record
from entrepot.book.catalog.errors import PRODUCT_UNKNOWN
from entrepot.book.catalog.product import Product
from entrepot.book.difference import difference
from entrepot.book.people.actor import Actor
from entrepot.book.people.rights import Right
from entrepot.book.receiving import errors
from entrepot.book.receiving import events as happened
from entrepot.book.receiving.booking import Portion
from entrepot.book.receiving.draft import GoodsDraft
from entrepot.book.receiving.receipt import GoodsReceipt, ReceiptLine, SerialNumber
from entrepot.book.receiving.serials import spelled_out
from entrepot.book.values.page import Listing, Page
from entrepot.errors import Findings, Path
from entrepot.store import catalog, receipts, serials
from entrepot.store.work import UnitOfWork

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class UnitNumbers:
    """The serial numbers of all units of one product on one goods receipt; `extension` is kept with its lines."""

    receipt_serial: int
    sku: str
    serial_numbers: tuple[str, ...]
    extension: dict[str, dict[str, object]] = field(default_factory=dict)


def browse(uow: UnitOfWork, actor: Actor, listing: Listing) -> Page[SerialNumber]:
    """A page of units, gone ones too; the closed list of fields is `store.serials.CATALOGUE`'s."""
    actor.require(Right.STOCK_READ)
    return serials.page(uow, actor.organization_id, listing)


def number_units(uow: UnitOfWork, actor: Actor, goods: Sequence[UnitNumbers]) -> None:
    """Give received units their serial numbers, all or none; raises Invalid naming every wrong entry (`lines`, index).

    A product of a receipt is numbered once, with one number for each unit that is still there.
    """
    actor.require(Right.RECEIPTS_WRITE)
    findings = Findings()
    own = actor.organization_id
    found = {serial: receipts.get(uow, own, serial=serial) for serial in {each.receipt_serial for each in goods}}
    products = catalog.find_products(uow, own, skus={each.sku for each in goods})
    portions: list[Portion] = []
    numbered: list[tuple[GoodsReceipt, ReceiptLine]] = []
    for index, each in enumerate(goods):
        path: Path = ("lines", index)
        receipt, product = found[each.receipt_serial], products.sku(each.sku)
        if receipt is None:
            findings.add((*path, "receipt_serial"), errors.RECEIPT_UNKNOWN)
        elif product is None:
            findings.add((*path, "sku"), PRODUCT_UNKNOWN)
        else:
            given = _number(findings, path, receipt, product, each)
            portions += [_portion(index, product, line) for line in given]
            numbered += [(receipt, line) for line in given]
    findings.settle()
    known = units.check(uow, own, portions)
    units.keep(uow, known, [(line, line.serial_numbers) for _, line in numbered])
    _store(uow, actor, numbered)


def _number(
    findings: Findings, path: Path, receipt: GoodsReceipt, product: Product, each: UnitNumbers
) -> list[ReceiptLine]:
    """The lines of that product with their numbers, or none when a fault was noted."""
    lines = [line for line in receipt.lines if line.product_id == product.id and line.accepted > line.undone]
    if not lines:
        words = f"Receipt {receipt.serial} has no units of {product.sku}."
        findings.add((*path, "sku"), errors.RECEIPT_LINE_UNKNOWN, words)
        return []
    if any(line.serial_numbers for line in lines):
        findings.add((*path, "serial_numbers"), errors.SERIALS_GIVEN)
        return []
    before = len(findings.fields)
    total = sum((line.accepted - line.undone for line in lines), ZERO)
    codes = spelled_out(findings, (*path, "serial_numbers"), each.serial_numbers, total)
    if len(findings.fields) > before:
        return []
    taken = 0
    for line in lines:
        amount = int(line.accepted - line.undone)
        line.serial_numbers = codes[taken : taken + amount]
        taken += amount
        for door, part in each.extension.items():
            old = line.extension.get(door)
            line.extension = {**line.extension, door: {**(old if isinstance(old, dict) else {}), **part}}
    return lines


def _portion(index: int, product: Product, line: ReceiptLine) -> Portion:
    return Portion(
        index=index,
        draft=GoodsDraft(),
        room=None,
        product=product,
        accepted=line.accepted,
        rejected=line.rejected,
        warehouse_id=line.warehouse_id,
        serial_numbers=line.serial_numbers,
    )


def _store(uow: UnitOfWork, actor: Actor, numbered: Sequence[tuple[GoodsReceipt, ReceiptLine]]) -> None:
    """The lines with their numbers, and one event for each receipt."""
    for _, line in numbered:
        line.version += 1
        line.updated_at = uow.now
    receipts.update_lines(uow, [line for _, line in numbered])
    for receipt in {receipt.id: receipt for receipt, _ in numbered}.values():
        own = [line for owner, line in numbered if owner is receipt]
        receipt.version += 1
        receipt.updated_at = max(uow.now, receipt.updated_at)
        receipts.update(uow, receipt)
        record(
            uow,
            actor,
            subject="goods_receipt",
            subject_id=receipt.id,
            version=receipt.version,
            code=happened.RECEIPT_CHANGED,
            message=f"Goods receipt {receipt.serial}: units were given their serial numbers.",
            changes=difference(
                {"lines": [{"id": str(line.id), "serial_numbers": []} for line in own]},
                {"lines": [{"id": str(line.id), "serial_numbers": list(line.serial_numbers)} for line in own]},
            ),
        )
