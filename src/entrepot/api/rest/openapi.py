"""The OpenAPI document of the native door: what FastAPI knows, and what every operation has in common.

Common to all: the API key, the problems, Idempotency-Key and dry runs of writes, If-Match of changes, the ETag of one
record; and an example of everything that is sent and answered.
"""

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from entrepot.api.rest.examples import problem
from entrepot.api.rest.operations import OPERATIONS, Operation, sent
from entrepot.api.rest.order_shapes import Problem, WrongField
from entrepot.api.rest.problems import PROBLEM
from entrepot.http.uploads import FORM

Document = dict[str, Any]
WRITES = frozenset({"post", "put", "patch", "delete"})
OPEN = "/errors"
SIGN_IN = "POST /sessions"  # needs no credential, and is neither repeated nor tried
# Changes whose If-Match may be left out.
LENIENT = frozenset({"PUT /suppliers/{supplier_id}/products/{product_id}", "PATCH /organization/settings"})
# Calls that touch no version: they add to a record beside it, or are about something that has none.
UNVERSIONED = (
    "/documents",
    "/postings/{posting_id}/undo",
    "/templates/{kind}",
    "/file",
    "/test",
    "/resend",
    "/replay",
    "/jobs/{job_id}/cancel",
    "/keys",
    "/keys/{key_id}",
    "/revoke",
    "/sessions",
    "/end",
)
PROBLEMS: dict[int, tuple[str, str]] = {
    400: ("body.unreadable", "The body cannot be read."),
    401: ("credential.missing", "This call needs a credential."),
    403: ("right.missing", "The actor's role does not allow this."),
    404: ("order.unknown", "No purchase order has this id."),
    409: ("order.number_taken", "Another purchase order has this number."),
    412: ("precondition.failed", "The record has changed since it was read; read it again."),
    413: ("body.too_large", "The body is larger than this server accepts."),
    415: ("body.media_type", "This content type is not read here."),
    422: ("quantity.range", "This quantity lies outside what can be ordered."),
    428: ("precondition.required", "Say which version is meant: send If-Match with the ETag last read."),
    429: ("calls.limited", "More calls are made than a setting of this server allows; wait a little."),
    500: ("server.crashed", "Something went wrong on our side; the request id finds it in the log."),
    503: ("store.queue_full", "Too many changes are waiting to be stored; try again shortly."),
    507: ("store.full", "The disk is full: nothing can be stored until room is made. Reading goes on."),
}
_IDEMPOTENCY: Document = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "A name for this request: sent again under it, nothing is done twice, the first answer returns.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
    "example": "b5f1e7a2-order-2231",
}
_IF_NONE_MATCH: Document = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "description": "The ETag last read: 304 when it is still the present one.",
    "schema": {"type": "string", "maxLength": 200},
    "example": '"1"',
}
_ETAG: Document = {"description": "The version, in quotes.", "schema": {"type": "string"}, "example": '"1"'}
_LOCATION: Document = {"description": "Where it is.", "schema": {"type": "string", "format": "uri"}}
_RETRY: Document = {"description": "Seconds to wait.", "schema": {"type": "integer"}, "example": 1}
_CHALLENGE: Document = {"description": "The scheme wanted.", "schema": {"type": "string"}, "example": "Bearer"}


def document_of(app: FastAPI) -> Document:
    """The finished document; raises KeyError when an operation has no entry in `OPERATIONS`."""
    document = get_openapi(
        title=app.title, version=app.version, description=app.description, routes=app.routes, tags=app.openapi_tags
    )
    document["servers"] = [{"url": "/api/v1"}]
    components = document.setdefault("components", {})
    components["securitySchemes"] = {
        "key": {"type": "http", "scheme": "bearer", "description": "An API key; `Token` is read for `Bearer` too."}
    }
    components["responses"] = {code: _problem(status) for status, (code, _) in PROBLEMS.items()}
    schemas = components.setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    for shape in (Problem, WrongField):
        schemas[shape.__name__] = _schema(shape)
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            complete(path, method, operation)
    _bare(document["paths"])
    _bare(schemas)
    return document


def _schema(shape: type[Problem | WrongField]) -> Document:
    schema = shape.model_json_schema(ref_template="#/components/schemas/{model}")
    schema.pop("$defs", None)
    return schema


def complete(path: str, method: str, operation: Document) -> None:
    """Add to one operation what FastAPI cannot know."""
    known = OPERATIONS[f"{method.upper()} {path}"]
    operation["operationId"] = known.id
    operation["security"] = [] if path.startswith(OPEN) or f"{method.upper()} {path}" == SIGN_IN else [{"key": []}]
    operation.setdefault("parameters", []).extend(headers_of(path, method))
    body = operation.get("requestBody")
    if body is not None:
        content = body["content"]
        content.get("application/json", content.get(FORM, {}))["example"] = sent(known)
    responses = operation["responses"]
    responses.pop("422", None)
    _answers(path, method, known, responses)
    for status in statuses_of(path, method, has_body=body is not None):
        responses[str(status)] = {"$ref": f"#/components/responses/{PROBLEMS[status][0]}"}


def headers_of(path: str, method: str) -> Iterator[Document]:
    """The header parameters of an operation."""
    if f"{method.upper()} {path}" == SIGN_IN:
        return
    if method in WRITES:
        yield _IDEMPOTENCY
    elif "{" in path and not path.startswith(OPEN):
        yield _IF_NONE_MATCH
    if takes_version(path, method):
        yield {
            "name": "If-Match",
            "in": "header",
            "required": needs_version(path, method),
            "description": "The ETag last read: 412 when the record has changed since.",
            "schema": {"type": "string", "maxLength": 200},
            "example": '"1"',
        }


def takes_version(path: str, method: str) -> bool:
    """Whether If-Match is looked at."""
    return method in WRITES and (method != "post" or ("{" in path and not path.endswith(UNVERSIONED)))


def needs_version(path: str, method: str) -> bool:
    """Whether If-Match must be sent."""
    return method in {"put", "patch", "delete"} and f"{method.upper()} {path}" not in LENIENT


def statuses_of(path: str, method: str, *, has_body: bool) -> Iterator[int]:
    """The problems an operation may answer with."""
    if path.startswith(OPEN):
        yield from (400, 404, 500) if "{" in path else (400, 500)
        return
    yield from (400, 401, 403, 422, 429, 500, 503)
    if has_body:
        yield from (413, 415)
    if "{" in path:
        yield 404
    if method in WRITES:
        yield from (409, 507)
    if takes_version(path, method):
        yield 412
    if method in {"put", "patch", "delete"}:
        yield 428


def _problem(status: int) -> Document:
    code, sentence = PROBLEMS[status]
    response: Document = {
        "description": sentence,
        "content": {
            PROBLEM: {
                "schema": {"$ref": "#/components/schemas/Problem"},
                "example": problem(status, code, sentence),
            }
        },
    }
    headers = {
        401: {"WWW-Authenticate": _CHALLENGE},
        429: {"Retry-After": _RETRY},
        503: {"Retry-After": _RETRY},
        507: {"Retry-After": _RETRY},
    }.get(status)
    return response if headers is None else {**response, "headers": headers}


def _answers(path: str, method: str, known: Operation, responses: Document) -> None:
    """Examples and headers of the good answers; a dry run answers 200 where the write itself answers 201 or 204."""
    example = known.answered()
    for status in ("200", "201", "202"):
        content = responses.get(status, {}).get("content", {})
        if "application/json" in content:
            content["application/json"]["example"] = example
    if "204" in responses or "201" in responses:
        content = {"application/json": {"schema": {"type": "object"}, "example": {"dry_run": True, "events": []}}}
        responses["200"] = {"description": "A dry run: the record as it would be.", "content": content}
    if method == "put":
        responses["201"] = {**responses["200"], "description": "Listed for the first time."}
    if "201" in responses:
        responses["201"]["headers"] = {"Location": _LOCATION, "ETag": _ETAG}
    versioned = "{" in path and not known.listed and not path.startswith(OPEN) and not path.endswith(UNVERSIONED)
    if "200" in responses and versioned:
        responses["200"]["headers"] = {"ETag": _ETAG}
        if method == "get":
            responses["304"] = {"description": "The client has this version."}


def _bare(value: Any) -> None:  # noqa: ANN401 - JSON has any shape
    """Take out the titles pydantic makes of names, and the defaults of fields that may only be left out."""
    if isinstance(value, dict):
        if value.get("default", ...) is None:
            del value["default"]
        if isinstance(value.get("title"), str) and ("type" in value or "anyOf" in value or "$ref" in value):
            del value["title"]
        for name, inner in value.items():
            if name not in ("example", "examples"):
                _bare(inner)
    elif isinstance(value, list):
        for inner in value:
            _bare(inner)
