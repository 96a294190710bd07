"""Everything that goes wrong, in the vendor's error document.

Quirk: validation and every refusal by a rule is 400 here, never 409 or 422; `status` is a string.
"""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from entrepot.dialects.shipwell.translate.pointers import FIELD_OF_CODE, pointer, wire_path
from entrepot.errors import Kind
from entrepot.http.answer import json_bytes
from entrepot.http.errors import Place, WrongField
from entrepot.http.faults import Fault

VALIDATION_STATUS = 400
# Where a call notes the name of the form's part whose JSON it is reading.
PART = "shipwell.part"

_WORDS: Mapping[int, tuple[str, str]] = {
    400: ("validation_error", "Validation Error"),
    401: ("unauthorized", "Authorization Required"),
    403: ("forbidden", "Forbidden"),
    404: ("not_found", "Not Found"),
    405: ("method_not_allowed", "Method Not Allowed"),
    413: ("payload_too_large", "Payload Too Large"),
    415: ("unsupported_media_type", "Unsupported Media Type"),
    429: ("too_many_requests", "Too Many Requests"),
    503: ("service_unavailable", "Service Unavailable"),
}
_FAILURE = ("internal_error", "Internal Server Error")
_AS_THEY_ARE = frozenset({405, 413, 415})


def status_of(fault: Fault) -> int:
    """The HTTP status the vendor answers for a fault."""
    if fault.kind in {Kind.INVALID, Kind.CONFLICT}:
        return fault.status if fault.status in _AS_THEY_ARE else VALIDATION_STATUS
    return fault.status


def error_document(status: int, detail: str, source: Mapping[str, Any] | None, meta: Any = None) -> dict[str, Any]:  # noqa: ANN401
    """One entry of the vendor's error list."""
    code, title = _WORDS.get(status, _FAILURE)
    return {
        "status": str(status),
        "code": code,
        "title": title,
        "detail": detail,
        "source": source,
        "meta": meta,
    }


def source_of(field: WrongField, part: str | None = None) -> dict[str, str | None] | None:
    """Where a wrong field stands: a pointer into the body, or the name of a query parameter or of a form's part.

    Both together: the pointer is into the JSON of that `part`.
    """
    if field.place is Place.QUERY:
        return {"pointer": None, "parameter": str(field.path[0])}
    if field.place is Place.BODY:
        return {"pointer": pointer(field.path), "parameter": part}
    if field.place is Place.BOOK:
        return {"pointer": pointer(wire_path(field.path)), "parameter": part}
    return None


def render_fault(fault: Fault, request: Request) -> Response:
    """The vendor's form of a fault: one entry for each wrong field, or one for the whole."""
    status = status_of(fault)
    part = request.scope.get(PART)
    if fault.fields:
        errors = [error_document(status, field.message, source_of(field, part)) for field in fault.fields]
    else:
        whole = {"pointer": pointer(FIELD_OF_CODE.get(fault.code, ())), "parameter": part}
        meta = {"request_id": fault.request_id} if status >= 500 else None
        errors = [error_document(status, fault.message, whole if status == VALIDATION_STATUS else None, meta)]
    headers = fault.headers()
    if status == 401:
        headers["WWW-Authenticate"] = "Token"
    return Response(json_bytes({"errors": errors}), status, headers, "application/json")
