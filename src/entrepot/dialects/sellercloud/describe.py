"""How the OpenAPI document describes an operation: its answer with an example, its request's example, its refusals."""

from typing import Any

from starlette.responses import Response

from entrepot.dialects.sellercloud.wire.rows import CallsSpentFault, Fault

MODEL_FAULT = {"Message": "The request is not valid.", "ModelState": {"model.VendorID": ["VendorID is required."]}}
RULE_FAULT = {"Message": "QtyUnitsOrdered must be greater than 0 (product NB-A5-DOT)."}
SPENT = {"Error": "Calls are allowed again in 600 seconds.", "RateLimitResetTime": "2026-03-02T15:00:00.000Z"}
SENTENCES: dict[int, tuple[str, object]] = {
    400: ("The request does not fit the model, or breaks a rule", MODEL_FAULT),
    401: ("No token, or one that no longer counts", {"Message": "Not Valid Token"}),
    403: ("The user's role does not allow this", {"Message": "The role viewer does not include orders.write."}),
    404: ("Nothing has this number", {"Message": "No purchase order has this id."}),
    413: ("The body is too large", {"Message": "The body is larger than 1048576 bytes."}),
    415: ("This content type is not read here", {"Message": "A body of type 'text/csv' is not read here."}),
    500: ("A rule of the vendor is broken (nothing was changed)", RULE_FAULT),
    503: ("Try again shortly", {"Message": "The server is busy."}),
}
ALWAYS = (400, 401, 403, 404, 413, 415, 503)


def _answer(model: object, text: str, example: object) -> dict[str, Any]:
    return {"model": model, "description": text, "content": {"application/json": {"example": example}}}


def refusals(*more: int) -> dict[int | str, dict[str, Any]]:
    """What any call may be refused with, and further statuses."""
    found: dict[int | str, dict[str, Any]] = {
        status: _answer(Fault, *SENTENCES[status]) for status in sorted({*ALWAYS, *more})
    }
    found[429] = _answer(CallsSpentFault, "Too many calls in this hour", SPENT)
    return found


def operation(
    model: object = None, example: object = None, *, body: object = None, refused: tuple[int, ...] = ()
) -> dict[str, Any]:
    """Keyword arguments for a route: the answer (nothing: an empty body), the request's example, further refusals."""
    responses = refusals(*refused)
    if model is not None:
        responses[200] = _answer(model, "Done", example)
    else:
        responses[200] = {"description": "Done; the body is empty"}
    told: dict[str, Any] = {"responses": responses}
    if model is None:
        told["response_class"] = Response
    if body is not None:
        told["openapi_extra"] = {"requestBody": {"content": {"application/json": {"example": body}}}}
    return told
