"""Pre-orders and availability as the native door shows them."""

from typing import Any

from entrepot.book.stock.availability import Arriving, Availability
from entrepot.book.stock.preorder import PreOrder
from entrepot.book.values.quantity import plain

Document = dict[str, Any]


def pre_order_document(pre_order: PreOrder) -> Document:
    """Units promised before they are here."""
    return {
        "id": pre_order.id,
        "serial": pre_order.serial,
        "product_id": pre_order.product_id,
        "quantity": plain(pre_order.quantity),
        "quantity_allocated": plain(pre_order.quantity_allocated),
        "quantity_open": plain(pre_order.quantity_open),
        "reference": pre_order.reference,
        "customer": pre_order.customer,
        "status": pre_order.status.value,
        "order_id": pre_order.order_id,
        "order_line_id": pre_order.order_line_id,
        "promised_date": pre_order.promised_date,
        "latest_date": pre_order.latest_date,
        "version": pre_order.version,
        "created_at": pre_order.created_at,
        "updated_at": pre_order.updated_at,
    }


def availability_document(found: Availability) -> Document:
    """What is here of a product, what is coming, and what of it can be promised."""
    return {
        "product_id": found.product_id,
        "sku": found.sku,
        "on_hand": plain(found.on_hand),
        "allocated": plain(found.allocated),
        "available": plain(found.available),
        "incoming": [_arriving_document(line) for line in found.incoming],
        "quantity_incoming": plain(found.quantity_incoming),
        "pre_sold": plain(found.pre_sold),
        "waiting": plain(found.waiting),
        "sell_ahead_left": plain(found.sell_ahead_left),
        "available_to_promise": plain(found.available_to_promise),
    }


def _arriving_document(line: Arriving) -> Document:
    return {
        "date": line.date,
        "quantity": plain(line.quantity),
        "order_id": line.order_id,
        "order_number": line.order_number,
        "order_line_id": line.order_line_id,
        "sell_ahead": plain(line.sell_ahead),
        "pre_sold": plain(line.pre_sold),
        "sell_ahead_left": plain(line.sell_ahead_left),
    }
