"""An order as plain JSON values by name: what its history compares, so that every change has an old and a new value."""

from collections.abc import Callable
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from uuid import UUID

from entrepot.book.orders.line import Discount, OrderLine
from entrepot.book.orders.order import Charge, Order, Reference, SupplierSnapshot, Totals
from entrepot.book.values.address import Address, address_to_dict
from entrepot.book.values.quantity import plain

_SILENT = {"organization_id", "id", "version", "updated_at", "created_at", "updated_by_name", "lines"}
_HEADER = tuple(field.name for field in fields(Order) if field.name not in _SILENT)
_LINE = tuple(field.name for field in fields(OrderLine) if field.name not in {"id", "product_name", "sku"})


def order_picture(order: Order) -> dict[str, object]:
    """Every header field that can change, and the lines by id."""
    picture = {name: jsonable(getattr(order, name)) for name in _HEADER}
    picture["lines"] = {str(line.id): line_picture(line) for line in order.lines}
    return picture


def line_picture(line: OrderLine) -> dict[str, object]:
    """Every field of a line."""
    return {name: jsonable(getattr(line, name)) for name in _LINE}


def _totals(value: Totals) -> object:
    return {field.name: jsonable(getattr(value, field.name)) for field in fields(value)}


def _snapshot(value: SupplierSnapshot) -> object:
    codes = [{"qualifier": qualifier, "value": text} for qualifier, text in value.identification_codes]
    address = address_to_dict(value.address)
    return {
        "name": value.name,
        "code": value.code,
        "email": value.email,
        "phone": value.phone,
        "address": address,
        "identification_codes": codes,
    }


_AS: dict[type, Callable[[object], object]] = {}


def _register(kind: type, how: Callable[..., object]) -> None:
    _AS[kind] = how


_register(Decimal, plain)
_register(datetime, datetime.isoformat)
_register(date, date.isoformat)
_register(UUID, str)
_register(Totals, _totals)
_register(SupplierSnapshot, _snapshot)
_register(Address, address_to_dict)
_register(Discount, lambda value: {"type": value.type.value, "value": plain(value.value)})
_register(Charge, lambda value: {"name": value.name, "amount": plain(value.amount)})
_register(Reference, lambda value: {"qualifier": value.qualifier, "value": value.value})
_register(tuple, lambda value: [jsonable(item) for item in value])
_register(list, lambda value: [jsonable(item) for item in value])
_register(dict, lambda value: {key: jsonable(item) for key, item in value.items()})


def jsonable(value: object) -> object:
    """The JSON value that stands for a book value; numbers become texts, times ISO 8601."""
    how = _AS.get(type(value))
    if how is not None:
        return how(value)
    return value.value if isinstance(value, Enum) else value
