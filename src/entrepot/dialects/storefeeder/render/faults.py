"""Everything that can go wrong, in the vendor's form: `{"Message": …}`, wrong fields in `ModelState` besides.

Broken rules are 400. 409 is never sent: a client repeats a call that was answered so.
"""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from entrepot.book.orders.errors import LINE_NEEDS_PRODUCT
from entrepot.dialects.storefeeder.render.answers import NO_STORE, plain_json, refusal
from entrepot.dialects.storefeeder.translate.words import names_at, wire_path
from entrepot.errors import FIELD_REQUIRED, Kind
from entrepot.http.errors import PATH_UNKNOWN, Place, WrongField
from entrepot.http.faults import Fault

TOKEN = "/Token"  # noqa: S105 - a path
UNAUTHENTICATED = "Authorization has been denied for this request."
INVALID = "The request is invalid."
CRASHED = "An error has occurred."
# Where the book's sentence speaks of something this vendor's requests do not have.
SENTENCES = {LINE_NEEDS_PRODUCT: "A line needs a ProductID, a SKU or a SupplierSKU."}
# GETs that have an effect; whatever they answer is not to be kept.
EFFECTS = ("/confirm", "/send", "/book-in-all")
STATUS: Mapping[Kind, int] = {
    Kind.INVALID: 400,
    Kind.UNAUTHENTICATED: 401,
    Kind.FORBIDDEN: 403,
    Kind.NOT_FOUND: 404,
    Kind.CONFLICT: 400,
    Kind.LIMITED: 429,
    Kind.UNAVAILABLE: 503,
    Kind.FAILED: 500,
}


def render_fault(fault: Fault, request: Request) -> Response:
    """The answer to a request that went wrong."""
    if declared_path(request) == TOKEN and fault.status in (400, 413, 415, 422):
        return plain_json({"error": "invalid_request", "error_description": fault.message}, 400)
    document, status, headers = _message(fault, request), status_of(fault), fault.headers()
    if declared_path(request).endswith(EFFECTS):
        headers |= NO_STORE
    if fault.code == PATH_UNKNOWN:
        document["MessageDetail"] = f"Nothing is found at {request.scope['path']}."
    elif status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return refusal(request, document, status, headers)


def status_of(fault: Fault) -> int:
    """The status: 404 also for a number in a path that is none, 400 for every broken rule."""
    if any(wrong.place is Place.PATH for wrong in fault.fields):
        return 404
    return fault.status if fault.status in (405, 413, 415) else STATUS[fault.kind]


def _message(fault: Fault, request: Request) -> dict[str, object]:
    if fault.kind is Kind.UNAUTHENTICATED:
        return {"Message": UNAUTHENTICATED}
    if fault.kind is Kind.FAILED:
        return {"Message": CRASHED}
    if any(wrong.place is Place.PATH for wrong in fault.fields):
        return {"Message": "Nothing has this ID."}
    state = model_state(fault, request)
    if not state:
        return {"Message": fault.message}
    first = next(iter(state.values()))[0]
    return {"Message": first if len(state) == 1 else f"{INVALID} {first}", "ModelState": state}


def model_state(fault: Fault, request: Request) -> dict[str, list[str]]:
    """The sentences by wrong field: `model.Lines[0].Qty`; a query parameter stands by its own name."""
    found: dict[str, list[str]] = {}
    names = names_at(declared_path(request))
    for wrong in fault.fields:
        if wrong.place is Place.BOOK and not wrong.path:
            continue
        key = str(wrong.path[0]) if wrong.place is Place.QUERY and wrong.path else wire_path(wrong.path, names)
        found.setdefault(key, []).append(_sentence(wrong, key))
    return found


def _sentence(wrong: WrongField, key: str) -> str:
    if wrong.code in SENTENCES:
        return SENTENCES[wrong.code]
    if wrong.code == FIELD_REQUIRED:
        return f"{key.rpartition('.')[2]} is required."
    return wrong.message


def declared_path(request: Request) -> str:
    """The path as its route declares it; empty when none matched."""
    return str(getattr(request.scope.get("route"), "path", ""))
