"""The one error tree of the house.

An error says what went wrong in the words of the purchasing desk; no HTTP status lives here. Every door renders the
tree in its own form. Codes are declared once, with a sentence for the documentation, and are the only strings an
error may carry as its code (mypy holds this: only `code()` makes a `Code`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

Code = NewType("Code", str)
Path = tuple[str | int, ...]

CODES: dict[Code, str] = {}


def code(name: str, sentence: str) -> Code:
    """Declare an error code (`noun.what`) with the sentence that documents it; raises ValueError on a double."""
    declared = Code(name)
    if declared in CODES:
        raise ValueError(f"error code declared twice: {name}")
    CODES[declared] = sentence
    return declared


class Kind(StrEnum):
    """What sort of answer an error asks for."""

    INVALID = "invalid"
    UNAUTHENTICATED = "unauthenticated"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    CONFLICT = "conflict"
    LIMITED = "limited"
    UNAVAILABLE = "unavailable"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class FieldError:
    """One wrong field: where it stands in the command (book names, zero-based indexes), a stable code, a sentence."""

    path: Path
    code: Code
    message: str


class EntrepotError(Exception):
    """The root of the tree; raise one of the kinds below."""

    kind: Kind = Kind.FAILED

    def __init__(
        self,
        code: Code,
        message: str | None = None,
        *,
        fields: Iterable[FieldError] = (),
        retry_after: int | None = None,
    ) -> None:
        """`message` defaults to the code's own sentence; `retry_after` is in seconds."""
        self.code = code
        self.message = message if message is not None else CODES[code]
        self.fields = tuple(fields)
        self.retry_after = retry_after
        super().__init__(self.message)


class Invalid(EntrepotError):
    """The command breaks a rule about its own content."""

    kind = Kind.INVALID


class Unauthenticated(EntrepotError):
    """Nobody, or nobody we know, is asking."""

    kind = Kind.UNAUTHENTICATED


class Forbidden(EntrepotError):
    """The actor is known and lacks the right."""

    kind = Kind.FORBIDDEN


class NotFound(EntrepotError):
    """The thing does not exist for this actor; a foreign one looks the same."""

    kind = Kind.NOT_FOUND


class Conflict(EntrepotError):
    """The command is well formed, but the thing is in a state that forbids it."""

    kind = Kind.CONFLICT


class Limited(EntrepotError):
    """Too much or too often."""

    kind = Kind.LIMITED


class Unavailable(EntrepotError):
    """Try again later: `retry_after` says when."""

    kind = Kind.UNAVAILABLE


class Failed(EntrepotError):
    """Our own fault."""

    kind = Kind.FAILED


FIELDS_INVALID = code("fields.invalid", "One or more fields are not acceptable; each is named.")
FIELD_REQUIRED = code("field.required", "This field is required.")
FIELD_UNKNOWN = code("field.unknown", "This field is not known here.")
FIELD_TYPE = code("field.type", "This field has the wrong type.")
FIELD_FORMAT = code("field.format", "This field is not written in an accepted form.")
FIELD_TOO_LONG = code("field.too_long", "This text is longer than allowed.")
FIELD_RANGE = code("field.range", "This value lies outside the allowed range.")
FIELD_CHOICE = code("field.choice", "This value is not one of the allowed ones.")
VERSION_STALE = code("version.stale", "Somebody changed this in the meantime; read it again before changing it.")
VERSION_MISSING = code("version.missing", "Say which version this change was made from.")


class Findings:
    """Collects field errors so that all of them are reported at once."""

    __slots__ = ("fields",)

    def __init__(self) -> None:
        """Start with nothing found."""
        self.fields: list[FieldError] = []

    def add(self, path: Path, code: Code, message: str | None = None) -> None:
        """Note one wrong field; `message` defaults to the code's sentence."""
        self.fields.append(FieldError(path, code, message if message is not None else CODES[code]))

    def settle(self) -> None:
        """Raise `Invalid` naming every field found wrong; do nothing when there is none."""
        if not self.fields:
            return
        first = self.fields[0]
        more = len(self.fields) - 1
        text = first.message if not more else f"{first.message} (and {more} more)"
        raise Invalid(FIELDS_INVALID, text, fields=self.fields)
