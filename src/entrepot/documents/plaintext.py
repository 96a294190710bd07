"""Tables in plain text: encoding and delimiter are found, quotes are taken seriously, limits hold."""

import csv
import io
from collections.abc import Iterator

from entrepot.book.imports.errors import TABLE_ENCODING, TABLE_TOO_LARGE, TABLE_UNREADABLE
from entrepot.book.imports.table import Table, TableLimits, as_meant
from entrepot.documents.rows import table_of
from entrepot.errors import Invalid

DELIMITERS = (",", ";", "\t", "|")
# How much of the beginning is looked at to find the delimiter.
TASTE_CHARACTERS = 64 * 1024
TASTE_RECORDS = 20
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)


def read_text(raw: bytes, limits: TableLimits, delimiter: str | None = None) -> Table:
    """The table in the bytes of a text file; `delimiter` when it is known. Raises Invalid saying what is wrong."""
    text, encoding = decoded(raw)
    if "\x00" in text:
        raise Invalid(TABLE_UNREADABLE, "The file holds characters that no text may hold.")
    text, named = _without_hint(text)
    used = delimiter or named or found_delimiter(text)
    records = ((number, tuple(map(as_meant, record))) for number, record in _records(text, used))
    return table_of("csv", records, limits, encoding=encoding, delimiter=used)


def decoded(raw: bytes) -> tuple[str, str]:
    """The text and its encoding: as its mark says, else UTF-8, else Windows-1252."""
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return _decoded(raw[len(mark) :], encoding), encoding
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _decoded(raw, "windows-1252"), "windows-1252"


def _decoded(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise Invalid(TABLE_ENCODING, f"Byte {error.start + 1} of the file is not {encoding.upper()}.") from error


def _without_hint(text: str) -> tuple[str, str | None]:
    """The text without the line `sep=;` that some programs write first, and the delimiter it names."""
    first, newline, rest = text.partition("\n")
    hint = first.rstrip("\r")
    if newline and len(hint) == len("sep=;") and hint.lower().startswith("sep="):
        return rest, hint[-1]
    return text, None


def found_delimiter(text: str) -> str:
    """The delimiter that divides the first records most evenly into the most columns; a comma when none does."""
    taste = text[:TASTE_CHARACTERS]
    complete = taste if len(taste) == len(text) else taste.rpartition("\n")[0]
    return max(DELIMITERS, key=lambda each: (_evenness(complete, each), -DELIMITERS.index(each)))


def _evenness(text: str, delimiter: str) -> tuple[int, int]:
    """How many of the first records have as many columns as the headings, and how many that is; nothing for one."""
    widths = []
    try:
        for _, record in _records(text, delimiter):
            if any(record):
                widths.append(len(record))
            if len(widths) == TASTE_RECORDS:
                break
    except Invalid:
        pass
    if not widths or widths[0] < 2:
        return 0, 0
    return sum(width == widths[0] for width in widths), widths[0]


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with its number, the headings' being 1 more than the empty lines above them."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for record in reader:
            number += 1
            yield number, record
    except csv.Error as error:
        too_long = "field larger" in str(error)
        message = f"Line {reader.line_num} of the file cannot be read: {error}."
        raise Invalid(TABLE_TOO_LARGE if too_long else TABLE_UNREADABLE, message) from error
