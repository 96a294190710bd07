"""The examples of pre-orders and availability."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from entrepot.api.rest import render_stock as shown
from entrepot.api.rest.made_up import DUE, LINE, NOON, ORDER, ORGANIZATION, PRE_ORDER, PRODUCT
from entrepot.book.stock.availability import Arriving, Availability
from entrepot.book.stock.preorder import PreOrder, PreOrderStatus

Document = dict[str, Any]


def _pre_order() -> PreOrder:
    return PreOrder(
        organization_id=ORGANIZATION,
        id=PRE_ORDER,
        serial=1001,
        product_id=PRODUCT,
        quantity=Decimal(8),
        quantity_allocated=Decimal(0),
        reference="SHOP-91",
        customer="Marina Bay Joiners",
        status=PreOrderStatus.RESERVED,
        order_id=ORDER,
        order_line_id=LINE,
        promised_date=DUE + timedelta(days=2),
        latest_date=DUE + timedelta(days=6),
        version=1,
        created_at=NOON,
        updated_at=NOON,
    )


def _canceled() -> PreOrder:
    return replace(
        _pre_order(),
        status=PreOrderStatus.CANCELED,
        order_id=None,
        order_line_id=None,
        promised_date=None,
        latest_date=None,
        version=2,
    )


def _availability() -> Availability:
    arriving = Arriving(DUE, Decimal(120), ORDER, "PO-000001", LINE, Decimal(60), Decimal(8), Decimal(52))
    return Availability(PRODUCT, "BOARD-20", Decimal(40), Decimal(6), (arriving,), Decimal(8), Decimal(0))


def stock_answers() -> Document:
    """An example of everything about pre-orders and availability that is answered."""
    return {
        "pre_order": shown.pre_order_document(_pre_order()),
        "pre_order_canceled": shown.pre_order_document(_canceled()),
        "availability": shown.availability_document(_availability()),
    }
