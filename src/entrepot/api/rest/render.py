"""Orders, lines and events as the native door shows them: plain dictionaries, ready for `number_bytes`.

Times and ids are left as they are: the encoder writes RFC 3339 with `Z` and lower-case UUIDs. A list renders fifty
headers in half a millisecond; `_value_` is a plain attribute where `value` of an enum costs two calls.
"""

from collections.abc import Callable, Collection
from typing import Any

from entrepot.api.rest.render_nouns import (
    company_document,
    product_document,
    supplier_document,
    tag_document,
    term_document,
    warehouse_document,
)
from entrepot.api.rest.render_values import address_document, amount_text, money
from entrepot.book.events import Event
from entrepot.book.orders.line import Discount, OrderLine
from entrepot.book.orders.order import Order, SupplierSnapshot, Totals
from entrepot.book.orders.progress import line_progress
from entrepot.book.orders.tracking import Tracking
from entrepot.book.orders.view import OrderView, Warning
from entrepot.book.values.currency import digits
from entrepot.book.values.quantity import plain
from entrepot.http.answer import as_sent

Document = dict[str, Any]


def free_document(document: dict[str, object]) -> Any:  # noqa: ANN401 - of any shape, with its numbers as sent
    """A document of somebody's own, its numbers ready for `number_bytes`."""
    return as_sent(document) if document else document


def discount_document(discount: Discount | None) -> Document | None:
    """A discount: `{"type", "value"}`, or None."""
    return None if discount is None else {"type": discount.type.value, "value": plain(discount.value)}


def totals_document(totals: Totals, currency: str, base_currency: str) -> Document:
    """The totals as money; `base_total` is None without an exchange rate."""
    places = digits(currency)
    base = totals.base_total
    return {
        "subtotal": {"amount": amount_text(totals.subtotal, places), "currency": currency},
        "discount": {"amount": amount_text(totals.discount, places), "currency": currency},
        "delivery": {"amount": amount_text(totals.delivery, places), "currency": currency},
        "charges": {"amount": amount_text(totals.charges, places), "currency": currency},
        "tax": {"amount": amount_text(totals.tax, places), "currency": currency},
        "total": {"amount": amount_text(totals.total, places), "currency": currency},
        "base_total": None if base is None else money(base, base_currency, digits(base_currency)),
    }


def snapshot_document(supplier: SupplierSnapshot) -> Document:
    """The supplier as named on the order."""
    return {
        "name": supplier.name,
        "code": supplier.code,
        "email": supplier.email,
        "phone": supplier.phone,
        "address": address_document(supplier.address),
        "identification_codes": [
            {"qualifier": qualifier, "value": value} for qualifier, value in supplier.identification_codes
        ],
    }


def line_document(line: OrderLine, currency: str, places: int) -> Document:
    """A line; `places` are the digits of the order's currency."""
    case_price = line.case_price
    cases = line.cases
    per_case = line.units_per_case
    confirmed = line.quantity_confirmed
    receiving, received, done = line_progress(line)
    over, short = line.over_receipt_percent, line.short_receipt_percent
    return {
        "id": line.id,
        "serial": line.serial,
        "position": line.position,
        "kind": line.kind._value_,
        "product_id": line.product_id,
        "sku": line.sku,
        "product_name": line.product_name,
        "supplier_sku": line.supplier_sku,
        "description": line.description,
        "quantity_ordered": plain(line.quantity_ordered),
        "quantity_received": plain(line.quantity_received),
        "quantity_rejected": plain(line.quantity_rejected),
        "quantity_returned": plain(line.quantity_returned),
        "quantity_written_off": plain(line.quantity_written_off),
        "quantity_released": plain(line.quantity_released),
        "quantity_billed": plain(line.quantity_billed),
        "quantity_outstanding": plain(line.quantity_outstanding),
        "quantity_confirmed": None if confirmed is None else plain(confirmed),
        "receiving": receiving._value_,
        "received_percent": None if received is None else plain(received),
        "done_percent": None if done is None else plain(done),
        "over_receipt_percent": None if over is None else plain(over),
        "short_receipt_percent": None if short is None else plain(short),
        "unit": line.unit,
        "cases": None if cases is None else plain(cases),
        "units_per_case": None if per_case is None else plain(per_case),
        "unit_price": {"amount": amount_text(line.unit_price, places), "currency": currency},
        "case_price": None if case_price is None else {"amount": amount_text(case_price, places), "currency": currency},
        "price_source": line.price_source._value_,
        "discount": discount_document(line.discount),
        "tax_rate": plain(line.tax_rate),
        "net": money(line.net, currency, places),
        "tax": money(line.tax, currency, places),
        "sell_ahead": plain(line.sell_ahead),
        "warehouse_id": line.warehouse_id,
        "requested_date": line.requested_date,
        "promised_date": line.promised_date,
        "notes": line.notes,
        "custom_data": free_document(line.custom_data),
        "extension": free_document(line.extension),
    }


def lines_of(order: Order) -> list[Document]:
    """Every line of an order, in its order."""
    currency = order.currency
    places = digits(currency)
    return [line_document(line, currency, places) for line in order.lines]


def header_document(order: Order) -> Document:
    """An order without its lines."""
    currency = order.currency
    places = digits(currency)
    percent, done = order.received_percent, order.done_percent
    rate = order.exchange_rate
    return {
        "id": order.id,
        "serial": order.serial,
        "number": order.number,
        "type": order.type._value_,
        "status": order.status._value_,
        "held_at": order.held_at,
        "hold_reason": order.hold_reason,
        "receiving": order.receiving._value_,
        "received_percent": None if percent is None else plain(percent),
        "done_percent": None if done is None else plain(done),
        "billing": order.billing._value_,
        "version": order.version,
        "revision": order.revision,
        "approved": order.approved,
        "archived": order.archived,
        "transport": None if order.transport is None else order.transport._value_,
        "supplier_may_release": order.supplier_may_release,
        "company_id": order.company_id,
        "supplier_id": order.supplier_id,
        "supplier_snapshot": snapshot_document(order.supplier),
        "warehouse_id": order.warehouse_id,
        "currency": currency,
        "exchange_rate": None if rate is None else plain(rate),
        "title": order.title,
        "description": order.description,
        "vendor_note": order.vendor_note,
        "start_date": order.start_date,
        "expiration_date": order.expiration_date,
        "due_at": order.due_at,
        "raised_at": order.raised_at,
        "sent_at": order.sent_at,
        "confirmed_at": order.confirmed_at,
        "closed_at": order.closed_at,
        "canceled_at": order.canceled_at,
        "totals": totals_document(order.totals, currency, order.base_currency),
        "delivery_cost": money(order.delivery_cost, currency, places),
        "discount": discount_document(order.discount),
        "charges": [
            {"name": charge.name, "amount": money(charge.amount, currency, places)} for charge in order.charges
        ],
        "payment_term_id": order.payment_term_id,
        "payment_reference": order.payment_reference,
        "bill_to": address_document(order.bill_to),
        "ship_to": address_document(order.ship_to),
        "ship_from": address_document(order.ship_from),
        "references": [{"qualifier": known.qualifier, "value": known.value} for known in order.references],
        "tag_ids": order.tag_ids,
        "source": order.source,
        "created_by": {"id": order.created_by_id, "name": order.created_by_name},
        "updated_by": {"name": order.updated_by_name},
        "parent_order_id": order.parent_order_id,
        "parent_release_id": order.parent_release_id,
        "shipped": order.shipped._value_,
        "tracking": [tracking_document(each) for each in order.tracking],
        "exported_at": order.exported_at,
        "supplier_invoice_number": order.supplier_invoice_number,
        "supplier_invoice_date": order.supplier_invoice_date,
        "custom_data": free_document(order.custom_data),
        "extension": free_document(order.extension),
        "created_at": order.created_at,
        "updated_at": order.updated_at,
    }


def tracking_document(tracking: Tracking) -> Document:
    """A parcel or shipment."""
    return {
        "id": tracking.id,
        "serial": tracking.serial,
        "number": tracking.number,
        "carrier": tracking.carrier,
        "shipped_at": tracking.shipped_at,
        "created_at": tracking.created_at,
    }


def event_document(event: Event) -> Document:
    """An event with everything it changed."""
    return {
        "id": event.id,
        "code": event.code,
        "category": event.category.value,
        "message": event.message,
        "subject": event.subject,
        "subject_id": event.subject_id,
        "subject_version": event.subject_version,
        "actor": {"id": event.actor_id, "name": event.actor_name},
        "door": event.door,
        "changes": [{"path": change.path, "old": change.old, "new": change.new} for change in event.changes],
        "occurred_at": event.occurred_at,
        "created_at": event.created_at,
    }


def warning_document(warning: Warning) -> Document:
    """Something worth a look: where, which code, a sentence."""
    return {"pointer": pointer(warning.path), "code": warning.code, "message": warning.message}


def pointer(path: Collection[str | int]) -> str:
    """The JSON pointer (RFC 6901) of a path."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def _lines(view: OrderView) -> object:
    return lines_of(view.order)


def _supplier(view: OrderView) -> object:
    return None if view.supplier is None else supplier_document(view.supplier)


def _company(view: OrderView) -> object:
    return None if view.company is None else company_document(view.company)


def _term(view: OrderView) -> object:
    return None if view.term is None else term_document(view.term)


def _warehouse(view: OrderView) -> object:
    found = view.warehouses.get(view.order.warehouse_id)
    return None if found is None else warehouse_document(found)


def _products(view: OrderView) -> object:
    wanted = dict.fromkeys(line.product_id for line in view.order.lines if line.product_id is not None)
    return [product_document(view.products[key]) for key in wanted if key in view.products]


def _tags(view: OrderView) -> object:
    return [tag_document(tag) for tag in view.tags]


def _events(view: OrderView) -> object:
    return [event_document(event) for event in view.events]


EXPANSIONS: dict[str, Callable[[OrderView], object]] = {
    "lines": _lines,
    "supplier": _supplier,
    "warehouse": _warehouse,
    "company": _company,
    "payment_term": _term,
    "products": _products,
    "events": _events,
    "tags": _tags,
}


def order_document(view: OrderView, expand: Collection[str] = ("lines",)) -> Document:
    """An order with the expanded parts."""
    document = header_document(view.order)
    for part in expand:
        document[part] = EXPANSIONS[part](view)
    return document
