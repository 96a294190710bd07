"""Items and lines: quantity, unit, description, product and price have columns; the rest stays in the extension."""

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from entrepot.book.orders.draft import LineDraft, LinePatch
from entrepot.book.orders.line import OrderLine
from entrepot.book.values.unset import UNSET
from entrepot.dialects.shipwell.translate.values import DIALECT, digits_given, own
from entrepot.dialects.shipwell.wire.items import (
    CreateOrderItem,
    ItemReference,
    ItemRequirements,
    Money,
    UpdateOrderItem,
)

PRODUCT_REF = "PRODUCT_REF"
ITEM_FIELDS = ("amount", "description", "references", "shipping_requirements", "custom_data")


def product_sku(references: list[ItemReference] | None) -> str | None:
    """The SKU an item names: its first PRODUCT_REF that is not blank."""
    for reference in references or ():
        if reference.qualifier == PRODUCT_REF and reference.value.strip():
            return reference.value
    return None


def references_kept(references: list[ItemReference] | None) -> list[dict[str, str]]:
    """The references in their order; where the catalog knows the SKU, answers show the product's own spelling."""
    return [reference.model_dump() for reference in references or ()]


def requirements_kept(requirements: ItemRequirements) -> dict[str, Any]:
    """The shipping requirements that were given, without the price, which is the line's."""
    return requirements.model_dump(exclude_none=True, exclude={"value_per_piece"})


def piece_price(requirements: ItemRequirements | None) -> Money | None:
    """What one unit costs, as given."""
    return requirements.value_per_piece if requirements else None


def _digits(amount: Decimal | None, price: Decimal | None, before: Mapping[str, int]) -> dict[str, int]:
    given = {"amount": amount, "value_per_piece": price}
    shown = {name: digits_given(value) for name, value in given.items() if value is not None}
    return {name: digits for name, digits in {**before, **shown}.items() if digits}


def _document(parts: Mapping[str, Any]) -> dict[str, Any]:
    """An extension holding these parts, none that says nothing; empty when nothing is left."""
    document = {name: part for name, part in parts.items() if part is not None and (name != "digits" or part)}
    return {DIALECT: document} if document else {}


def line_draft(item: CreateOrderItem) -> LineDraft:
    """The line an item asks for; a SKU the catalog does not know makes a free-text line."""
    price = piece_price(item.shipping_requirements)
    needs = item.shipping_requirements
    return LineDraft(
        sku=product_sku(item.references),
        product_optional=True,
        description=item.description,
        quantity=item.amount.value,
        unit=item.amount.unit,
        unit_price=price.value if price else None,
        price_currency=price.currency_code if price else None,
        custom_data=item.custom_data or {},
        extension=_document(
            {
                "references": references_kept(item.references) or None,
                "shipping_requirements": None if needs is None else requirements_kept(needs),
                "custom_data_given": True if item.custom_data == {} else None,
                "digits": _digits(item.amount.value, price.value if price else None, {}),
            }
        ),
    )


def line_patch(item: UpdateOrderItem, given: Collection[str], line: OrderLine) -> LinePatch:
    """The changes an item asks of its line; `given` names the fields that say something new."""
    before = own(line.extension)
    price = piece_price(item.shipping_requirements)
    amount = item.amount if "amount" in given else None
    needs = item.shipping_requirements
    parts = dict(before)
    if "references" in given:
        parts["references"] = references_kept(item.references)
    if "shipping_requirements" in given:
        parts["shipping_requirements"] = None if needs is None else requirements_kept(needs)
    if "custom_data" in given:
        parts["custom_data_given"] = True if item.custom_data == {} else None
    price_given = "shipping_requirements" in given
    parts["digits"] = _digits(
        amount.value if amount else None, price.value if price and price_given else None, before.get("digits", {})
    )
    return LinePatch(
        line_id=line.id,
        quantity=amount.value if amount else UNSET,
        unit=amount.unit if amount else UNSET,
        description=item.description if "description" in given else UNSET,
        sku=product_sku(item.references) if "references" in given else UNSET,
        unit_price=(price.value if price else None) if price_given else UNSET,
        price_currency=price.currency_code if price and price_given else None,
        custom_data=(item.custom_data or {}) if "custom_data" in given else UNSET,
        extension=_document(parts) or {DIALECT: None},
    )
