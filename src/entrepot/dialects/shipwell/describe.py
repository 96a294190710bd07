"""What the API document says of each route: the answer's model and example, the body's example, the errors."""

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel

from entrepot.dialects.shipwell import examples
from entrepot.dialects.shipwell.translate.queries import documented
from entrepot.dialects.shipwell.wire import answers
from entrepot.dialects.shipwell.wire.releases import CreateRelease

Keywords = dict[str, Any]

_ERRORS = {
    400: "Something is wrong with the request, or a rule refuses it",
    401: "Nobody we know is asking",
    403: "The caller may not do this",
    404: "There is nothing here for this caller",
    405: "This address does not answer this method",
    413: "The body is too large",
    415: "The body is not JSON",
    429: "Too many requests",
    503: "Try again later",
}


def errors() -> dict[int | str, dict[str, Any]]:
    """The error answers every operation may give."""
    content = {"application/json": {"example": examples.ERRORS}}
    described: dict[int | str, dict[str, Any]] = {
        status: {"model": answers.Errors, "description": text, "content": content} for status, text in _ERRORS.items()
    }
    # FastAPI would otherwise describe its own 422, which this door never answers
    described["4XX"] = {"model": answers.Errors, "description": "Any other refusal"}
    return described


def answer(status: int, model: type[BaseModel], example: Keywords) -> Keywords:
    """A route that answers one document."""
    shown = {"description": "Done", "model": model, "content": {"application/json": {"example": example}}}
    return {"status_code": status, "response_model": None, "responses": {**errors(), status: shown}}


def body_example(example: Keywords) -> Keywords:
    """An example of the request's body."""
    return {"openapi_extra": {"requestBody": {"content": {"application/json": {"example": example}}}}}


def whole_schema(model: type[BaseModel]) -> Keywords:
    """The schema of a model with those of the models in it, each in its place: for bodies that no endpoint declares."""
    schema = model.model_json_schema()
    named = schema.pop("$defs", {})

    def inside(part: Any) -> Any:  # noqa: ANN401 - any part of a schema
        if isinstance(part, list):
            return [inside(each) for each in part]
        if not isinstance(part, dict):
            return part
        if "$ref" in part:
            return inside(named[part["$ref"].rpartition("/")[2]])
        return {name: inside(each) for name, each in part.items()}

    whole: Keywords = inside(schema)
    return whole


def form_example(example: Keywords) -> Keywords:
    """An example of a release: the parts of a form, or its `data` as the whole body."""
    released = whole_schema(CreateRelease)
    form = {
        "type": "object",
        "required": ["data"],
        "properties": {
            "data": {"type": "string", "contentMediaType": "application/json"},
            "documents": {"type": "array", "items": {"type": "string", "format": "binary"}},
            "documents_metadata": {"type": "string", "contentMediaType": "application/json"},
        },
    }
    content = {
        "application/json": {"schema": released, "example": example},
        "multipart/form-data": {"schema": form, "encoding": {"data": {"contentType": "application/json"}}},
    }
    return {"openapi_extra": {"requestBody": {"required": True, "content": content}}}


def listing(
    model: type[BaseModel], entry: Keywords, path: str, parameters: Sequence[Keywords] | None = None
) -> Keywords:
    """A route that answers a page; the parameters are those of orders unless others are given."""
    named = documented() if parameters is None else list(parameters)
    return {**answer(200, model, examples.page(entry, path)), "openapi_extra": {"parameters": named}}
