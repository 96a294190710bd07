"""Answers in the form the client asks for: JSON or XML by `Accept`, JSON when nothing fits."""

import json
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import Response

from entrepot.dialects.storefeeder.wire.xml import write_refusal, write_xml
from entrepot.http.answer import json_bytes, number_bytes

JSON = "application/json"
OFFERED = (JSON, "text/json", "application/xml", "text/xml")
NO_STORE = {"Cache-Control": "no-store"}


def answer(
    request: Request, document: object, declared: object, status: int = 200, headers: dict[str, str] | None = None
) -> Response:
    """A document (numbers marked) under its model, which names the elements when it goes out as XML."""
    body = number_bytes(document)
    media_type = wanted(request)
    if media_type.endswith("xml"):
        body = write_xml(json.loads(body, parse_float=str, parse_int=str), declared)
    return _sent(body, media_type, status, headers)


def refusal(request: Request, document: dict[str, object], status: int, headers: dict[str, str]) -> Response:
    """What went wrong, as `{"Message": …}` or `<Error><Message>…`."""
    media_type = wanted(request)
    body = write_refusal(document) if media_type.endswith("xml") else json_bytes(document)
    return _sent(body, media_type, status, headers)


def plain_json(document: object, status: int = 200) -> Response:
    """A document that is JSON whatever the client accepts, and is not to be kept."""
    return _sent(json_bytes(document), JSON, status, NO_STORE)


def _sent(body: bytes, media_type: str, status: int, headers: dict[str, str] | None) -> Response:
    sent = Response(body, status, headers)
    sent.headers["content-type"] = f"{media_type}; charset=utf-8"
    return sent


def wanted(request: Request) -> str:
    """The content type this client gets."""
    accept = request.headers.get("accept")
    return preferred(accept[:1000]) if accept else JSON


@lru_cache(maxsize=256)
def preferred(accept: str) -> str:
    """The offered type with the highest q-value; of equal ones the first that is named, JSON for any."""
    best, best_quality = JSON, 0
    for part in accept.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = _quality(parameters)
        found = _matching(name)
        if found is not None and quality > best_quality:
            best, best_quality = found, quality
    return best


def _matching(name: str) -> str | None:
    if name in OFFERED:
        return name
    if name.endswith("+json") or name in ("*/*", "application/*"):
        return JSON
    if name.endswith("+xml") and name != "application/xhtml+xml":
        return "application/xml"
    return "text/json" if name == "text/*" else None


def _quality(parameters: list[str]) -> int:
    """The q-value in thousandths; one that cannot be read counts as 1."""
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            return _thousandths(value.strip())
    return 1000


def _thousandths(text: str) -> int:
    whole, _, fraction = text.partition(".")
    if whole not in ("0", "1") or not (fraction + "0").isdigit() or not fraction.isascii():
        return 1000
    return min(1000, int(whole) * 1000 + int(fraction[:3].ljust(3, "0")))
