"""Everything that can go wrong, in Pack's form: a message, and on a 422 the wrong fields by their dotted names."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from entrepot.book.catalog.errors import SKU_TAKEN
from entrepot.book.orders.errors import NUMBER_TAKEN
from entrepot.book.suppliers.errors import SUPPLIER_CODE_TAKEN
from entrepot.dialects.pack.translate.paths import wire_field
from entrepot.errors import Code
from entrepot.http.answer import json_bytes
from entrepot.http.errors import Place, WrongField
from entrepot.http.faults import Fault

# What the house calls a conflict and Pack a wrong field: which field it is.
_TAKEN: Mapping[Code, str] = {NUMBER_TAKEN: "reference", SKU_TAKEN: "code", SUPPLIER_CODE_TAKEN: "code"}
_FLAT = "pack_flat"
_BOOKED = "pack_booked"


def note_flat(request: Request, *, flat: bool) -> None:
    """Remember that the order's only line is the body itself, should a field of it be wrong."""
    setattr(request.state, _FLAT, flat)


def note_booked(request: Request) -> None:
    """Remember that goods are booked: the body is the only line, and its quantity is what was received."""
    setattr(request.state, _BOOKED, True)


def render_fault(fault: Fault, request: Request) -> Response:
    """The answer for a fault."""
    status = fault.status
    body: dict[str, object] = {"message": fault.message}
    taken = _TAKEN.get(fault.code)
    if taken is not None:
        status, body["errors"] = 422, {taken: [fault.message]}
    elif fault.fields and all(field.path[:1] == ("remove",) for field in fault.fields):
        status = 409
    elif status == 422:
        flat, booked = getattr(request.state, _FLAT, False), getattr(request.state, _BOOKED, False)
        body["errors"] = named(fault.fields, flat=flat, booked=booked)
    headers = fault.headers()
    if status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return Response(json_bytes(body), status, headers, "application/json; charset=utf-8")


def named(fields: tuple[WrongField, ...], *, flat: bool = False, booked: bool = False) -> dict[str, list[str]]:
    """The sentences about each wrong field, by its name on the wire."""
    found: dict[str, list[str]] = {}
    for field in fields:
        if field.place is Place.BOOK:
            name = wire_field(field.path, field.code, flat=flat, booked=booked)
        else:
            name = ".".join(str(step) for step in field.path)
        found.setdefault(name, []).append(field.message)
    return found
