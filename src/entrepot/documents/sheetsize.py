"""How large a sheet becomes once it is read: the reader keeps a cell for every place between the first and the last.

Two cells at opposite corners make a file of a few kilobytes that would ask for more memory than any machine has, and
the reader ends the whole process then. So the places are counted before the reader sees the file.
"""

import re
from collections.abc import Iterable
from typing import Any

from lxml import etree

from entrepot.book.imports.errors import TABLE_TOO_LARGE, TABLE_UNREADABLE
from entrepot.errors import Invalid

# Places between the first and the last cell of a sheet; the reader keeps 32 bytes for each.
MOST_PLACES = 5_000_000
MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
SHEET = b"sheetData"
# Texts of other encodings could hide cells from this count.
FOREIGN = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<", b"\x00\x00")
PIECE_BYTES = 1 << 20
DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})\Z")


class _Corners:
    """Notes the lowest and highest row and column of the cells that a parser meets; one without a name is the next."""

    def __init__(self) -> None:
        self.rows = [MOST_ROWS + 1, 0]
        self.columns = [MOST_COLUMNS + 1, 0]
        self.row = self.column = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        if name == "row":
            self.row = _number(attributes["r"]) if "r" in attributes else self.row + 1
            self.column = 0
        elif name == "c":
            self._cell(attributes.get("r"))

    def end(self, tag: str) -> None:
        """Nothing ends that counts."""

    def data(self, text: str) -> None:
        """Values do not count."""

    def close(self) -> int:
        """The places between the corners."""
        height = max(0, self.rows[1] - self.rows[0] + 1)
        return height * max(0, self.columns[1] - self.columns[0] + 1)

    def _cell(self, named: str | None) -> None:
        if named is None:
            self.column += 1
        else:
            found = _PLACE.match(named.upper())
            if found is None:
                raise Invalid(TABLE_UNREADABLE, "A cell of the spreadsheet has no place.")
            self.column, self.row = _column(found[1]), int(found[2])
        self.row = max(1, self.row)
        if self.row > MOST_ROWS or self.column > MOST_COLUMNS:
            raise Invalid(TABLE_UNREADABLE, "A cell of the spreadsheet has no place.")
        self.rows = [min(self.rows[0], self.row), max(self.rows[1], self.row)]
        self.columns = [min(self.columns[0], self.column), max(self.columns[1], self.column)]


def check_sheet(content: bytes) -> None:
    """Raise Invalid when a member of a spreadsheet is a sheet that is too large, or hides what it is."""
    if content.startswith(FOREIGN) or any(mark in content for mark in DECLARATIONS):
        raise Invalid(TABLE_UNREADABLE, "The spreadsheet is written in a way that is not read.")
    if SHEET in content and places(content[start : start + PIECE_BYTES] for start in _starts(content)) > MOST_PLACES:
        raise Invalid(TABLE_TOO_LARGE, "The cells of the spreadsheet lie too far apart.")


def places(pieces: Iterable[bytes]) -> int:
    """How many places lie between the corners of a sheet; raises Invalid when it is no XML."""
    corners: Any = _Corners()
    parser: Any = etree.XMLParser(target=corners, resolve_entities=False, no_network=True, huge_tree=True)
    try:
        for piece in pieces:
            parser.feed(piece)
        found: int = parser.close()
    except etree.XMLSyntaxError as error:
        raise Invalid(TABLE_UNREADABLE, "The file is not a spreadsheet that can be read.") from error
    return found


def _starts(content: bytes) -> range:
    return range(0, len(content), PIECE_BYTES)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(MOST_ROWS))):
        raise Invalid(TABLE_UNREADABLE, "A row of the spreadsheet has no number.")
    return int(text)


def _column(letters: str) -> int:
    """A is 1, Z is 26, AA is 27."""
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - ord("A") + 1
    return found
