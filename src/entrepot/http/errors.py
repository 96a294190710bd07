"""What can be wrong with a request as such, before it says anything to the desk, and where on the wire it stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from entrepot.errors import FIELDS_INVALID, Code, Conflict, EntrepotError, Invalid, NotFound, Path, code
from entrepot.store.errors import STORE_FULL

BODY_UNREADABLE = code("body.unreadable", "The body cannot be read.")
BODY_TOO_LARGE = code("body.too_large", "The body is larger than this server accepts.")
BODY_MEDIA_TYPE = code("body.media_type", "This content type is not read here.")
UPLOADS_FULL = code("uploads.full", "Too many files are arriving at this server; try again shortly.")
PATH_UNKNOWN = code("path.unknown", "There is nothing at this address.")
METHOD_REFUSED = code("method.refused", "This address does not answer this method.")
REQUEST_REFUSED = code("request.refused", "The request cannot be answered.")
CURSOR_INVALID = code(
    "cursor.invalid", "This cursor was not given out for this list with these filters and this order."
)
PRECONDITION_FAILED = code("precondition.failed", "The record has changed since it was read; read it again.")
PRECONDITION_REQUIRED = code(
    "precondition.required", "Say which version is meant: send If-Match with the ETag last read."
)
IDEMPOTENCY_KEY = code("idempotency.key", "An Idempotency-Key has 1 to 255 visible ASCII characters.")
IDEMPOTENCY_MISMATCH = code("idempotency.mismatch", "This Idempotency-Key was used before with another request.")
IDEMPOTENCY_BUSY = code("idempotency.busy", "The first request with this Idempotency-Key is still being carried out.")
CALLS_LIMITED = code("calls.limited", "More calls are made than a setting of this server allows; wait a little.")
SIGN_IN_LIMITED = code("credential.limited", "Signing in failed too often; wait before trying again.")
SERVER_ADDRESS = code("server.address", "The server cannot listen on this host and port.")
SERVER_STOPPING = code("server.stopping", "The server is stopping; ask again shortly, or another one.")
OTEL_MISSING = code("otel.missing", "Traces are asked for, but OpenTelemetry is not installed: `entrepot[otel]`.")
SERVER_CRASHED = code("server.crashed", "Something went wrong on our side; the request id finds it in the log.")


# Where HTTP has a word of its own for what its kind alone would not say.
STATUS_OF_CODE = {STORE_FULL: 507}


class Place(StrEnum):
    """Which part of a request a wrong field stands in; BOOK means the path is still in the book's names."""

    BODY = "body"
    QUERY = "query"
    PATH = "path"
    HEADER = "header"
    COOKIE = "cookie"
    BOOK = "book"


@dataclass(frozen=True, slots=True)
class WrongField:
    """One wrong field as a door is told of it: where, the path in the names of that place, a code, a sentence."""

    place: Place
    path: Path
    code: Code
    message: str


class WireInvalid(Invalid):
    """Invalid in the door's own names: raise it from a door for a query, path or body field it judges itself."""

    def __init__(self, wrong: Iterable[WrongField], message: str | None = None, code: Code = FIELDS_INVALID) -> None:
        """`wrong` names every field; the message defaults to the first one's."""
        self.wrong = tuple(wrong)
        super().__init__(code, message if message is not None else self.wrong[0].message)


class UnreadableBody(Invalid):
    """The bytes of the body are no document, or not one of the kind this address takes."""

    http_status = 400

    def __init__(self, message: str | None = None) -> None:
        """`message` says what is wrong, with line and column where they are known."""
        super().__init__(BODY_UNREADABLE, message)


class BodyTooLarge(Invalid):
    """The body has more bytes than the setting `max_body_bytes`."""

    http_status = 413

    def __init__(self, limit: int) -> None:
        """`limit` in bytes."""
        super().__init__(BODY_TOO_LARGE, f"The body is larger than {limit} bytes.")


class UnsupportedMedia(Invalid):
    """The content type has no reader at this door."""

    http_status = 415

    def __init__(self, media_type: str) -> None:
        """`media_type` as the client wrote it."""
        super().__init__(BODY_MEDIA_TYPE, f"A body of type {media_type[:80]!r} is not read here.")


class UnknownPath(NotFound):
    """No route has this path."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__(PATH_UNKNOWN)


class RefusedMethod(Invalid):
    """The path is known, the method is not."""

    http_status = 405

    def __init__(self, allow: str) -> None:
        """`allow` is the value of the Allow header: the methods this path answers."""
        self.allow = allow
        super().__init__(METHOD_REFUSED)


class PreconditionFailed(Conflict):
    """If-Match names another version than the stored one."""

    http_status = 412

    def __init__(self) -> None:
        """Say so."""
        super().__init__(PRECONDITION_FAILED)


class PreconditionRequired(Conflict):
    """An update came without If-Match."""

    http_status = 428

    def __init__(self) -> None:
        """Say so."""
        super().__init__(PRECONDITION_REQUIRED)


def in_query(name: str, code: Code, message: str) -> WireInvalid:
    """The error for one wrong query parameter."""
    return WireInvalid([WrongField(Place.QUERY, (name,), code, message)])


def http_status_of(error: EntrepotError) -> int | None:
    """The HTTP status an error of this layer insists on, or None when its kind decides."""
    status = getattr(error, "http_status", None)
    return status if isinstance(status, int) else STATUS_OF_CODE.get(error.code)
