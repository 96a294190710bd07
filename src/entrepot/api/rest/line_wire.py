"""Order lines as the native door reads them, and what they say to the book."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import AliasChoices, Field

from entrepot.api.rest.values import (
    ABSENT,
    Body,
    CustomData,
    Exact,
    Id,
    LongText,
    MomentOrDay,
    MoneyIn,
    Text,
)
from entrepot.book.orders.draft import LineDraft, LinePatch
from entrepot.book.orders.line import Discount, DiscountType, LineKind
from entrepot.book.values.errors import CURRENCY_MIXED
from entrepot.errors import FIELDS_INVALID, FieldError, Invalid

RequestedDate = Annotated[
    MomentOrDay | None,
    Field(
        validation_alias=AliasChoices("requested_date", "requested_at"),
        description="When the goods are wanted; a day stands for its first moment in UTC. Also read as `requested_at`.",
    ),
]


class DiscountIn(Body):
    """A discount: an amount (on a line: per unit, in the order's currency) or a percentage."""

    type: DiscountType
    value: Exact

    def read(self) -> Discount:
        """The book's discount."""
        return Discount(self.type, self.value)


class LineNew(Body):
    """A line: its product is found by the first of `product_id`, `sku`, `supplier_sku` given; without one it is free
    text and needs a `description`. Either `quantity`, or `cases` with `units_per_case`.
    """

    product_id: Id | None = None
    sku: Text | None = None
    supplier_sku: Text | None = None
    description: LongText | None = None
    kind: LineKind = LineKind.GOODS
    quantity: Exact | None = None
    unit: Text | None = None
    cases: Exact | None = None
    units_per_case: Exact | None = None
    unit_price: MoneyIn | None = None
    case_price: MoneyIn | None = None
    discount: DiscountIn | None = None
    tax_rate: Exact | None = None
    sell_ahead: Exact | None = None
    warehouse_id: Id | None = None
    requested_date: RequestedDate = None
    notes: LongText | None = None
    custom_data: CustomData | None = None


class LineUpdate(Body):
    """Changes to a line: what is left out stays; null empties, and a null price is found anew."""

    description: LongText | None = None
    quantity: Exact = ABSENT
    unit: Text | None = None
    cases: Exact = ABSENT
    units_per_case: Exact = ABSENT
    unit_price: MoneyIn | None = None
    case_price: MoneyIn | None = None
    discount: DiscountIn | None = None
    tax_rate: Exact = ABSENT
    sell_ahead: Exact = ABSENT
    supplier_sku: Text | None = None
    warehouse_id: Id | None = None
    requested_date: RequestedDate = None
    promised_date: MomentOrDay | None = None
    quantity_confirmed: Exact | None = None
    notes: LongText | None = None
    custom_data: CustomData = ABSENT


def price_currency(line: LineNew | LineUpdate, place: tuple[str | int, ...]) -> str | None:
    """The currency the prices of a line at that path name, or None; raises `Invalid` when they name two."""
    named = [price.currency for price in (line.unit_price, line.case_price) if price is not None and price.currency]
    if len(set(named)) > 1:
        wrong = FieldError(
            (*place, "case_price", "currency"), CURRENCY_MIXED, "Both prices of a line share one currency."
        )
        raise Invalid(FIELDS_INVALID, wrong.message, fields=[wrong])
    return named[0] if named else None


def line_draft(line: LineNew, place: tuple[str | int, ...] = ()) -> LineDraft:
    """What a new line says to the book."""
    return LineDraft(
        product_id=line.product_id,
        sku=line.sku,
        supplier_sku=line.supplier_sku,
        description=line.description,
        kind=line.kind,
        quantity=line.quantity,
        unit=line.unit,
        cases=line.cases,
        units_per_case=line.units_per_case,
        unit_price=line.unit_price.amount if line.unit_price else None,
        case_price=line.case_price.amount if line.case_price else None,
        price_currency=price_currency(line, place) if line.unit_price or line.case_price else None,
        discount=line.discount.read() if line.discount else None,
        tax_rate=line.tax_rate,
        sell_ahead=line.sell_ahead,
        warehouse_id=line.warehouse_id,
        requested_date=line.requested_date,
        notes=line.notes,
        custom_data=line.custom_data or {},
    )


def line_patch(line_id: UUID, line: LineUpdate) -> LinePatch:
    """What changes to a line say to the book."""
    said: dict[str, Any] = {name: getattr(line, name) for name in line.model_fields_set}
    for name in ("unit_price", "case_price"):
        if said.get(name) is not None:
            said[name] = said[name].amount
    if said.get("discount") is not None:
        said["discount"] = said["discount"].read()
    return LinePatch(line_id=line_id, price_currency=price_currency(line, ()), **said)
