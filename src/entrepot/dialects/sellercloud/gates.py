"""The vendor's own rules on what a request may hold: modes, gates of the tenant's configuration, needed fields.

What is true of every order whichever door it came through is judged by the book. Null and absent are the same here.
"""

from collections.abc import Iterable
from decimal import Decimal

from entrepot.book.people.settings import OrganizationSettings
from entrepot.book.values.country import is_country
from entrepot.dialects.sellercloud.errors import GATE_CLOSED, MODE_WRONG, Breaches
from entrepot.dialects.sellercloud.wire.enums import DiscountType
from entrepot.dialects.sellercloud.wire.requests import AddressIn, ChangeItem, CreatePo, CreatePoItem
from entrepot.errors import FIELD_REQUIRED
from entrepot.http.errors import Place, WireInvalid, WrongField

Path = tuple[str | int, ...]
REQUIRED = ("CompanyID", "VendorID", "POType", "CaseQtyMode", "Products")
LENIENT = ("POType", "CaseQtyMode")
UNIT_FIELDS = ("QtyUnitsOrdered", "UnitPrice")
CASE_FIELDS = ("QtyCasesOrdered", "QtyUnitsPerCase", "CasePrice")
QUANTITIES = ("QtyUnitsOrdered", "QtyCasesOrdered", "QtyUnitsPerCase")
PRICES = ("UnitPrice", "CasePrice")
HUNDRED = Decimal(100)


def require(body: CreatePo, settings: OrganizationSettings) -> None:
    """Raise the model error (400) for missing required fields; a lenient tenant may leave two of them out."""
    lenient = settings.flag("sellercloud.lenient_required")
    missing = [
        WrongField(Place.BODY, (name,), FIELD_REQUIRED, f"{name} is required.")
        for name in REQUIRED
        if getattr(body, name) is None and not (lenient and name in LENIENT)
    ]
    if missing:
        raise WireInvalid(missing)


def check_order(body: CreatePo, settings: OrganizationSettings) -> None:
    """Raise the rule error for everything in a new order that mode or gates forbid."""
    breaches = Breaches()
    by_case = bool(body.CaseQtyMode)
    if by_case and not settings.flag("sellercloud.case_quantity_mode"):
        breaches.add(("CaseQtyMode",), "CaseQtyMode needs the setting Enable Per Case Qty Mode.", GATE_CLOSED)
    _expected_delivery(breaches, body, forced=settings.flag("sellercloud.force_expected_delivery_date"))
    if body.BillingAddress is not None and not settings.flag("sellercloud.enable_bill_to"):
        text = "BillingAddress needs the setting Enable BillTo address for Purchase Orders."
        breaches.add(("BillingAddress",), text, GATE_CLOSED)
    _country(breaches, "BillingAddress", body.BillingAddress)
    _country(breaches, "ShippingAddress", body.ShippingAddress)
    if not body.Products:
        breaches.add(("Products",), "Products must hold at least one product.")
    _items(breaches, body.Products or (), ("Products",), settings, by_case=by_case, prices_needed=False)
    breaches.settle()


def check_added(items: list[CreatePoItem], settings: OrganizationSettings, *, by_case: bool) -> None:
    """Raise the rule error for lines to be added; here the price is needed too."""
    breaches = Breaches()
    if not items:
        breaches.add((), "At least one item is needed.")
    _items(breaches, items, (), settings, by_case=by_case, prices_needed=True)
    breaches.settle()


def check_changed(items: list[ChangeItem], *, by_case: bool) -> None:
    """Raise the rule error for lines to be changed."""
    breaches = Breaches()
    if not items:
        breaches.add(("Items",), "Items must hold at least one item.")
    for index, item in enumerate(items):
        where = ("Items", index)
        label = f"item {item.ID}"
        _mode(breaches, item, where, label, by_case=by_case)
        _amounts(breaches, item, where, label, needed=())
    breaches.settle()


def _expected_delivery(breaches: Breaches, body: CreatePo, *, forced: bool) -> None:
    given = body.ExpectedDeliveryDate is not None
    if forced and not given:
        breaches.add(("ExpectedDeliveryDate",), "ExpectedDeliveryDate must be given.", GATE_CLOSED)
    if given and not forced:
        text = "ExpectedDeliveryDate needs the setting Force user to enter Expected Delivery Date."
        breaches.add(("ExpectedDeliveryDate",), text, GATE_CLOSED)


def _country(breaches: Breaches, name: str, address: AddressIn | None) -> None:
    if address is None:
        return
    country = (address.Country or "").strip().upper()
    if not country:
        breaches.add((name, "Country"), f"{name}.Country is needed: a two-letter country code.")
    elif not is_country(country):
        breaches.add((name, "Country"), f"{name}.Country must be a two-letter country code.")


def _items(
    breaches: Breaches,
    items: Iterable[CreatePoItem],
    root: Path,
    settings: OrganizationSettings,
    *,
    by_case: bool,
    prices_needed: bool,
) -> None:
    multi_discount = settings.flag("sellercloud.enable_multi_discount")
    needed = (CASE_FIELDS if by_case else UNIT_FIELDS) if prices_needed else _quantities(by_case)
    for index, item in enumerate(items):
        where = (*root, index)
        label = f"product {item.ProductID}"
        if not item.ProductID.strip():
            breaches.add((*where, "ProductID"), "ProductID must not be empty.")
        _mode(breaches, item, where, label, by_case=by_case)
        _amounts(breaches, item, where, label, needed)
        _discount(breaches, item, where, label, multi_discount=multi_discount)


def _quantities(by_case: bool) -> tuple[str, ...]:
    return CASE_FIELDS[:2] if by_case else UNIT_FIELDS[:1]


def _mode(breaches: Breaches, item: CreatePoItem | ChangeItem, where: Path, label: str, *, by_case: bool) -> None:
    mode = "case" if by_case else "unit"
    for name in UNIT_FIELDS if by_case else CASE_FIELDS:
        if getattr(item, name) is not None:
            text = f"{name} cannot be used on a purchase order in {mode} mode ({label})."
            breaches.add((*where, name), text, MODE_WRONG)


def _amounts(
    breaches: Breaches, item: CreatePoItem | ChangeItem, where: Path, label: str, needed: tuple[str, ...]
) -> None:
    for name in (*UNIT_FIELDS, *CASE_FIELDS):
        value = getattr(item, name)
        if value is None:
            if name in needed:
                breaches.add((*where, name), f"{name} is needed ({label}).")
        elif name in QUANTITIES and value <= 0:
            breaches.add((*where, name), f"{name} must be greater than 0 ({label}).")
        elif name in PRICES and value < 0:
            breaches.add((*where, name), f"{name} must not be less than 0 ({label}).")


def _discount(breaches: Breaches, item: CreatePoItem, where: Path, label: str, *, multi_discount: bool) -> None:
    value = item.DiscountValue
    for name in ("DiscountType", "DiscountValue"):
        if multi_discount and getattr(item, name) is not None:
            text = f"{name} needs the setting Enable Multi Discount for Purchase Order to be off ({label})."
            breaches.add((*where, name), text, GATE_CLOSED)
    if value is not None and value < 0:
        breaches.add((*where, "DiscountValue"), f"DiscountValue must not be less than 0 ({label}).")
    if value is not None and value > HUNDRED and item.DiscountType is DiscountType.Percentage:
        breaches.add((*where, "DiscountValue"), f"A percentage DiscountValue must not exceed 100 ({label}).")
