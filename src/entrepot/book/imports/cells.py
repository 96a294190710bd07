"""Cells as values: numbers exactly, dates only where one day can be meant."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal

from entrepot.book.imports import errors
from entrepot.book.imports.fields import Cell, Field
from entrepot.book.imports.job import DateOrder, Style
from entrepot.book.suppliers.supplier import PriceBreak
from entrepot.book.values.text import folded
from entrepot.errors import Code

NUMBER_LENGTH = 40
TRUTH = {
    "yes": True,
    "true": True,
    "1": True,
    "y": True,
    "x": True,
    "no": False,
    "false": False,
    "0": False,
    "n": False,
}
_SPACES = re.compile("[ \u00a0\u2009\u202f'’](?=[0-9]{3}(?![0-9]))")
_PLAIN = re.compile(r"[+-]?[0-9]+(?:\.[0-9]*)?\Z|[+-]?\.[0-9]+\Z")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?\Z")
_ISO = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?(?:Z|[+-][0-9]{2}:[0-9]{2})?)?\Z"
)
_WRITTEN = re.compile(r"([0-9]{1,2})([./-])([0-9]{1,2})\2([0-9]{4})\Z")
# A comma or a dot that can only be a decimal sign, and one that may also divide thousands.
_DECIMAL_SIGN = re.compile(
    r"[+-]?(?:[0-9]*([.,])(?:[0-9]{1,2}|[0-9]{4,})|[0-9]{4,}([.,])[0-9]{3}|0([.,])[0-9]+|[0-9.,]+[.,][0-9]{3}([.,])[0-9]*)\Z"
)
_EITHER_SIGN = re.compile(r"[+-]?[1-9][0-9]{0,2}([.,])[0-9]{3}\Z")


class CellWrong(ValueError):
    """A cell that cannot be read."""

    def __init__(self, code: Code, message: str) -> None:
        """`message` is a sentence for whoever wrote the cell."""
        super().__init__(message)
        self.code = code
        self.message = message


def read_cell(field: Field, text: str, style: Style) -> object:
    """The value of a cell that is not blank; raises `CellWrong`."""
    return _READERS[field.cell](field, text, style)


def number(text: str, style: Style) -> Decimal:
    """An exact number, also with its thousands divided; raises `CellWrong`."""
    bare = _SPACES.sub("", text.strip())
    if style.decimal_comma:
        bare = bare.translate(_SWAPPED)
    if len(bare) > NUMBER_LENGTH or not (_PLAIN.match(bare) or _GROUPED.match(bare)):
        raise CellWrong(errors.CELL_NUMBER, f"{_shown(text)} is not a number.")
    return Decimal(bare.replace(",", "")) or Decimal(0)


_SWAPPED = str.maketrans(",.", ".,")


def decimal_comma_of(texts: Iterable[str], delimiter: str | None) -> bool | None:
    """Whether a comma stands before the decimals of these numbers; None when nobody can tell.

    A dot in a file divided by commas is taken for a decimal sign.
    """
    sure: set[str] = set()
    either: set[str] = set()
    for text in texts:
        bare = _SPACES.sub("", text.strip())
        if found := _DECIMAL_SIGN.match(bare):
            sure.add(next(group for group in reversed(found.groups()) if group))
        elif found := _EITHER_SIGN.match(bare):
            either.add(found[1])
    if len(sure) == 1:
        return sure == {","}
    if sure:
        return None
    return False if not either or (either == {"."} and delimiter == ",") else None


def moment(text: str, style: Style) -> datetime:
    """A moment in UTC; a day alone is its beginning. Raises `CellWrong`."""
    found = text.strip()
    try:
        if _ISO.match(found):
            read = datetime.fromisoformat(found)
            return read.astimezone(UTC) if read.tzinfo is not None else read.replace(tzinfo=UTC)
        if written := _WRITTEN.match(found):
            return _of_parts(written, style)
    except (ValueError, OverflowError):
        pass
    raise CellWrong(errors.CELL_DATE, f"{_shown(text)} is not a date; write it like 2026-03-17.")


def _of_parts(written: re.Match[str], style: Style) -> datetime:
    first, sign, second, year = written.groups()
    if sign == "." or style.dates is DateOrder.DAY_FIRST:
        return datetime(int(year), int(second), int(first), tzinfo=UTC)
    if style.dates is DateOrder.MONTH_FIRST:
        return datetime(int(year), int(first), int(second), tzinfo=UTC)
    raise ValueError("day and month cannot be told apart")


def _text(field: Field, text: str, style: Style) -> str:
    return text


def _number(field: Field, text: str, style: Style) -> Decimal:
    return number(text, style)


def _whole(field: Field, text: str, style: Style) -> int:
    try:
        found = number(text, style)
    except CellWrong as error:
        raise CellWrong(errors.CELL_WHOLE, f"{_shown(text)} is not a whole number.") from error
    if found != found.to_integral_value() or abs(found) >= 10**15:
        raise CellWrong(errors.CELL_WHOLE, f"{_shown(text)} is not a whole number.")
    return int(found)


def _flag(field: Field, text: str, style: Style) -> bool:
    found = TRUTH.get(folded(text))
    if found is None:
        raise CellWrong(errors.CELL_FLAG, f"{_shown(text)} is neither yes nor no.")
    return found


def _moment(field: Field, text: str, style: Style) -> datetime:
    return moment(text, style)


def _texts(field: Field, text: str, style: Style) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def _breaks(field: Field, text: str, style: Style) -> tuple[PriceBreak, ...]:
    breaks = []
    for part in filter(None, (each.strip() for each in text.split(";"))):
        quantity, colon, price = part.partition(":")
        if not colon:
            raise CellWrong(errors.CELL_BREAKS, f"{_shown(part)} is not a quantity and a price like 10:1.20.")
        breaks.append(PriceBreak(number(quantity, style), number(price, style)))
    return tuple(breaks)


_READERS: Mapping[Cell, Callable[[Field, str, Style], object]] = {
    Cell.TEXT: _text,
    Cell.NUMBER: _number,
    Cell.WHOLE: _whole,
    Cell.FLAG: _flag,
    Cell.DATE: _moment,
    Cell.TEXTS: _texts,
    Cell.BREAKS: _breaks,
}


def _shown(text: str) -> str:
    return text if len(text) <= NUMBER_LENGTH else f"{text[:NUMBER_LENGTH]}…"
