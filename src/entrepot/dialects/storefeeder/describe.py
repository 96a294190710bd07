"""How the OpenAPI document describes an operation: its answer with an example, its request's example, its refusals."""

from typing import Any

from entrepot.dialects.storefeeder.wire.answers import (
    BatchResponseContainerOfPurchaseOrderSimpleResponse,
    PurchaseOrderSimpleResponse,
    Refusal,
)
from entrepot.dialects.storefeeder.wire.examples import BATCH, REFUSED, SIMPLE

UNKNOWN = {"Message": "No purchase order has this id."}
NOTHING_DONE = {**SIMPLE, "Success": False, "Error": "No purchase order has this id."}
_SENTENCES: dict[int, tuple[str, object]] = {
    400: ("The request is not valid, or breaks a rule; nothing is stored", REFUSED),
    401: ("No token, or one that no longer counts", {"Message": "Authorization has been denied for this request."}),
    403: ("The user's role does not allow this", {"Message": "The role viewer does not include orders.write."}),
    404: ("Nothing has this ID", UNKNOWN),
    405: ("This address does not answer this method", {"Message": "This address does not answer this method."}),
    413: ("The body is too large", {"Message": "The body is larger than 1048576 bytes."}),
    415: ("This content type is not read here", {"Message": "A body of type 'text/csv' is not read here."}),
    503: ("Try again shortly", {"Message": "The server is busy."}),
}


def shown(model: object, text: str, example: object) -> dict[str, Any]:
    """An answer: its model, what it means, an example."""
    return {"model": model, "description": text, "content": {"application/json": {"example": example}}}


def refusals() -> dict[int | str, dict[str, Any]]:
    """What any call may be refused with."""
    return {status: shown(Refusal, *told) for status, told in _SENTENCES.items()}


def operation(model: object, example: object, *, body: object = None) -> dict[str, Any]:
    """Keyword arguments for a route: the answer with its example, and the request's example."""
    responses = {**refusals(), 200: shown(model, "Done", example)}
    return _with_body({"responses": responses}, body)


def action(example: object = SIMPLE, *, body: object = None, model: object = None) -> dict[str, Any]:
    """The same for an action on an order: a refused rule is answered 200 too, an unknown order 404 with the model."""
    responses = {
        **refusals(),
        200: shown(model or PurchaseOrderSimpleResponse, "Done, or refused by a rule (`Success` false)", example),
        404: shown(PurchaseOrderSimpleResponse, "No such purchase order or line", NOTHING_DONE),
    }
    return _with_body({"responses": responses}, body)


def batch(body: object) -> dict[str, Any]:
    """The same for an action on many orders or lines: what became of each."""
    return action(BATCH, body=body, model=BatchResponseContainerOfPurchaseOrderSimpleResponse)


def _with_body(told: dict[str, Any], body: object) -> dict[str, Any]:
    if body is not None:
        told["openapi_extra"] = {"requestBody": {"content": {"application/json": {"example": body}}}}
    return told
