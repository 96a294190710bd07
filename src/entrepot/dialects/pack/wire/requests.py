"""The bodies Pack's clients send."""

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, ModelWrapValidatorHandler, PrivateAttr, model_validator

from entrepot.dialects.pack.wire import samples
from entrepot.dialects.pack.wire.names import wire_name
from entrepot.dialects.pack.wire.values import DimensionsIn, Id, Incoming, MoneyIn, Pieces, WeightIn, Whole

StatusWord = Literal["canceled", "created", "ordered", "expected", "receiving", "received", "completed"]
ProductTypeWord = Literal["standard", "virtual_bundle"]
MOST_LINES = 10_000
FLAT_LINE = ("quantity_ordered", "product_id", wire_name("price"), "sell_ahead")


def is_flat(body: object) -> bool:
    """Whether a create body has no lines but is one itself: it names a product or a quantity."""
    return isinstance(body, Mapping) and "lines" not in body and ("product_id" in body or "quantity_ordered" in body)


class LineIn(Incoming):
    """A line of a new order, or one to be added; without a price the book finds one."""

    model_config = ConfigDict(json_schema_extra={"example": samples.LINE_REQUEST})

    quantity_ordered: Pieces
    product_id: Id
    price: MoneyIn | None = None
    sell_ahead: Whole | None = None


class CreateOrder(Incoming):
    """A new order. The vendor's page can be read as one flat object: a body that is its own only line is taken too."""

    model_config = ConfigDict(json_schema_extra={"example": samples.CREATE_ORDER})

    supplier_id: Id
    reference: str | None = None
    lines: Annotated[list[LineIn], Field(min_length=1, max_length=MOST_LINES)]
    _flat: bool = PrivateAttr(default=False)

    @property
    def flat(self) -> bool:
        """Whether the body was its own only line; its wrong fields are then named without `lines.0`."""
        return self._flat

    @model_validator(mode="wrap")
    @classmethod
    def as_lines(cls, body: object, handler: ModelWrapValidatorHandler[Self]) -> Self:
        """Read the flat form as the nested one."""
        if not isinstance(body, Mapping) or not is_flat(body):
            return handler(body)
        made = handler({**body, "lines": [{name: body[name] for name in FLAT_LINE if name in body}]})
        made._flat = True
        return made


class ChangeOrder(Incoming):
    """What may change on an order; what is absent (or null) stays."""

    model_config = ConfigDict(json_schema_extra={"example": samples.CHANGE_ORDER})

    supplier_id: Id | None = None
    reference: str | None = None
    status: StatusWord | None = None


class ChangeLine(Incoming):
    """What may change on a line; its product stays."""

    model_config = ConfigDict(json_schema_extra={"example": samples.CHANGE_LINE})

    quantity_ordered: Pieces | None = None
    price: MoneyIn | None = None
    sell_ahead: Whole | None = None


class ChangeSupplier(Incoming):
    """What may change on a supplier: what is absent stays, null clears (a name cannot be cleared)."""

    model_config = ConfigDict(json_schema_extra={"example": samples.CHANGE_SUPPLIER})

    name: str | None = None
    reference: str | None = None
    emails: list[str] | None = None
    remarks: str | None = None


class CreateSupplier(ChangeSupplier):
    """A new supplier; `reference` is our account number with it."""

    model_config = ConfigDict(json_schema_extra={"example": samples.CREATE_SUPPLIER})

    name: str


class BarcodeIn(Incoming):
    """A barcode and how many pieces one scan of it stands for."""

    barcode: str
    quantity: Pieces = 1


class ChangeProduct(Incoming):
    """What may change on a product: what is absent stays, null clears; `barcodes` replaces all there are."""

    model_config = ConfigDict(json_schema_extra={"example": samples.CHANGE_PRODUCT})

    name: str | None = None
    brand_name: str | None = None
    barcodes: list[BarcodeIn] | None = None
    dimensions: DimensionsIn | None = None
    code: str | None = None
    country_code_of_origin: str | None = None
    hs_code: Annotated[int, Field(ge=0)] | None = None
    description: str | None = None
    cost_price: MoneyIn | None = None
    regular_price: MoneyIn | None = None
    type: ProductTypeWord | None = None
    weight: WeightIn | None = None


class CreateProduct(ChangeProduct):
    """A new product; only the name is needed."""

    model_config = ConfigDict(json_schema_extra={"example": samples.CREATE_PRODUCT})

    name: str


class Needs(Incoming):
    """What a warehouse must note when handling a product; what is absent stays."""

    needs_expiry_date: bool | None = None
    needs_lot_number: bool | None = None
    needs_serial_number: bool | None = None
    needs_serial_number_while_packing: bool | None = None


class HandleProduct(Incoming):
    """What a warehouse may change on a product: how it is handled."""

    model_config = ConfigDict(json_schema_extra={"example": samples.HANDLE_PRODUCT})

    settings: Needs | None = None
