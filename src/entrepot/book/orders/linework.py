"""Changing one line: quantity, cases, price, discount and the rest, keeping price and money true."""

from datetime import datetime
from decimal import Decimal

from entrepot.book.catalog.product import Product
from entrepot.book.orders import errors
from entrepot.book.orders.checks import check_percent, check_price, check_quantity, check_text, check_tolerances
from entrepot.book.orders.draft import LineDraft, LinePatch
from entrepot.book.orders.entry import Entry, case_of_unit, check_derived, check_discount, find_product, unit_of_case
from entrepot.book.orders.held import NOTHING_HELD, spoken_for
from entrepot.book.orders.line import OrderLine, PriceSource
from entrepot.book.orders.pricing import find_price
from entrepot.book.orders.totals import price_line
from entrepot.book.receiving.events import LINE_DATE_KEPT
from entrepot.book.values.errors import CURRENCY_MIXED
from entrepot.book.values.money import EXACT
from entrepot.book.values.quantity import is_whole, plain
from entrepot.book.values.text import folded
from entrepot.book.values.unset import UNSET, Unset
from entrepot.book.warehouses.errors import WAREHOUSE_INACTIVE, WAREHOUSE_UNKNOWN
from entrepot.errors import FIELD_REQUIRED, Path

_PLAIN = (
    "description",
    "unit",
    "discount",
    "tax_rate",
    "sell_ahead",
    "supplier_sku",
    "requested_date",
    "promised_date",
    "quantity_confirmed",
    "notes",
    "over_receipt_percent",
    "short_receipt_percent",
    "custom_data",
)
_DATES = {"requested_date", "promised_date"}
_AUTOMATIC = {PriceSource.PRICE_BREAK, PriceSource.SUPPLIER, PriceSource.COST_PRICE, PriceSource.NONE}


def change_line(entry: Entry, line: OrderLine, patch: LinePatch, path: Path) -> None:
    """Apply the patch to the line and price it anew; notes every fault under the path."""
    before = len(entry.findings.fields)
    _check(entry, line, patch, path)
    if len(entry.findings.fields) > before:
        return
    for name in _PLAIN:
        value = getattr(patch, name)
        if value is UNSET or value == getattr(line, name):
            continue
        if name in _DATES and _is_here(line, patch):
            entry.warn((*path, name), LINE_DATE_KEPT, _kept(line, getattr(line, name)))
        else:
            setattr(line, name, value)
    if not isinstance(patch.extension, Unset):
        line.extension = {**line.extension, **patch.extension}
    _move_warehouse(entry, line, patch, path)
    old_product = line.product_id
    _change_product(entry, line, patch, path)
    old_quantity = line.quantity_ordered
    _set_amount(entry, line, patch, path)
    repriced = line.quantity_ordered != old_quantity or line.product_id != old_product
    _set_price(entry, line, patch, path, repriced=repriced)
    check_derived(entry, line, path)
    check_discount(entry, line, path)
    price_line(line, entry.places)


def _is_in_use(entry: Entry, line: OrderLine) -> bool:
    """Whether goods of the line were moved, promised or billed: they keep their product and their unit."""
    moved = line.quantity_received or line.quantity_written_off or line.quantity_released or line.quantity_billed
    return bool(moved) or line.id in entry.facts.held


def _is_here(line: OrderLine, patch: LinePatch) -> bool:
    """Whether nothing of the line is still to come that another date could be for."""
    same_amount = isinstance(patch.quantity, Unset) and isinstance(patch.cases, Unset)
    return same_amount and line.is_done and line.net_received > 0


def _kept(line: OrderLine, day: datetime | None) -> str:
    """That the date of a line stays, in words."""
    stays = "without a date" if day is None else f"{day:%Y-%m-%d}"
    return f"{line.sku or line.description or f'Line {line.position}'} is here; its date stays {stays}."


def _check(entry: Entry, line: OrderLine, patch: LinePatch, path: Path) -> None:
    findings = entry.findings
    for name in ("description", "notes", "unit", "supplier_sku"):
        check_text(findings, (*path, name), getattr(patch, name))
    if not isinstance(patch.unit, Unset) and patch.unit != line.unit and _is_in_use(entry, line):
        findings.add((*path, "unit"), errors.LINE_IN_USE, "Goods of this line were counted in its unit already.")
    for name in ("unit_price", "case_price"):
        price = getattr(patch, name)
        if isinstance(price, Decimal):
            check_price(findings, path, name, price)
            if patch.price_currency is not None and patch.price_currency != entry.currency:
                findings.add((*path, name), CURRENCY_MIXED, f"The order is in {entry.currency}.")
    if not isinstance(patch.tax_rate, Unset):
        check_percent(findings, path, "tax_rate", patch.tax_rate)
    check_tolerances(findings, path, patch)
    for name in ("sell_ahead", "quantity_confirmed"):
        value = getattr(patch, name)
        if isinstance(value, Decimal) and value:
            check_quantity(findings, (*path, name), value, None, zero=True)
    recased = not isinstance(patch.units_per_case, Unset) and patch.units_per_case != line.units_per_case
    if not isinstance(patch.quantity, Unset) and (not isinstance(patch.cases, Unset) or recased):
        findings.add((*path, "quantity"), errors.LINE_QUANTITY_TWICE)
    by_case = line.by_case or not isinstance(patch.cases, Unset)
    if isinstance(patch.case_price, Decimal) and not by_case:
        findings.add((*path, "case_price"), errors.LINE_PRICE_FORM)
    bare = line.product_id is None and patch.description is not UNSET and not patch.description
    if bare and not entry.policy.bare_lines:
        findings.add((*path, "description"), FIELD_REQUIRED)


def _move_warehouse(entry: Entry, line: OrderLine, patch: LinePatch, path: Path) -> None:
    if isinstance(patch.warehouse_id, Unset):
        return
    if patch.warehouse_id is None:
        line.warehouse_id = None
        return
    warehouse = entry.facts.warehouses.get(patch.warehouse_id)
    if warehouse is None:
        entry.findings.add((*path, "warehouse_id"), WAREHOUSE_UNKNOWN)
    elif not warehouse.active:
        entry.findings.add((*path, "warehouse_id"), WAREHOUSE_INACTIVE)
    else:
        line.warehouse_id = warehouse.id


def _change_product(entry: Entry, line: OrderLine, patch: LinePatch, path: Path) -> None:
    """Another product by its SKU, or none; refused once goods of the line were moved."""
    if isinstance(patch.sku, Unset):
        return
    named = LineDraft(sku=patch.sku, description=line.description or "-", product_optional=True)
    product = find_product(entry, named, path)
    id = product.id if product is not None else None
    if id == line.product_id:
        return
    if _is_in_use(entry, line):
        entry.findings.add((*path, "sku"), errors.LINE_IN_USE)
        return
    line.product_id = id
    line.sku = product.sku if product is not None else None
    line.product_name = product.name if product is not None else None
    if isinstance(patch.supplier_sku, Unset):
        offer = entry.facts.offers.get(product.id) if product is not None else None
        line.supplier_sku = offer.supplier_sku if offer is not None else None


def _product_of(entry: Entry, line: OrderLine) -> Product | None:
    """The line's product, whether it had it before or was just given it."""
    products = entry.facts.products
    if line.product_id is None or line.sku is None:
        return None
    return products.by_id.get(line.product_id) or products.by_sku.get(folded(line.sku))


def _set_amount(entry: Entry, line: OrderLine, patch: LinePatch, path: Path) -> None:
    """Set quantity and cases; a quantity that is no whole number of cases turns the line into one by unit."""
    product = _product_of(entry, line)
    where: Path = (*path, "quantity")
    before = len(entry.findings.fields)
    if not isinstance(patch.quantity, Unset):
        check_quantity(entry.findings, where, patch.quantity, product, zero=entry.policy.zero_quantity)
        line.quantity_ordered = patch.quantity
        if line.units_per_case:
            cases = EXACT.divide(patch.quantity, line.units_per_case)
            if cases and is_whole(cases):
                line.cases = cases
            else:
                line.cases = line.units_per_case = line.case_price = None
    elif not isinstance(patch.cases, Unset) or not isinstance(patch.units_per_case, Unset):
        cases_now = line.cases if isinstance(patch.cases, Unset) else patch.cases
        per_case = line.units_per_case if isinstance(patch.units_per_case, Unset) else patch.units_per_case
        where = (*path, "cases")
        if cases_now is None or per_case is None:
            entry.findings.add(where, errors.LINE_CASES_INCOMPLETE)
            return
        check_quantity(entry.findings, where, cases_now, None, zero=False)
        check_quantity(entry.findings, (*path, "units_per_case"), per_case, None, zero=False)
        line.cases, line.units_per_case = cases_now, per_case
        line.quantity_ordered = EXACT.multiply(cases_now, per_case)
        check_quantity(entry.findings, where, line.quantity_ordered, product, zero=False)
    else:
        return
    least = spoken_for(line, entry.facts.held.get(line.id, NOTHING_HELD))
    if line.quantity_ordered < least and len(entry.findings.fields) == before:
        done = plain(least)
        entry.findings.add(
            where, errors.LINE_BELOW_DONE, f"{done} were already received, booked, written off or released."
        )


def _set_price(entry: Entry, line: OrderLine, patch: LinePatch, path: Path, *, repriced: bool) -> None:
    """A given price stays; a price the book found follows the quantity until the line is billed."""
    per_case = line.units_per_case
    if isinstance(patch.unit_price, Decimal):
        line.unit_price, line.price_source = patch.unit_price, PriceSource.GIVEN
        line.case_price = None if per_case is None else case_of_unit(patch.unit_price, per_case)
        return
    if isinstance(patch.case_price, Decimal):
        if per_case is None:  # the new quantity is no whole number of cases
            entry.findings.add((*path, "case_price"), errors.LINE_PRICE_FORM)
            return
        line.case_price, line.price_source = patch.case_price, PriceSource.GIVEN
        line.unit_price = unit_of_case(patch.case_price, per_case)
        return
    asked = patch.unit_price is None or patch.case_price is None
    follows = repriced and line.price_source in _AUTOMATIC and not line.quantity_billed
    if asked or follows:
        _find_price(entry, line)
    elif per_case is not None and line.case_price is None:
        line.case_price = case_of_unit(line.unit_price, per_case)
    elif per_case is not None and line.case_price is not None:
        line.unit_price = unit_of_case(line.case_price, per_case)


def _find_price(entry: Entry, line: OrderLine) -> None:
    facts = entry.facts
    product = _product_of(entry, line)
    offer = facts.offers.get(line.product_id) if line.product_id is not None else None
    line.unit_price, line.price_source = find_price(
        line.quantity_ordered, entry.currency, product=product, supplier=facts.supplier, offer=offer
    )
    line.case_price = None if line.units_per_case is None else case_of_unit(line.unit_price, line.units_per_case)
