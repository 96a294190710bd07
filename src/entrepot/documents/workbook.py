"""Tables in spreadsheets (XLSX): the archive is measured before it is opened, and no formula is ever worked out."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from numbers import Real

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from entrepot.book.imports.errors import TABLE_SHEET, TABLE_TOO_LARGE, TABLE_UNREADABLE
from entrepot.book.imports.table import Table, TableLimits, as_meant
from entrepot.book.values.text import folded
from entrepot.documents.rows import table_of
from entrepot.documents.sheetsize import check_sheet
from entrepot.errors import EntrepotError, Invalid

ARCHIVE = b"PK\x03\x04"
MOST_MEMBERS = 2000
NEEDED = "xl/workbook.xml"
# What the reader would take for another form of spreadsheet when it cannot read this one.
OTHER_FORMS = frozenset({"content.xml", "xl/workbook.bin"})
# Spreadsheets keep 15 significant digits; what a number has beyond them is noise of its binary form.
SIGNIFICANT = ".15g"
UNREADABLE = "The file is not a spreadsheet that can be read."


def is_workbook(raw: bytes) -> bool:
    """Whether the bytes are an archive, as every XLSX file is."""
    return raw.startswith(ARCHIVE)


def read_workbook(raw: bytes, limits: TableLimits, sheet: str | None = None) -> Table:
    """The table on a sheet of a spreadsheet, the first visible one unless named; raises Invalid."""
    measure(raw, limits)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        page = _sheet(book, sheet)
        if page.total_width > _widest(limits) or page.total_height > _highest(limits):
            raise Invalid(TABLE_TOO_LARGE, f"At most {limits.rows} rows of {limits.columns} cells are read.")
        return table_of("xlsx", _records(page), limits, sheet=page.name)
    except (EntrepotError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # the reader's own panics are no Exceptions
        raise Invalid(TABLE_UNREADABLE, UNREADABLE) from error


def _widest(limits: TableLimits) -> int:
    return limits.columns * 4


def _highest(limits: TableLimits) -> int:
    """Empty rows at the end count: some programs leave many."""
    return limits.rows * 4 + 1000


def measure(raw: bytes, limits: TableLimits) -> None:
    """Refuse an archive that is too large once unpacked, lies about its sizes, or is no spreadsheet; raises Invalid."""
    room = limits.unpacked_bytes
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            members = archive.infolist()
            names = {member.filename for member in members}
            if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > room:
                raise Invalid(TABLE_TOO_LARGE, f"Unpacked, the file is larger than {room} bytes.")
            if NEEDED not in names or names & OTHER_FORMS or len(names) != len(members):
                raise Invalid(TABLE_UNREADABLE, UNREADABLE)
            for member in members:
                content = _unpacked(archive, member, room)
                room -= len(content)
                check_sheet(content)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise Invalid(TABLE_UNREADABLE, UNREADABLE) from error


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, room: int) -> bytes:
    """The bytes a member really has; raises Invalid when they are more than there is room for."""
    with archive.open(member) as stream:
        content = stream.read(room + 1)
    if len(content) > room:
        raise Invalid(TABLE_TOO_LARGE, "Unpacked, the file is larger than can be read.")
    return content


def _sheet(book: CalamineWorkbook, wanted: str | None) -> CalamineSheet:
    shown = [
        each.name
        for each in book.sheets_metadata
        if each.typ is SheetTypeEnum.WorkSheet and each.visible is SheetVisibleEnum.Visible
    ]
    if wanted is not None:
        shown = [name for name in shown if folded(name) == folded(wanted)]
    if not shown:
        raise Invalid(TABLE_SHEET)
    return book.get_sheet_by_name(shown[0])


def _records(page: CalamineSheet) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The rows from the first one on, also the empty ones above the table; empty columns before it are left out."""
    for number, row in enumerate(page.iter_rows(), 1):
        yield number, tuple(map(text_of, row))


def text_of(cell: object) -> str:
    """A cell as a text: numbers with at most 15 digits, dates in ISO form, truth as TRUE and FALSE."""
    if isinstance(cell, str):
        return as_meant(cell.replace("\x00", ""))
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, Real):
        return _number(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return "" if cell is None else str(cell)


def _number(value: Real) -> str:
    """`1234.5`, `1000000`, never an exponent where the number is of usual size."""
    text = format(value, SIGNIFICANT)
    if "e" not in text:
        return text
    return format(value, ".20f").rstrip("0") if "e-" in text else format(value, ".0f")
