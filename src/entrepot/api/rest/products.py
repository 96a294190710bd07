"""Products at the native door."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field

from entrepot.actions import catalog
from entrepot.api.rest import shapes
from entrepot.api.rest.listing import Paged, Texts, When, YesNo
from entrepot.api.rest.nouns import Noun, given, routes
from entrepot.api.rest.render_nouns import product_document
from entrepot.api.rest.values import (
    ABSENT,
    Body,
    CurrencyCode,
    Exact,
    Flag,
    Id,
    LongText,
    Name,
    OverReceipt,
    QueryText,
    ShortReceipt,
    Text,
)
from entrepot.book.catalog.draft import BarcodeDraft, ProductDraft, ProductKey, ProductPatch
from entrepot.book.catalog.errors import PRODUCT_UNKNOWN
from entrepot.book.catalog.product import Dimensions, ProductType
from entrepot.book.values.money import EXACT
from entrepot.book.values.money import Money as MoneyValue

GRAMS = {
    "g": Decimal(1),
    "kg": Decimal(1000),
    "mg": Decimal("0.001"),
    "lb": Decimal("453.59237"),
    "oz": Decimal("28.349523125"),
}


class PriceIn(Body):
    """A price of a product, which has no currency of its own: both parts are needed."""

    amount: Exact
    currency: CurrencyCode


class BarcodeIn(Body):
    """A code that can be scanned and how many pieces one scan stands for."""

    code: Name
    quantity: Exact = Decimal(1)


class MediaIn(Body):
    """A picture or film of the product."""

    url: Annotated[str, Field(min_length=1, max_length=2048)]


class DimensionsIn(Body):
    """Outer measures, all in one unit."""

    length: Exact
    width: Exact
    height: Exact
    unit: Literal["mm", "cm", "m", "in", "ft"] = "cm"


class WeightIn(Body):
    """A weight; it is kept and shown in grams."""

    value: Exact
    unit: Literal["g", "kg", "mg", "lb", "oz"] = "g"


Barcodes = Annotated[list[BarcodeIn], Field(max_length=100)]
MediaList = Annotated[list[MediaIn], Field(max_length=100)]


class ProductNew(Body):
    """A product to be made; a blank SKU becomes its serial."""

    sku: Text | None = None
    name: Name
    brand: Text | None = None
    description: LongText | None = None
    barcodes: Barcodes = ABSENT
    media: MediaList = ABSENT
    cost_price: PriceIn | None = None
    regular_price: PriceIn | None = None
    dimensions: DimensionsIn | None = None
    weight: WeightIn | None = None
    hs_code: Text | None = None
    country_of_origin: Annotated[str, Field(min_length=2, max_length=2)] | None = None
    type: ProductType = ProductType.STANDARD
    whole_units: Annotated[Flag, Field(description="Whether fractions are refused when ordering and receiving.")] = (
        False
    )
    over_receipt_percent: OverReceipt | None = None
    short_receipt_percent: ShortReceipt | None = None
    active: Flag = True


class ProductUpdate(ProductNew):
    """Changes to a product: what is left out stays, null empties; barcodes and media replace all there are."""

    sku: Name = ABSENT
    name: Name = ABSENT
    type: ProductType = ABSENT
    whole_units: Flag = ABSENT
    active: Flag = ABSENT


class ProductList(Paged):
    """The filters and the order of the list of products."""

    sort: Literal[
        "id", "-id", "serial", "-serial", "sku", "-sku", "name", "-name",
        "created_at", "-created_at", "updated_at", "-updated_at",
    ] = "id"  # fmt: skip
    q: Annotated[QueryText, Field(description="A text to look for in name and SKU.")] | None = None
    sku: Texts | None = None
    name: Texts | None = None
    brand: QueryText | None = None
    barcode: QueryText | None = None
    type: ProductType | None = None
    active: YesNo | None = None
    supplier_id: Id | None = None
    created_from: When | None = None
    created_to: When | None = None
    updated_from: When | None = None
    updated_to: When | None = None


def grams(weight: WeightIn) -> Decimal:
    """A weight in grams, exact."""
    return EXACT.multiply(weight.value, GRAMS[weight.unit])


def _price(price: PriceIn) -> MoneyValue:
    return MoneyValue(price.amount, price.currency)


_TURNS: Mapping[str, Callable[[Any], object]] = {
    "barcodes": lambda listed: tuple(BarcodeDraft(one.code, one.quantity) for one in listed),
    "media": lambda listed: tuple(one.url for one in listed),
    "cost_price": _price,
    "regular_price": _price,
    "dimensions": lambda size: Dimensions(size.length, size.width, size.height, size.unit),
    "weight": grams,
    "country_of_origin": lambda code: code.upper(),
}


def _said(body: ProductNew) -> dict[str, Any]:
    said = given(body, _TURNS)
    if "weight" in said:
        said["weight_grams"] = said.pop("weight")
    return said


NOUN = Noun(
    path="/products",
    word="product",
    words="products",
    unknown=PRODUCT_UNKNOWN,
    shape=shapes.Product,
    show=product_document,
    new=ProductNew,
    update=ProductUpdate,
    query=ProductList,
    draft=lambda body: ProductDraft(**_said(body)),
    patch=lambda body: ProductPatch(**_said(body)),
    create=catalog.create,
    read=lambda uow, actor, id: catalog.read(uow, actor, ProductKey(id=id)),
    browse=catalog.browse,
    change=lambda uow, actor, id, patch, *, expected_version: catalog.change(
        uow, actor, ProductKey(id=id), patch, expected_version=expected_version
    ),
    delete=lambda uow, actor, id, *, expected_version: catalog.delete(
        uow, actor, ProductKey(id=id), expected_version=expected_version
    ),
)
router = routes(NOUN)
