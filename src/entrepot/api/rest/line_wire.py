"""Order lines as the native door reads them, and what they say to the book."""

from collections.abc import Iterator, Sequence
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
    OverReceipt,
    ShortReceipt,
    Text,
)
from entrepot.book.orders.draft import LineDraft, LinePatch
from entrepot.book.orders.line import Discount, DiscountType, LineKind
from entrepot.book.values.errors import CURRENCY_MIXED
from entrepot.errors import Findings, Path

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
    over_receipt_percent: OverReceipt | None = None
    short_receipt_percent: ShortReceipt | None = None
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
    over_receipt_percent: OverReceipt | None = None
    short_receipt_percent: ShortReceipt | None = None
    warehouse_id: Id | None = None
    requested_date: RequestedDate = None
    promised_date: MomentOrDay | None = None
    quantity_confirmed: Exact | None = None
    notes: LongText | None = None
    custom_data: CustomData = ABSENT


def named_currencies(line: LineNew | LineUpdate, place: Path = ()) -> Iterator[tuple[Path, str]]:
    """Where the prices of a line name a currency, and which; `place` is the line's path."""
    for name, price in (("unit_price", line.unit_price), ("case_price", line.case_price)):
        if price is not None and price.currency:
            yield (*place, name, "currency"), price.currency


def require_currency(named: Sequence[tuple[Path, str]], currency: str) -> None:
    """Raise `Invalid` naming every amount that came in another currency than the order's."""
    findings = Findings()
    for path, other in named:
        if other != currency:
            findings.add(path, CURRENCY_MIXED, f"The order is in {currency}.")
    findings.settle()


def line_draft(line: LineNew) -> LineDraft:
    """What a new line says to the book; the fields have the book's names."""
    said: dict[str, Any] = dict(line.__dict__)
    for name in ("unit_price", "case_price"):
        price = said[name]
        if price is not None:
            said[name] = price.amount
    if line.discount is not None:
        said["discount"] = line.discount.read()
    if line.custom_data is None:
        said["custom_data"] = {}
    return LineDraft(**said)


def line_patch(line_id: UUID, line: LineUpdate) -> LinePatch:
    """What changes to a line say to the book."""
    said: dict[str, Any] = {name: getattr(line, name) for name in line.model_fields_set}
    for name in ("unit_price", "case_price"):
        if said.get(name) is not None:
            said[name] = said[name].amount
    if said.get("discount") is not None:
        said["discount"] = said["discount"].read()
    return LinePatch(line_id=line_id, **said)
