"""Orders, items and tags as documents, with every key of the vendor's models."""

from collections.abc import Mapping
from typing import Any

from entrepot.book.orders.held import NOTHING_HELD, Held, available
from entrepot.book.orders.line import OrderLine, PriceSource
from entrepot.book.orders.order import Order
from entrepot.book.orders.tag import Tag
from entrepot.book.orders.view import OrderView
from entrepot.book.releases.release import Release, ReleaseType, held_of
from entrepot.dialects.shipwell.render.places import (
    customer_document,
    requirements_document,
    ship_from_document,
    ship_to_document,
    shown_text,
    supplier_document,
)
from entrepot.dialects.shipwell.render.shapes import EMPTY_REQUIREMENTS, REQUIREMENTS, filled
from entrepot.dialects.shipwell.translate.items import PRODUCT_REF
from entrepot.dialects.shipwell.translate.status import status_word
from entrepot.dialects.shipwell.translate.values import DIALECT, decimal_shown, id_shown, moment_text, own, shown_unit
from entrepot.dialects.shipwell.wire.words import ORDER_QUALIFIERS, PURCHASE_ORDER, SALES_ORDER
from entrepot.http.answer import as_sent

ITEM_DESCRIPTION_LIMIT = 128
ORDER_DESCRIPTION_LIMIT = 512


def purchase_order(view: OrderView) -> dict[str, Any]:
    """The buyer's face of an order (needs its lines; company, warehouses and tags as far as they are to be shown)."""
    document = _order(view)
    document["order_type"] = PURCHASE_ORDER
    document["archived"] = view.order.archived
    return document


def sales_order(view: OrderView) -> dict[str, Any]:
    """The supplier's face of the same order: no archive, but the customer."""
    document = _order(view)
    document["order_type"] = SALES_ORDER
    document["customer"] = customer_document(view.company)
    return document


def _order(view: OrderView) -> dict[str, Any]:
    order = view.order
    kept = own(order.extension)
    held = held_of(view.releases)
    return {
        "id": id_shown(order.id),
        "order_type": PURCHASE_ORDER,
        "order_number": order.number,
        "name": shown_text(order.title),
        "description": shown_text(order.description, ORDER_DESCRIPTION_LIMIT),
        "status": status_word(order),
        "source": "OTHER",
        "source_system_id": kept.get("source_system_id"),
        "start_date": order.start_date.isoformat() if order.start_date else None,
        "expiration_date": order.expiration_date.isoformat() if order.expiration_date else None,
        "references": [
            {"qualifier": reference.qualifier, "value": reference.value}
            for reference in order.references
            if reference.qualifier in ORDER_QUALIFIERS
        ],
        "shipping_requirements": requirements_document(order, kept),
        "ship_to": ship_to_document(view, kept),
        "ship_from": ship_from_document(order, kept),
        "items": [item(line, order, held.get(line.id, NOTHING_HELD)) for line in order.lines],
        "tags": [order_tag(tag) for tag in view.tags],
        "groups": kept.get("groups", []),
        "supplier": supplier_document(order, kept),
        "supplier_created_releases_allowed": order.supplier_may_release,
        "custom_data": custom_data(order.custom_data, kept),
        "releases": [release_mention(release) for release in view.releases],
        "released_from_release_id": id_shown(order.parent_release_id),
        "created_from_order_id": id_shown(order.parent_order_id),
        "cancelled_at": moment_text(order.canceled_at),
        "created_at": moment_text(order.created_at),
        "updated_at": moment_text(order.updated_at),
    }


def release_mention(release: Release) -> dict[str, Any]:
    """A release as its order names it."""
    shown = {"release_type": release.type.value.upper(), "id": id_shown(release.id)}
    if release.type is ReleaseType.ORDER:
        return {**shown, "released_onto_order_id": id_shown(release.child_order_id)}
    return {
        **shown,
        "released_onto_shipment_id": release.shipment_id,
        "released_onto_shipment_reference_id": release.shipment_reference,
        "released_onto_shipping_plan_id": own(release.extension).get("released_to_shipping_plan_id"),
    }


def item(line: OrderLine, order: Order, held: Held = NOTHING_HELD) -> dict[str, Any]:
    """One line as an item with every key; `held` is what live releases keep of it."""
    kept = own(line.extension)
    digits = kept.get("digits", {}).get("amount", 0)
    unit = shown_unit(line.unit)
    return {
        "id": id_shown(line.id),
        "amount": {"unit": unit, "value": decimal_shown(line.quantity_ordered, digits)},
        "available_amount": {"unit": unit, "value": decimal_shown(available(line, held), digits)},
        "description": shown_text(described(line, order), ITEM_DESCRIPTION_LIMIT),
        "references": item_references(line, kept),
        "shipping_requirements": item_requirements(line, order, kept),
        "custom_data": custom_data(line.custom_data, kept),
    }


def custom_data(document: Mapping[str, object], kept: Mapping[str, Any]) -> Any:  # noqa: ANN401 - a JSON object or None
    """The client's own data as it was given: also an empty object, which the book cannot tell from none."""
    return as_sent(document) or ({} if kept.get("custom_data_given") else None)


def described(line: OrderLine, order: Order) -> str | None:
    """What the item is called: its own description; elsewhere-born lines may go by their product's name."""
    return line.description if line.description or order.source == DIALECT else line.product_name


def item_references(line: OrderLine, kept: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The item's references as given, the product's SKU in its place; elsewhere-born lines show their SKU."""
    product = {"qualifier": PRODUCT_REF, "value": line.sku}
    shown = list(kept.get("references") or ())
    if line.sku:
        places = [index for index, reference in enumerate(shown) if reference["qualifier"] == PRODUCT_REF]
        if places:
            shown[places[0]] = product
        else:
            shown.append(product)
    return shown


def item_requirements(line: OrderLine, order: Order, kept: Mapping[str, Any]) -> dict[str, Any] | None:
    """What moving the item asks for, with the price of one unit in its place; None when there is neither."""
    given = kept.get("shipping_requirements")
    price = piece_price(line, order, kept)
    if given is None and price is None:
        return None
    document = dict(EMPTY_REQUIREMENTS)
    if given:
        document.update(filled(REQUIREMENTS, given))
        document["identifying_marks"] = document["identifying_marks"] or []
        document["references"] = document["references"] or []
    document["value_per_piece"] = price
    return document


def piece_price(line: OrderLine, order: Order, kept: Mapping[str, Any]) -> dict[str, str] | None:
    """The price of one unit, or None when the line has none (a price of 0 counts when somebody gave it)."""
    if not line.unit_price and line.price_source is not PriceSource.GIVEN:
        return None
    digits = kept.get("digits", {}).get("value_per_piece", 0)
    return {"currency_code": order.currency, "value": decimal_shown(line.unit_price, digits)}


def order_tag(tag: Tag) -> dict[str, Any]:
    """A tag as an order shows it."""
    return {"id": id_shown(tag.id), "name": tag.name, "slug": tag.slug, "color": tag.color}


def tag_document(tag: Tag) -> dict[str, Any]:
    """A tag by itself."""
    return {
        **order_tag(tag),
        "status": tag.status.value.upper(),
        "description": tag.description,
        "created_at": moment_text(tag.created_at),
        "updated_at": moment_text(tag.updated_at),
        "deleted_at": moment_text(tag.deleted_at),
    }
