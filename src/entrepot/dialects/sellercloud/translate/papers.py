"""What the vendor's calls around an order mean: tracking numbers, totals, values of custom columns, the catalogue."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from entrepot.book.orders.columns import ColumnType, CustomColumn
from entrepot.book.orders.draft import OrderPatch
from entrepot.book.orders.order import Charge, Order
from entrepot.book.orders.tracking import Shipped, TrackingDraft, TrackingPatch
from entrepot.book.suppliers.draft import SupplierProductPatch
from entrepot.book.suppliers.supplier import SupplierProduct
from entrepot.book.values.money import EXACT, PRICE_PLACES, rounded
from entrepot.book.values.unset import UNSET
from entrepot.dialects.sellercloud.render.papers import SHIPPED
from entrepot.dialects.sellercloud.render.totals import charge_totals
from entrepot.dialects.sellercloud.translate.words import NAME, ZERO, kept
from entrepot.dialects.sellercloud.wire.catalogue import VendorTerms
from entrepot.dialects.sellercloud.wire.enums import ShippingStatus
from entrepot.dialects.sellercloud.wire.forms import moment, truth
from entrepot.dialects.sellercloud.wire.paperwork import ChangeInvoice, ChangeTotal, SingleTracking, TrackingIn

OTHER_CARRIER = "other"
SHIPPED_AS: Mapping[ShippingStatus, Shipped] = {wire: book for book, wire in SHIPPED.items()}
# The charge that makes up a total of the vendor's, by the total's name.
CHARGES = {"TaxTotal": "Tax", "OtherTotal": "Other", "ShippingTotalThirdParty": "Third party shipping"}
# Names that only this dialect keeps, in the extension of what a supplier asks for a product.
KEPT_AVAILABLE = "is_available"
KEPT_NOTES = "notes"
KEPT_CASE_PRICE = "price_per_case"


def tracking_drafts(entries: Iterable[TrackingIn]) -> list[TrackingDraft]:
    """The tracking numbers a call adds."""
    return [TrackingDraft(each.TrackingNumber, _carrier(each), each.ShippedOn) for each in entries]


def _carrier(each: TrackingIn) -> str:
    named = (each.OtherCarrier or "").strip()
    return named if named and each.ShippingCarrier.strip().lower() == OTHER_CARRIER else each.ShippingCarrier


def single_draft(body: SingleTracking) -> TrackingDraft:
    """The tracking number of an order that has none yet."""
    return TrackingDraft(body.TrackingNumber, body.ShippedViaCarrier, body.ShippedOn)


def single_patch(body: SingleTracking) -> TrackingPatch:
    """What changes about the tracking number of an order."""
    return TrackingPatch(
        number=UNSET if body.TrackingNumber is None else body.TrackingNumber,
        carrier=UNSET if body.ShippedViaCarrier is None else body.ShippedViaCarrier,
        shipped_at=UNSET if body.ShippedOn is None else body.ShippedOn,
    )


def invoice_patch(body: ChangeInvoice) -> OrderPatch:
    """The vendor's invoice as the order names it."""
    return OrderPatch(
        supplier_invoice_number=UNSET if body.InvoiceNumber is None else body.InvoiceNumber.strip() or None,
        supplier_invoice_date=UNSET if body.InvoiceDate is None else body.InvoiceDate.date(),
    )


def total_patch(order: Order, body: ChangeTotal) -> OrderPatch:
    """Totals as charges of the order: each such that the vendor's total is what was given, line tax included."""
    charges = order.charges
    for total, name in CHARGES.items():
        wanted = getattr(body, total)
        if wanted is not None:
            charges = _made_up_to(replace(order, charges=charges), total, name, wanted)
    return OrderPatch(
        charges=UNSET if charges == order.charges else charges,
        delivery_cost=UNSET if body.ShippingTotal is None else body.ShippingTotal,
    )


def _made_up_to(order: Order, total: str, name: str, wanted: Decimal) -> tuple[Charge, ...]:
    others = tuple(charge for charge in order.charges if charge.name.strip().lower() != name.lower())
    missing = wanted - charge_totals(replace(order, charges=others))[total]
    return (*others, Charge(name, missing)) if missing else others


def column_value(column: CustomColumn, given: object) -> object:
    """A value as the book takes it; raises ValueError for a value of another type."""
    if given is None or (given == "" and column.type is not ColumnType.TEXT):
        return None
    if column.type is ColumnType.DATE:
        return moment(given).date().isoformat()
    if column.type is ColumnType.BOOL:
        return truth(given)
    if column.type is ColumnType.TEXT and isinstance(given, int | Decimal):
        return (
            str(given).lower() if isinstance(given, bool) else format(given, "f" if isinstance(given, Decimal) else "")
        )
    return given


def offer_patch(body: VendorTerms, before: SupplierProduct | None) -> SupplierProductPatch:
    """What a vendor asks for a product; a price per case stands in for a missing price."""
    per_case = Decimal(body.QtyPerCase) if body.QtyPerCase is not None else before.carton_quantity if before else None
    price = body.Price
    if price is None and body.PricePerCase is not None and per_case:
        price = per_unit(body.PricePerCase, per_case)
    return SupplierProductPatch(
        supplier_sku=UNSET if body.VendorSKU is None else body.VendorSKU.strip() or None,
        price=UNSET if price is None else price,
        carton_quantity=UNSET if body.QtyPerCase is None else Decimal(body.QtyPerCase) or None,
        supplier_stock_level=UNSET if body.Qty is None else Decimal(body.Qty),
        extension=_offer_rest(body, kept(before.extension) if before is not None else {}),
    )


def _offer_rest(body: VendorTerms, own: Mapping[str, object]) -> dict[str, object]:
    given = {
        KEPT_AVAILABLE: body.IsAvailable,
        KEPT_NOTES: body.Notes,
        KEPT_CASE_PRICE: None if body.PricePerCase is None else format(body.PricePerCase, "f"),
    }
    rest = {**own, **{name: value for name, value in given.items() if value is not None}}
    return {NAME: rest} if rest else {}


def per_unit(case_price: Decimal, per_case: Decimal) -> Decimal:
    """The price of one unit of a case, to the book's six decimals."""
    return rounded(EXACT.divide(case_price, per_case), PRICE_PLACES) if per_case else ZERO
