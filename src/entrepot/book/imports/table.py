"""A table as it was read from a file: headings and rows of texts, whatever the file was.

Numbers and dates of a spreadsheet have become texts already (`1234.5`, `2026-03-17`), so that what follows is the same
for every sort of file.
"""

from dataclasses import dataclass

# A cell that begins with one of these is a formula to some program that opens the file.
FORMULA_BEGINNINGS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class TableLimits:
    """How much of a table is read: rows below the headings, columns, characters in a cell, bytes once unpacked."""

    rows: int = 50_000
    columns: int = 200
    characters: int = 10_000
    unpacked_bytes: int = 64 << 20


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row that is not empty; `number` is its number in the file, counted from 1 as spreadsheets do."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and rows. `form` is csv or xlsx; `encoding` and `delimiter` are None for a spreadsheet.

    `sheet` is the sheet that was read, None for plain text.
    """

    form: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None


def is_formula(text: str) -> bool:
    """Whether a program that opens the cell may take it for a formula; a plain negative number is none."""
    return text.startswith(FORMULA_BEGINNINGS) and not _is_negative_number(text)


def _is_negative_number(text: str) -> bool:
    digits = text[1:].replace(".", "", 1).replace(",", "", 1)
    return text[0] == "-" and digits.isascii() and digits.isdigit()


def made_safe(text: str) -> str:
    """The text as it may stand in a CSV file: a would-be formula is written behind an apostrophe."""
    return f"'{text}" if is_formula(text) or _is_guarded(text) else text


def as_meant(text: str) -> str:
    """The text behind the apostrophe that `made_safe` or a spreadsheet put before it."""
    return text[1:] if _is_guarded(text) else text


def _is_guarded(text: str) -> bool:
    """Whether the text is an apostrophe and what needs one, so that writing and reading give back any text."""
    rest = text[1:]
    return text[:1] == "'" and (is_formula(rest) or _is_guarded(rest))
