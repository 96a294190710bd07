"""Entering lines: a line draft becomes a priced line, or its faults are noted."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from entrepot.book.catalog.errors import PRODUCT_BUNDLE, PRODUCT_INACTIVE, PRODUCT_UNKNOWN, SKU_AMBIGUOUS
from entrepot.book.catalog.product import Product, ProductType
from entrepot.book.orders import errors
from entrepot.book.orders.checks import check_percent, check_price, check_quantity, check_text, check_tolerances
from entrepot.book.orders.draft import DoorPolicy, LineDraft
from entrepot.book.orders.facts import Facts, product_field
from entrepot.book.orders.line import DiscountType, OrderLine, PriceSource
from entrepot.book.orders.pricing import find_price
from entrepot.book.orders.totals import discount_fits, exact_unit_price, price_line
from entrepot.book.orders.view import Warning
from entrepot.book.suppliers.supplier import SupplierProduct
from entrepot.book.values.errors import CURRENCY_MIXED, MONEY_RANGE
from entrepot.book.values.money import EXACT, MAX_PRICE, PRICE_PLACES, rounded
from entrepot.book.values.quantity import plain
from entrepot.book.warehouses.errors import WAREHOUSE_INACTIVE, WAREHOUSE_UNKNOWN
from entrepot.errors import FIELD_RANGE, Findings, Path

ZERO = Decimal(0)


@dataclass(slots=True)
class Entry:
    """The desk where lines are entered: what is known, the order's currency, and what has been found so far."""

    facts: Facts
    policy: DoorPolicy
    currency: str
    places: int
    new_id: Callable[[], UUID]
    findings: Findings = field(default_factory=Findings)
    warnings: list[Warning] = field(default_factory=list)

    def warn(self, path: Path, code: str, message: str) -> None:
        """Note something worth a look."""
        self.warnings.append(Warning(path, code, message))


@dataclass(frozen=True, slots=True)
class Amount:
    """How much is ordered: units, and the cases they come in when entered by case."""

    quantity: Decimal
    cases: Decimal | None = None
    units_per_case: Decimal | None = None


def enter_line(entry: Entry, draft: LineDraft, path: Path, position: int) -> OrderLine | None:
    """The line made from this draft, or None when its faults were noted. Its serial is 0 until one is drawn."""
    before = len(entry.findings.fields)
    product = find_product(entry, draft, path)
    offer = entry.facts.offers.get(product.id) if product is not None else None
    amount = _amount(entry, draft, path, product, offer)
    _check_values(entry, draft, path)
    warehouse_id = find_warehouse(entry, draft, path)
    if amount is None or len(entry.findings.fields) > before:
        return None
    unit_price, case_price, source = _price(entry, draft, path, product, offer, amount)
    line = OrderLine(
        id=entry.new_id(),
        serial=0,
        position=position,
        kind=draft.kind,
        product_id=product.id if product is not None else None,
        sku=product.sku if product is not None else None,
        product_name=product.name if product is not None else None,
        supplier_sku=draft.supplier_sku or (offer.supplier_sku if offer is not None else None),
        description=draft.description,
        quantity_ordered=amount.quantity,
        unit=draft.unit,
        cases=amount.cases,
        units_per_case=amount.units_per_case,
        unit_price=unit_price,
        case_price=case_price,
        price_source=source,
        discount=draft.discount,
        tax_rate=_tax_rate(entry, draft),
        sell_ahead=draft.sell_ahead or ZERO,
        warehouse_id=warehouse_id,
        requested_date=draft.requested_date,
        promised_date=None,
        quantity_confirmed=None,
        notes=draft.notes,
        net=ZERO,
        tax=ZERO,
        over_receipt_percent=draft.over_receipt_percent,
        short_receipt_percent=draft.short_receipt_percent,
        custom_data=draft.custom_data,
        extension=draft.extension,
    )
    check_derived(entry, line, path)
    check_discount(entry, line, path)
    price_line(line, entry.places)
    _advise(entry, line, offer, path)
    return line


def find_product(entry: Entry, draft: LineDraft, path: Path) -> Product | None:
    """The product the draft names; notes when it is unknown, ambiguous, inactive, a bundle or missing."""
    name = product_field(draft)
    if name is None:
        if not draft.description and not entry.policy.bare_lines:
            entry.findings.add((*path, "product_id"), errors.LINE_NEEDS_PRODUCT)
        return None
    found = entry.facts.products.of(draft)
    if len(found) > 1:
        entry.findings.add((*path, name), SKU_AMBIGUOUS)
    elif not found:
        nobodys = name == "supplier_sku" and any(each.path == ("supplier_id",) for each in entry.findings.fields)
        if not draft.product_optional and not nobodys:  # nothing can be said of the SKU of a supplier nobody knows
            entry.findings.add((*path, name), PRODUCT_UNKNOWN)
    elif not found[0].active and not entry.policy.inactive_products:
        entry.findings.add((*path, name), PRODUCT_INACTIVE, f"{found[0].sku} is no longer bought.")
    elif found[0].type is ProductType.BUNDLE and not entry.policy.bundles:
        entry.findings.add((*path, name), PRODUCT_BUNDLE)
    else:
        return found[0]
    return None


def find_warehouse(entry: Entry, draft: LineDraft, path: Path) -> UUID | None:
    """The line's own warehouse, or None for the order's; notes one that is unknown or not active."""
    key = draft.warehouse_id if draft.warehouse_id is not None else draft.warehouse_serial
    if key is None:
        return None
    warehouse = entry.facts.warehouses.get(key)
    if warehouse is None:
        entry.findings.add((*path, "warehouse_id"), WAREHOUSE_UNKNOWN)
    elif not warehouse.active:
        entry.findings.add((*path, "warehouse_id"), WAREHOUSE_INACTIVE)
    return warehouse.id if warehouse is not None and entry.policy.line_warehouse_wins else None


def _amount(
    entry: Entry, draft: LineDraft, path: Path, product: Product | None, offer: SupplierProduct | None
) -> Amount | None:
    if draft.quantity is not None and draft.cases is not None:
        entry.findings.add((*path, "quantity"), errors.LINE_QUANTITY_TWICE)
        return None
    if draft.quantity is not None:
        check_quantity(entry.findings, (*path, "quantity"), draft.quantity, product, zero=entry.policy.zero_quantity)
        return Amount(draft.quantity)
    if draft.cases is None:
        missing = errors.LINE_QUANTITY_MISSING if draft.units_per_case is None else errors.LINE_CASES_INCOMPLETE
        entry.findings.add((*path, "quantity" if draft.units_per_case is None else "cases"), missing)
        return None
    per_case = draft.units_per_case or (offer.carton_quantity if offer is not None else None)
    if per_case is None:
        entry.findings.add((*path, "units_per_case"), errors.LINE_CASES_INCOMPLETE)
        return None
    check_quantity(entry.findings, (*path, "cases"), draft.cases, None, zero=False)
    check_quantity(entry.findings, (*path, "units_per_case"), per_case, None, zero=False)
    units = EXACT.multiply(draft.cases, per_case)
    check_quantity(entry.findings, (*path, "cases"), units, product, zero=False)
    return Amount(units, draft.cases, per_case)


def _check_values(entry: Entry, draft: LineDraft, path: Path) -> None:
    findings = entry.findings
    check_price(findings, path, "unit_price", draft.unit_price)
    check_price(findings, path, "case_price", draft.case_price)
    check_percent(findings, path, "tax_rate", draft.tax_rate)
    for name, text in (
        ("description", draft.description),
        ("notes", draft.notes),
        ("unit", draft.unit),
        ("supplier_sku", draft.supplier_sku),
    ):
        if text is not None:
            check_text(findings, (*path, name), text)
    check_tolerances(findings, path, draft)
    if draft.sell_ahead:
        check_quantity(findings, (*path, "sell_ahead"), draft.sell_ahead, None, zero=True)
    by_case = draft.cases is not None
    if (by_case and draft.unit_price is not None) or (not by_case and draft.case_price is not None):
        findings.add((*path, "unit_price" if by_case else "case_price"), errors.LINE_PRICE_FORM)
    priced = draft.unit_price is not None or draft.case_price is not None
    if priced and draft.price_currency is not None and draft.price_currency != entry.currency:
        name = "case_price" if draft.case_price is not None else "unit_price"
        findings.add((*path, name), CURRENCY_MIXED, f"The order is in {entry.currency}.")


def _price(
    entry: Entry, draft: LineDraft, path: Path, product: Product | None, offer: SupplierProduct | None, amount: Amount
) -> tuple[Decimal, Decimal | None, PriceSource]:
    """Unit price, case price (by case only) and where they come from."""
    per_case = amount.units_per_case
    if draft.unit_price is not None:
        return draft.unit_price, None, PriceSource.GIVEN
    if draft.case_price is not None and per_case is not None:
        return unit_of_case(draft.case_price, per_case), draft.case_price, PriceSource.GIVEN
    price, source = ZERO, PriceSource.NONE
    if entry.policy.price_default:
        price, source = find_price(
            amount.quantity, entry.currency, product=product, supplier=entry.facts.supplier, offer=offer
        )
        if source is PriceSource.NONE and not entry.policy.bare_lines:
            message = f"{_name_of(draft, product)} has no price in {entry.currency}; the line costs nothing."
            entry.warn((*path, "unit_price"), errors.LINE_PRICE_MISSING, message)
    return price, None if per_case is None else case_of_unit(price, per_case), source


def unit_of_case(case_price: Decimal, units_per_case: Decimal) -> Decimal:
    """The price of one unit, shown with six decimals; the line's money uses the case price itself."""
    return rounded(EXACT.divide(case_price, units_per_case), PRICE_PLACES)


def case_of_unit(unit_price: Decimal, units_per_case: Decimal) -> Decimal:
    """The price of a case of that many units, with six decimals."""
    return rounded(EXACT.multiply(unit_price, units_per_case), PRICE_PLACES)


def _name_of(draft: LineDraft, product: Product | None) -> str:
    return product.sku if product is not None else (draft.description or "The line")


def _tax_rate(entry: Entry, draft: LineDraft) -> Decimal:
    return draft.tax_rate if draft.tax_rate is not None else default_tax_rate(entry)


def default_tax_rate(entry: Entry) -> Decimal:
    """The supplier's tax rate, else the door's rate for the supplier's country, else none (percent)."""
    supplier = entry.facts.supplier
    if supplier is None:
        return ZERO
    if supplier.default_tax_rate is not None:
        return supplier.default_tax_rate
    country = supplier.address.country if supplier.address is not None else None
    return entry.policy.tax_by_country.get(country or "", ZERO)


def check_derived(entry: Entry, line: OrderLine, path: Path) -> None:
    """A price of a case worked out from that of a unit, or the other way round, stays in range like a given one."""
    for name, price in (("unit_price", line.unit_price), ("case_price", line.case_price)):
        if price is not None and price > MAX_PRICE:
            entry.findings.add((*path, name), MONEY_RANGE)


def check_discount(entry: Entry, line: OrderLine, path: Path) -> None:
    """A line's discount lies between nothing and the price of one unit, with at most six decimals."""
    discount = line.discount
    if discount is None:
        return
    bare = exact_unit_price(line)
    if not discount_fits(discount, bare):
        limit = "100 percent" if discount.type is DiscountType.PERCENT else f"the unit price {plain(bare)}"
        entry.findings.add((*path, "discount"), errors.DISCOUNT_RANGE, f"A discount lies between 0 and {limit}.")
    elif discount.value != rounded(discount.value, PRICE_PLACES):
        entry.findings.add((*path, "discount"), FIELD_RANGE, "A discount has at most six decimals.")


def _advise(entry: Entry, line: OrderLine, offer: SupplierProduct | None, path: Path) -> None:
    """Warn when the supplier's minimum or multiple is not met."""
    if offer is None:
        return
    quantity = line.quantity_ordered
    if offer.minimum_quantity and quantity < offer.minimum_quantity:
        message = f"{line.sku}: the supplier's minimum is {plain(offer.minimum_quantity)}."
        entry.warn((*path, "quantity"), errors.LINE_BELOW_MINIMUM, message)
    elif offer.multiple and quantity % offer.multiple:
        message = f"{line.sku}: the supplier sells multiples of {plain(offer.multiple)}."
        entry.warn((*path, "quantity"), errors.LINE_NOT_MULTIPLE, message)
