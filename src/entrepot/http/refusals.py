"""pydantic's findings about a request, in the house's codes and sentences, with paths as they stand on the wire."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from entrepot.errors import (
    CODES,
    FIELD_CHOICE,
    FIELD_FORMAT,
    FIELD_RANGE,
    FIELD_REQUIRED,
    FIELD_TOO_LONG,
    FIELD_TYPE,
    FIELD_UNKNOWN,
    Code,
    Path,
)
from entrepot.http.errors import Place, WrongField

_CODES: Mapping[str, Code] = {
    "missing": FIELD_REQUIRED,
    "missing_argument": FIELD_REQUIRED,
    "extra_forbidden": FIELD_UNKNOWN,
    "unexpected_keyword_argument": FIELD_UNKNOWN,
    "string_too_long": FIELD_TOO_LONG,
    "string_too_short": FIELD_RANGE,
    "too_long": FIELD_RANGE,
    "too_short": FIELD_RANGE,
    "greater_than": FIELD_RANGE,
    "greater_than_equal": FIELD_RANGE,
    "less_than": FIELD_RANGE,
    "less_than_equal": FIELD_RANGE,
    "multiple_of": FIELD_RANGE,
    "finite_number": FIELD_RANGE,
    "decimal_max_digits": FIELD_RANGE,
    "decimal_max_places": FIELD_RANGE,
    "decimal_whole_digits": FIELD_RANGE,
    "int_parsing_size": FIELD_RANGE,
    "enum": FIELD_CHOICE,
    "literal_error": FIELD_CHOICE,
    "union_tag_invalid": FIELD_CHOICE,
    "union_tag_not_found": FIELD_REQUIRED,
    "none_required": FIELD_UNKNOWN,
}
_SUBJECT = re.compile(r"^(?:[A-Z]\w*(?: input)?) should ")
_COUNTED = re.compile(r" after validation, not \d+$")
_UNION_LABEL = re.compile(r"^(?:int|str|decimal|float|bool|none|date|datetime|uuid|url|dict|list)$|\[|-")
_WHOLE_BODY = frozenset(
    {
        "missing",
        "model_type",
        "model_attributes_type",
        "dict_type",
        "list_type",
        "dataclass_type",
        "union_tag_not_found",
    }
)
BODY_KINDS: Mapping[str, str] = {
    "missing": "The body is empty; this address needs one.",
    "list_type": "The body must be a list.",
}


def code_of(kind: str) -> Code:
    """The house's code for a kind of pydantic error; a code of our own used as the kind stays itself."""
    if kind in CODES:
        return Code(kind)
    known = _CODES.get(kind)
    if known is not None:
        return known
    return FIELD_TYPE if kind.endswith("_type") else FIELD_FORMAT


def sentence(kind: str, code: Code, message: str) -> str:
    """What a person reads: pydantic's sentence without its habit of calling everything an input."""
    if kind in ("missing", "extra_forbidden"):
        return CODES[code]
    text = _COUNTED.sub("", _SUBJECT.sub("Must ", message))
    text = text.removeprefix("Value error, ").removeprefix("Assertion failed, ")
    return text if text.endswith((".", "!", "?")) else f"{text}."


def wire_path(location: Sequence[str | int], body: object, *, absent: bool) -> Path:
    """A pydantic location without the labels of union branches, which name no part of the body.

    A step stays when the body has it (letters of either case) or when it is the last one and names an absent field.
    """
    path: list[str | int] = []
    current = body
    last = len(location) - 1
    for index, step in enumerate(location):
        known, inner = _step(current, step)
        if known:
            path.append(step)
            current = inner
        elif index == last and (absent or not _UNION_LABEL.search(str(step))):
            path.append(step)
    return tuple(path)


def _step(current: object, step: str | int) -> tuple[bool, object]:
    if isinstance(current, dict):
        if step in current:
            return True, current[step]
        folded = str(step).casefold()
        for name, inner in current.items():
            if isinstance(name, str) and name.casefold() == folded:
                return True, inner
    elif isinstance(current, list) and isinstance(step, int) and step < len(current):
        return True, current[step]
    return False, current


def is_whole_body(error: Mapping[str, Any]) -> bool:
    """Whether the error says that the body as such is absent or of the wrong shape."""
    return tuple(error["loc"]) == ("body",) and error["type"] in _WHOLE_BODY


def wrong_fields(errors: Iterable[Mapping[str, Any]], body: object) -> tuple[WrongField, ...]:
    """Every wrong field of a request once, in the order found; of very many the first ones."""
    found: dict[tuple[Place, Path], WrongField] = {}
    for error in islice(errors, MOST_NAMED):
        location = tuple(error["loc"])
        place = Place(location[0]) if location and location[0] in _PLACES else Place.BODY
        rest = location[1:] if location and location[0] in _PLACES else location
        kind = str(error["type"])
        absent = kind in ("missing", "extra_forbidden")
        path = wire_path(rest, body, absent=absent) if place is Place.BODY else tuple(rest[:1])
        code = code_of(kind)
        found.setdefault((place, path), WrongField(place, path, code, sentence(kind, code, str(error["msg"]))))
    return tuple(found.values())


MOST_NAMED = 1000
_PLACES = frozenset({"body", "query", "path", "header", "cookie"})
