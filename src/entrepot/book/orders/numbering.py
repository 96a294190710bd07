"""Order numbers: what counts as the same number, and how the next one is made from the organization's pattern."""

import re
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from entrepot.book.values.text import folded

MAX_NUMBER = 64
PATIENCE = 32
_FIELD = re.compile(r"\{(sequence|year|month|day)(?::0(\d{1,2})d)?\}")


def number_key(number: str) -> str:
    """The key under which a number is unique within its organization: trimmed, NFKC, case folded."""
    return folded(number)


def pattern_fault(pattern: str) -> str | None:
    """What is wrong with a number pattern, or None: {sequence} once, {year}, {month}, {day}, and no other braces."""
    found = _FIELD.findall(pattern)
    if sum(name == "sequence" for name, _ in found) != 1:
        return "a pattern needs {sequence} exactly once"
    if any(width and int(width) > 18 for _, width in found):
        return "a width may be at most 18"
    rest = _FIELD.sub("", pattern)
    if "{" in rest or "}" in rest:
        return "only {sequence}, {year}, {month} and {day} may stand in braces"
    longest = render(pattern, 10**12 - 1, {"year": 9999, "month": 12, "day": 31})
    return "numbers made from this pattern would be too long" if len(longest) > MAX_NUMBER else None


def date_parts(moment: datetime, time_zone: str) -> dict[str, int]:
    """Year, month and day of the moment in the organization's time zone."""
    local = moment.astimezone(ZoneInfo(time_zone))
    return {"year": local.year, "month": local.month, "day": local.day}


def counter_name(pattern: str, parts: dict[str, int]) -> str:
    """The name of the counter behind the pattern: it starts anew with each rendered period."""
    return "order_number:" + _FIELD.sub(lambda match: "#" if match[1] == "sequence" else _text(match, parts), pattern)


def render(pattern: str, sequence: int, parts: dict[str, int]) -> str:
    """The number with this sequence in this period."""
    values = {**parts, "sequence": sequence}
    return _FIELD.sub(lambda match: _text(match, values), pattern)


def first_free(first: int, is_taken: Callable[[int], bool]) -> int:
    """The first sequence from `first` on whose number is not taken, asked at most some eighty times.

    Small gaps are found one by one; behind more taken numbers than that, the end of a run of them is looked for in
    growing steps and then between the last two, so that a gap further on may be passed over.
    """
    for sequence in range(first, first + PATIENCE):
        if not is_taken(sequence):
            return sequence
    taken, step = first + PATIENCE - 1, PATIENCE
    while is_taken(taken + step):
        taken, step = taken + step, step * 2
    free = taken + step
    while free - taken > 1:
        middle = (taken + free) // 2
        if is_taken(middle):
            taken = middle
        else:
            free = middle
    return free


def _text(match: re.Match[str], values: dict[str, int]) -> str:
    width = int(match[2]) if match[2] else 0
    minimum = {"month": 2, "day": 2}.get(match[1], 0)
    return f"{values[match[1]]:0{max(width, minimum)}d}"
