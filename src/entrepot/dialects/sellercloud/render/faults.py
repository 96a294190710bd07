"""Everything that can go wrong, in the vendor's form: `{"Message": …}`, model errors with their `ModelState` besides.

Three classes: 401 without a valid token; 400 for a body or query that is not what the model says; and broken rules,
which this vendor answers with 500 on some endpoints and 400 on others. A rule error is no
crash and is not counted as one.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response

from entrepot.book.imports.errors import IMPORT_UNKNOWN
from entrepot.book.orders.errors import ORDER_UNKNOWN
from entrepot.book.people.errors import COMPANY_UNKNOWN
from entrepot.book.suppliers.errors import SUPPLIER_UNKNOWN
from entrepot.book.warehouses.errors import WAREHOUSE_UNKNOWN
from entrepot.dialects.sellercloud.errors import RULE_BROKEN
from entrepot.dialects.sellercloud.render.forms import instant
from entrepot.dialects.sellercloud.translate.words import DOCK_NAMES, SERIAL_NAMES, wire_path
from entrepot.errors import FIELD_REQUIRED, Kind
from entrepot.http.answer import JSON, json_bytes
from entrepot.http.errors import PATH_UNKNOWN, Place, WrongField
from entrepot.http.faults import Fault
from entrepot.http.server import with_reason

NOT_VALID = "Not Valid Token"
# A client renews its token only when it finds these words in the status line.
REASON = "Invalid token"
MODEL_MESSAGE = "The request is not valid."
CRASHED = "An error has occurred."
TOKEN = "/rest/api/token"  # noqa: S105 - a path
ORDERS = "/rest/api/PurchaseOrders"
# Status of a broken rule by endpoint; wherever nothing is said it is 400.
RULE_STATUS: dict[tuple[str, str], int] = {
    ("POST", ORDERS): 500,
    ("GET", ORDERS): 500,
    ("GET", f"{ORDERS}/{{id}}"): 500,
    ("DELETE", f"{ORDERS}/{{id}}"): 500,
    ("GET", f"{ORDERS}/{{id}}/Items"): 500,
    ("PUT", f"{ORDERS}/{{id}}/Items"): 500,
    ("PUT", f"{ORDERS}/{{id}}"): 400,
    ("POST", f"{ORDERS}/{{id}}/Items"): 400,
    ("DELETE", f"{ORDERS}/{{id}}/Items"): 400,
    ("POST", f"{ORDERS}/{{id}}/receive"): 400,
    ("POST", f"{ORDERS}/Serials"): 400,
    ("GET", f"{ORDERS}/CustomColumns"): 500,
    ("GET", f"{ORDERS}/{{id}}/CustomColumns"): 500,
    ("PUT", f"{ORDERS}/{{id}}/CustomColumns"): 500,
}
# Where the book's fields have other names than elsewhere.
OWN_NAMES = {f"{ORDERS}/{{id}}/receive": DOCK_NAMES, f"{ORDERS}/Serials": SERIAL_NAMES}
# What a path can name; the same code from a body is a broken rule.
NAMED_BY_PATH = {
    PATH_UNKNOWN: "",
    ORDER_UNKNOWN: ORDERS,
    SUPPLIER_UNKNOWN: "/rest/api/Vendors",
    COMPANY_UNKNOWN: "/rest/api/Companies",
    WAREHOUSE_UNKNOWN: "/rest/api/Warehouses",
    IMPORT_UNKNOWN: "/rest/api/QueuedJobs",
}
STATUS = {Kind.FORBIDDEN: 403, Kind.LIMITED: 429, Kind.UNAVAILABLE: 503, Kind.FAILED: 500}
WIRE = (Place.BODY, Place.QUERY, Place.HEADER)


def render_fault(fault: Fault, request: Request) -> Response:
    """The answer to a request that went wrong."""
    if fault.kind is Kind.UNAUTHENTICATED:
        return _unauthenticated(fault, request)
    if fault.kind is Kind.LIMITED:
        return _answer(429, _limited(fault, request), fault.headers())
    if fault.kind in STATUS:
        message = CRASHED if fault.kind is Kind.FAILED else fault.message
        return _answer(STATUS[fault.kind], {"Message": message}, fault.headers())
    if _is_unknown(fault, request):
        return _answer(404, {"Message": _not_found(fault)}, fault.headers())
    if fault.kind is Kind.INVALID and fault.status not in (400, 422):
        return _answer(fault.status, {"Message": fault.message}, fault.headers())
    if _is_model_error(fault):
        return _answer(400, {"Message": MODEL_MESSAGE, "ModelState": model_state(fault)}, fault.headers())
    names = OWN_NAMES.get(_declared_path(request))
    return _answer(_rule_status(request), {"Message": _rule_message(fault, names)}, fault.headers())


def _unauthenticated(fault: Fault, request: Request) -> Response:
    if _declared_path(request) == TOKEN:
        return _answer(401, {"Message": fault.message}, {})
    with_reason(request, REASON)
    return _answer(401, {"Message": NOT_VALID}, {"WWW-Authenticate": "Bearer"})


def _answer(status: int, body: dict[str, object], headers: dict[str, str]) -> Response:
    return Response(json_bytes(body), status, headers, JSON)


def _is_unknown(fault: Fault, request: Request) -> bool:
    """Whether the path names something that is not there (a number that is none counts as that)."""
    if any(wrong.place is Place.PATH for wrong in fault.fields):
        return True
    if fault.kind is not Kind.NOT_FOUND:
        return False
    prefix = NAMED_BY_PATH.get(fault.code)
    return prefix is not None and _declared_path(request).startswith(prefix)


def _not_found(fault: Fault) -> str:
    return fault.message if fault.kind is Kind.NOT_FOUND else "Nothing has this number."


def _is_model_error(fault: Fault) -> bool:
    """Whether the request did not fit the model: unreadable, or wrong in the wire's own terms."""
    if fault.kind is not Kind.INVALID or fault.code == RULE_BROKEN:
        return False
    return not fault.fields or all(wrong.place in WIRE for wrong in fault.fields)


def model_state(fault: Fault) -> dict[str, list[str]]:
    """The sentences by field, each under `model.<Path>`."""
    if not fault.fields:
        return {"model": [fault.message]}
    found: dict[str, list[str]] = {}
    for wrong in fault.fields:
        found.setdefault(_model_name(wrong.path), []).append(_model_sentence(wrong))
    return found


def _model_name(path: Iterable[str | int]) -> str:
    text = "model"
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}"
    return text


def _model_sentence(wrong: WrongField) -> str:
    if wrong.code == FIELD_REQUIRED and wrong.path:
        return f"{wrong.path[-1]} is required."
    return wrong.message


def _rule_status(request: Request) -> int:
    return RULE_STATUS.get((request.method, _declared_path(request)), 400)


def _declared_path(request: Request) -> str:
    """The path as the route declares it; empty when none matched."""
    return str(getattr(request.scope.get("route"), "path", ""))


def _rule_message(fault: Fault, names: Mapping[str, str] | None) -> str:
    """Every breach in one text: the vendor's own words as they are, the book's with the field they are about."""
    if fault.code == RULE_BROKEN or not fault.fields:
        return fault.message
    parts = []
    for wrong in fault.fields:
        name = wire_path(wrong.path, names) if wrong.place is Place.BOOK else ".".join(map(str, wrong.path))
        parts.append(f"{name}: {wrong.message}" if name else wrong.message)
    return " ".join(parts)


def _limited(fault: Fault, request: Request) -> dict[str, object]:
    now = request.app.state.door.clock.now()
    return {"Error": fault.message, "RateLimitResetTime": instant(now + timedelta(seconds=fault.retry_after or 0))}
