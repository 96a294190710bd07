"""Suppliers and products as Pack's clients send them, in the book's words."""

from decimal import Decimal

from entrepot.book.catalog.draft import BarcodeDraft, ProductDraft, ProductKey, ProductPatch
from entrepot.book.catalog.product import Product, ProductType
from entrepot.book.suppliers.draft import SupplierDraft, SupplierPatch
from entrepot.book.values.money import Money
from entrepot.book.values.unset import UNSET, Unset
from entrepot.dialects.pack.translate.values import dimensions_of, grams_of, hs_code_of, id_of, money_of
from entrepot.dialects.pack.wire.requests import (
    BarcodeIn,
    ChangeProduct,
    ChangeSupplier,
    CreateProduct,
    CreateSupplier,
    HandleProduct,
)
from entrepot.dialects.pack.wire.values import MoneyIn
from entrepot.dialects.pack.wire.words import NAME, NEEDS, STANDARD, VIRTUAL_BUNDLE

TYPES = {STANDARD: ProductType.STANDARD, VIRTUAL_BUNDLE: ProductType.BUNDLE}
TYPE_WORDS = {kind: word for word, kind in TYPES.items()}


def product_key(text: str) -> ProductKey:
    """The product an id in a path means."""
    return ProductKey(id=id_of(text))


def supplier_draft(body: CreateSupplier) -> SupplierDraft:
    """A new supplier; Pack's reference is our account number with it."""
    return SupplierDraft(
        name=body.name,
        account_reference=body.reference,
        emails=tuple(body.emails or ()),
        remarks=body.remarks,
    )


def supplier_patch(body: ChangeSupplier) -> SupplierPatch:
    """The fields of a supplier that were sent."""
    sent = body.model_fields_set
    return SupplierPatch(
        name=UNSET if body.name is None else body.name,
        account_reference=body.reference if "reference" in sent else UNSET,
        emails=tuple(body.emails or ()) if "emails" in sent else UNSET,
        remarks=body.remarks if "remarks" in sent else UNSET,
    )


def product_draft(body: CreateProduct) -> ProductDraft:
    """A new product."""
    return ProductDraft(
        name=body.name,
        sku=body.code,
        brand=body.brand_name,
        description=body.description,
        barcodes=_barcodes(body.barcodes),
        cost_price=_money(body.cost_price),
        regular_price=_money(body.regular_price),
        dimensions=None if body.dimensions is None else dimensions_of(body.dimensions),
        weight_grams=None if body.weight is None else grams_of(body.weight),
        hs_code=None if body.hs_code is None else hs_code_of(body.hs_code),
        country_of_origin=body.country_code_of_origin,
        type=TYPES[body.type or STANDARD],
    )


def product_patch(body: ChangeProduct, product: Product) -> ProductPatch:
    """The fields of a product that were sent; a customs code that Pack only shows shortened stays as it is."""
    sent = body.model_fields_set

    def given(name: str, value: object) -> object:
        return value if name in sent else UNSET

    values = {
        "brand": given("brand_name", body.brand_name),
        "description": given("description", body.description),
        "cost_price": given("cost_price", _money(body.cost_price)),
        "regular_price": given("regular_price", _money(body.regular_price)),
        "dimensions": given("dimensions", None if body.dimensions is None else dimensions_of(body.dimensions)),
        "weight_grams": given("weight", None if body.weight is None else grams_of(body.weight)),
        "hs_code": given("hs_code", None if body.hs_code is None else hs_code_of(body.hs_code, product.hs_code)),
        "country_of_origin": given("country_code_of_origin", body.country_code_of_origin),
    }
    return ProductPatch(
        name=_kept(body.name),
        sku=_kept(body.code),
        barcodes=UNSET if body.barcodes is None else _barcodes(body.barcodes),
        type=UNSET if body.type is None else TYPES[body.type],
        **values,  # type: ignore[arg-type]
    )


def needs_of(product: Product) -> dict[str, bool]:
    """What must be noted when the product is handled, as far as a warehouse said; only Pack knows of it."""
    own = product.extension.get(NAME)
    return {name: own.get(name) is True for name in NEEDS} if isinstance(own, dict) else {}


def handling_patch(body: HandleProduct, product: Product) -> ProductPatch:
    """What must be noted from now on; what was not sent stays."""
    sent = {} if body.settings is None else body.settings.model_dump(exclude_none=True)
    return ProductPatch(extension={NAME: {**needs_of(product), **sent}}) if sent else ProductPatch()


def _kept(text: str | None) -> str | Unset:
    return UNSET if text is None else text


def _money(money: MoneyIn | None) -> Money | None:
    return None if money is None else money_of(money)


def _barcodes(sent: list[BarcodeIn] | None) -> tuple[BarcodeDraft, ...]:
    return tuple(BarcodeDraft(code.barcode, Decimal(code.quantity)) for code in sent or ())
