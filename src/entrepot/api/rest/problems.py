"""Everything that goes wrong at the native door, as RFC 9457 problem details with every wrong field at once."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from entrepot.api.rest.render import pointer
from entrepot.errors import CODES, VERSION_STALE, Kind, Path
from entrepot.http.answer import json_bytes
from entrepot.http.errors import Place, WrongField
from entrepot.http.faults import Fault

PROBLEM = "application/problem+json"
CHALLENGE = 'Bearer realm="entrepot"'

# Where this door spells a field otherwise than the book: the last step of a path in the book's names.
_RENAMED: Mapping[str | int, Path] = {
    "weight_grams": ("weight", "value"),
    "product_serial": ("product_id",),
    "supplier_serial": ("supplier_id",),
    "company_serial": ("company_id",),
    "serial_numbers": ("serials",),
    "order_ids": ("purchase_order_ids",),
    "order_id": ("purchase_order_id",),
    "warehouse_serial": ("warehouse_id",),
    "payment_term_serial": ("payment_term_id",),
    "price_currency": ("unit_price", "currency"),
}


_LINE_CHANGES = frozenset({"add", "change", "remove"})


def wire_path(path: Path) -> Path:
    """A path in the book's names, in this door's; a call about one line has that line as its whole body."""
    if len(path) > 2 and path[0] in _LINE_CHANGES and isinstance(path[1], int):
        path = path[2:]
    return tuple(spelt for step in path for spelt in _RENAMED.get(step, (step,)))


def error_document(wrong: WrongField) -> dict[str, Any]:
    """One wrong field: a JSON pointer into the body, or the name of the query parameter, path part or header."""
    if wrong.place in (Place.BODY, Place.BOOK):
        path = wire_path(wrong.path) if wrong.place is Place.BOOK else wrong.path
        where = {"pointer": pointer(path)}
    elif wrong.place is Place.HEADER:
        where = {"header": str(wrong.path[0]) if wrong.path else ""}
    else:
        where = {"parameter": str(wrong.path[0]) if wrong.path else ""}
    return {**where, "code": wrong.code, "message": wrong.message}


def problem(fault: Fault, request: Request) -> Response:
    """The answer for a fault."""
    status = 412 if fault.code == VERSION_STALE else fault.status
    told = () if fault.kind is Kind.NOT_FOUND else fault.fields
    mount = request.scope.get("root_path", "")
    document = {
        "type": f"{mount}/errors/{fault.code}",
        "title": CODES[fault.code],
        "status": status,
        "detail": fault.message,
        "code": fault.code,
        "instance": request.scope["path"],
        "request_id": fault.request_id,
        "errors": [error_document(wrong) for wrong in told],
    }
    headers = fault.headers()
    if fault.kind is Kind.UNAUTHENTICATED:
        headers["WWW-Authenticate"] = CHALLENGE
    return Response(json_bytes(document), status, headers, PROBLEM)
