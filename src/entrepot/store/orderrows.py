"""Orders and lines as the rows they are stored in, written by hand because every order passes through here."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any
from uuid import UUID

from entrepot.book.orders.line import Discount, DiscountType, LineKind, OrderLine, PriceSource
from entrepot.book.orders.numbering import number_key
from entrepot.book.orders.order import (
    Billing,
    Charge,
    Order,
    OrderStatus,
    OrderType,
    Receiving,
    Reference,
    SupplierSnapshot,
    Totals,
    Transport,
)
from entrepot.book.orders.tracking import Shipped, Tracking
from entrepot.book.values.address import Address, address_to_dict
from entrepot.book.values.currency import DIGITS
from entrepot.book.values.quantity import plain
from entrepot.store.schema.orders import purchase_order_lines, purchase_orders
from entrepot.store.types import from_json, from_micros, from_scaled, shared_id, to_id, to_json, to_micros, to_scaled

HEADER = tuple(column.name for column in purchase_orders.columns)
LINE = tuple(column.name for column in purchase_order_lines.columns)

_STATUS = {str(word): word for word in OrderStatus}
_TYPE = {str(word): word for word in OrderType}
_RECEIVING = {str(word): word for word in Receiving}
_BILLING = {str(word): word for word in Billing}
_TRANSPORT: dict[str | None, Transport | None] = {None: None, **{str(word): word for word in Transport}}
_SHIPPED = {str(word): word for word in Shipped}
_KIND = {str(word): word for word in LineKind}
_SOURCE = {str(word): word for word in PriceSource}
_DISCOUNT = {str(word): word for word in DiscountType}


def _micros(moment: Any) -> int | None:  # noqa: ANN401
    return None if moment is None else to_micros(moment)


def _moment(micros: int | None) -> Any:  # noqa: ANN401
    return None if micros is None else from_micros(micros)


def _bytes(value: UUID | None) -> bytes | None:
    return None if value is None else value.bytes


def _id(raw: bytes | None) -> UUID | None:
    return None if raw is None else shared_id(raw)


def _six(value: Decimal | None) -> int | None:
    return None if value is None else to_scaled(value, 6)


def _from_six(value: int | None) -> Decimal | None:
    return None if value is None else from_scaled(value, 6)


def _json(value: Any) -> str | None:  # noqa: ANN401
    return to_json(value) if value else None


def _document(text: str | None) -> dict[str, object]:
    return from_json(text) if text is not None else {}


def _address(address: Address | None) -> str | None:
    return None if address is None else to_json(address_to_dict(address))


def _to_address(text: str | None) -> Address | None:
    return None if text is None else Address(**from_json(text))


def _discount(kind: str | None, value: int | None) -> Discount | None:
    return None if kind is None or value is None else Discount(_DISCOUNT[kind], from_scaled(value, 6))


def _parcel(each: Tracking) -> dict[str, object]:
    return {
        "id": str(each.id),
        "serial": each.serial,
        "number": each.number,
        "carrier": each.carrier,
        "shipped_at": _micros(each.shipped_at),
        "created_at": to_micros(each.created_at),
    }


def _to_parcel(parts: dict[str, Any]) -> Tracking:
    return Tracking(
        UUID(parts["id"]),
        parts["serial"],
        parts["number"],
        parts["carrier"],
        _moment(parts["shipped_at"]),
        from_micros(parts["created_at"]),
    )


def _snapshot(snapshot: SupplierSnapshot) -> str | None:
    parts = {
        "name": snapshot.name,
        "code": snapshot.code,
        "email": snapshot.email,
        "phone": snapshot.phone,
        "address": address_to_dict(snapshot.address),
        "codes": snapshot.identification_codes,
    }
    return _json({name: value for name, value in parts.items() if value})


@lru_cache(maxsize=4_096)
def _to_snapshot(text: str | None) -> SupplierSnapshot:
    if text is None:
        return SupplierSnapshot()
    parts = from_json(text)
    address = parts.get("address")
    return SupplierSnapshot(
        name=parts.get("name"),
        code=parts.get("code"),
        email=parts.get("email"),
        phone=parts.get("phone"),
        address=None if address is None else Address(**address),
        identification_codes=tuple((qualifier, value) for qualifier, value in parts.get("codes", ())),
    )


def order_values(order: Order) -> tuple[Any, ...]:
    """The header's row, in the order of `HEADER`."""
    places = DIGITS[order.currency]
    totals, discount = order.totals, order.discount
    return (
        order.organization_id.bytes, order.id.bytes, order.serial, order.version, order.number,
        number_key(order.number), order.type.value, order.status.value, order.company_id.bytes,
        _bytes(order.supplier_id), order.supplier.name, _snapshot(order.supplier), order.warehouse_id.bytes,
        order.currency, order.base_currency,
        None if order.exchange_rate is None else to_scaled(order.exchange_rate, 9), order.title, order.description,
        order.vendor_note, None if order.start_date is None else order.start_date.isoformat(),
        None if order.expiration_date is None else order.expiration_date.isoformat(), _micros(order.due_at),
        to_micros(order.raised_at), _micros(order.sent_at), _micros(order.confirmed_at), _micros(order.closed_at),
        _micros(order.canceled_at), _micros(order.held_at), order.hold_reason, to_scaled(order.delivery_cost, 6),
        None if discount is None else discount.type.value,
        None if discount is None else to_scaled(discount.value, 6),
        _json([{"name": charge.name, "amount": plain(charge.amount)} for charge in order.charges]),
        _bytes(order.payment_term_id), order.payment_reference, _address(order.bill_to), _address(order.ship_to),
        _address(order.ship_from),
        _json([{"qualifier": each.qualifier, "value": each.value} for each in order.references]),
        _json([str(tag) for tag in order.tag_ids]), order.source, order.created_by_id.bytes, order.created_by_name,
        order.created_by_serial, order.updated_by_name, _bytes(order.parent_order_id),
        _bytes(order.parent_release_id), int(order.archived), int(order.approved), order.revision,
        to_scaled(totals.subtotal, places), to_scaled(totals.discount, places), to_scaled(totals.delivery, places),
        to_scaled(totals.charges, places), to_scaled(totals.tax, places), to_scaled(totals.total, places),
        None if totals.base_total is None else to_scaled(totals.base_total, DIGITS[order.base_currency]),
        order.receiving.value, None if order.received_percent is None else to_scaled(order.received_percent, 2),
        None if order.done_percent is None else to_scaled(order.done_percent, 2), order.billing.value,
        to_micros(order.created_at), to_micros(order.updated_at), _micros(order.deleted_at),
        _json(order.custom_data), _json(order.extension), order.receipts_expected, order.receipts_arrived,
        order.receipts_pending, int(order.supplier_may_release),
        None if order.transport is None else order.transport.value, order.shipped.value,
        _json([_parcel(each) for each in order.tracking]), _micros(order.exported_at), order.supplier_invoice_number,
        None if order.supplier_invoice_date is None else order.supplier_invoice_date.isoformat(),
    )  # fmt: skip


def line_values(order: Order, line: OrderLine) -> tuple[Any, ...]:
    """A line's row, in the order of `LINE`."""
    (values,) = lines_values(order, (line,))
    return values


def lines_values(order: Order, lines: Iterable[OrderLine]) -> list[tuple[Any, ...]]:
    """The rows of several lines of an order."""
    places = DIGITS[order.currency]
    organization, key = order.organization_id.bytes, order.id.bytes
    return [_line_values(line, organization, key, places) for line in lines]


def _line_values(line: OrderLine, organization: bytes, order: bytes, places: int) -> tuple[Any, ...]:
    discount = line.discount
    return (
        organization,
        line.id.bytes,
        order,
        line.serial,
        line.position,
        line.kind._value_,
        _bytes(line.product_id),
        line.supplier_sku,
        line.description,
        to_scaled(line.quantity_ordered, 6),
        line.unit,
        _six(line.cases),
        _six(line.units_per_case),
        to_scaled(line.unit_price, 6),
        _six(line.case_price),
        line.price_source._value_,
        None if discount is None else discount.type.value,
        None if discount is None else to_scaled(discount.value, 6),
        to_scaled(line.tax_rate, 6),
        to_scaled(line.sell_ahead, 6),
        _bytes(line.warehouse_id),
        _micros(line.requested_date),
        _micros(line.promised_date),
        _six(line.quantity_confirmed),
        line.notes,
        to_scaled(line.net, places),
        to_scaled(line.tax, places),
        to_scaled(line.quantity_received, 6),
        to_scaled(line.quantity_returned, 6),
        to_scaled(line.quantity_written_off, 6),
        to_scaled(line.quantity_released, 6),
        to_scaled(line.quantity_billed, 6),
        to_scaled(line.quantity_rejected, 6),
        _six(line.over_receipt_percent),
        _six(line.short_receipt_percent),
        _json(line.custom_data),
        _json(line.extension),
    )


def to_order(row: Any) -> Order:  # noqa: ANN401
    """The order behind a row of `HEADER` columns, without its lines."""
    (
        organization_id, key, serial, version, number, _, kind, status, company_id, supplier_id, _, supplier,
        warehouse_id, currency, base_currency, exchange_rate, title, description, vendor_note, start_date,
        expiration_date, due_at, raised_at, sent_at, confirmed_at, closed_at, canceled_at, held_at, hold_reason,
        delivery_cost, discount_type, discount_value, charges, payment_term_id, payment_reference, bill_to, ship_to,
        ship_from, references, tag_ids, source, created_by_id, created_by_name, created_by_serial, updated_by_name,
        parent_order_id, parent_release_id, archived, approved, revision, subtotal, discount_total, delivery_total,
        charges_total, tax_total, total, base_total, receiving, received_percent, done_percent, billing, created_at,
        updated_at, deleted_at, custom_data, extension, receipts_expected, receipts_arrived, receipts_pending,
        supplier_may_release, transport, shipped, tracking, exported_at, supplier_invoice_number,
        supplier_invoice_date,
    ) = row  # fmt: skip
    places = DIGITS[currency]
    return Order(
        shared_id(organization_id), to_id(key), serial, version, number, _TYPE[kind], _STATUS[status],
        shared_id(company_id), _id(supplier_id), _to_snapshot(supplier), shared_id(warehouse_id), currency,
        base_currency, None if exchange_rate is None else from_scaled(exchange_rate, 9), title, description,
        vendor_note, None if start_date is None else date.fromisoformat(start_date),
        None if expiration_date is None else date.fromisoformat(expiration_date), _moment(due_at),
        from_micros(raised_at), _moment(sent_at), _moment(confirmed_at), _moment(closed_at), _moment(canceled_at),
        _moment(held_at), hold_reason, from_scaled(delivery_cost, 6), _discount(discount_type, discount_value),
        () if charges is None else tuple(Charge(c["name"], Decimal(c["amount"])) for c in from_json(charges)),
        _id(payment_term_id), payment_reference, _to_address(bill_to), _to_address(ship_to), _to_address(ship_from),
        () if references is None else tuple(Reference(r["qualifier"], r["value"]) for r in from_json(references)),
        () if tag_ids is None else tuple(UUID(tag) for tag in from_json(tag_ids)), source, shared_id(created_by_id),
        created_by_name, created_by_serial, updated_by_name, _id(parent_order_id), _id(parent_release_id),
        bool(archived), bool(approved), revision,
        Totals(
            minor(subtotal, places), minor(discount_total, places), minor(delivery_total, places),
            minor(charges_total, places), minor(tax_total, places), minor(total, places),
            None if base_total is None else minor(base_total, DIGITS[base_currency]),
        ),
        _RECEIVING[receiving], None if received_percent is None else from_scaled(received_percent, 2),
        None if done_percent is None else from_scaled(done_percent, 2), _BILLING[billing], from_micros(created_at),
        from_micros(updated_at), _moment(deleted_at), [], _document(custom_data), _document(extension),
        receipts_expected, receipts_arrived, receipts_pending, bool(supplier_may_release), _TRANSPORT[transport],
        _SHIPPED[shipped], () if tracking is None else tuple(map(_to_parcel, from_json(tracking))),
        _moment(exported_at), supplier_invoice_number,
        None if supplier_invoice_date is None else date.fromisoformat(supplier_invoice_date),
    )  # fmt: skip


@lru_cache(maxsize=16_384)
def minor(units: int, places: int) -> Decimal:
    """An amount of money with exactly its currency's digits."""
    return Decimal(units).scaleb(-places)


def to_line(row: Any, currency: str) -> OrderLine:  # noqa: ANN401
    """The line behind a row of `LINE` columns followed by its product's SKU and name."""
    (
        _, key, _, serial, position, kind, product_id, supplier_sku, description, quantity_ordered, unit, cases,
        units_per_case, unit_price, case_price, price_source, discount_type, discount_value, tax_rate, sell_ahead,
        warehouse_id, requested_date, promised_date, quantity_confirmed, notes, net, tax, received, returned,
        written_off, released, billed, rejected, over_percent, short_percent, custom_data, extension, sku,
        product_name,
    ) = row  # fmt: skip
    places = DIGITS[currency]
    return OrderLine(
        to_id(key),
        serial,
        position,
        _KIND[kind],
        _id(product_id),
        sku,
        product_name,
        supplier_sku,
        description,
        from_scaled(quantity_ordered, 6),
        unit,
        _from_six(cases),
        _from_six(units_per_case),
        from_scaled(unit_price, 6),
        _from_six(case_price),
        _SOURCE[price_source],
        _discount(discount_type, discount_value),
        from_scaled(tax_rate, 6),
        from_scaled(sell_ahead, 6),
        _id(warehouse_id),
        _moment(requested_date),
        _moment(promised_date),
        _from_six(quantity_confirmed),
        notes,
        minor(net, places),
        minor(tax, places),
        from_scaled(received, 6),
        from_scaled(returned, 6),
        from_scaled(written_off, 6),
        from_scaled(released, 6),
        from_scaled(billed, 6),
        from_scaled(rejected, 6),
        _from_six(over_percent),
        _from_six(short_percent),
        _document(custom_data),
        _document(extension),
    )
