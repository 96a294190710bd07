"""Sheets that belong to imports: empty ones to fill in, and the rows that were refused with what is wrong with them."""

from collections.abc import Iterable
from datetime import datetime

from entrepot.book.imports.fields import ERROR_COLUMN, FIELDS
from entrepot.book.imports.job import Import, ImportKind, ImportRow, RowError
from entrepot.book.imports.mapping import is_error_column
from entrepot.documents.sheets import Sheet, write_csv, write_workbook

COMMA = ","


def template(kind: ImportKind) -> Sheet:
    """An empty table with a column for every field."""
    return Sheet(kind.value, tuple(FIELDS[kind]))


def template_csv(kind: ImportKind) -> bytes:
    """The empty table as CSV."""
    return write_csv(template(kind))


def template_workbook(kind: ImportKind, at: datetime) -> bytes:
    """The empty table as XLSX, with a second sheet that says what each column is."""
    rows = [
        (field.name, field.cell.value, "needed" if field.needed else "", field.sentence)
        for field in FIELDS[kind].values()
    ]
    words = Sheet("What the columns are", ("column", "written as", "", "what it is"), rows)
    return write_workbook([template(kind), words], at)


def refused_sheet(item: Import, rows: Iterable[ImportRow]) -> Sheet:
    """The refused rows as they came, with a column that says what is wrong; it can be mended and brought in again."""
    places = [index for index, name in enumerate(item.columns) if not is_error_column(name)]
    headings = tuple(item.columns[index] for index in places)
    return Sheet(
        item.kind.value,
        (*headings, ERROR_COLUMN),
        [(*(row.cells[index] if index < len(row.cells) else "" for index in places), said(row.errors)) for row in rows],
    )


def refused_csv(item: Import, rows: Iterable[ImportRow]) -> bytes:
    """The refused rows as CSV, divided as the file was."""
    return write_csv(refused_sheet(item, rows), item.delimiter or COMMA)


def refused_workbook(item: Import, rows: Iterable[ImportRow]) -> bytes:
    """The refused rows as XLSX."""
    return write_workbook([refused_sheet(item, rows)], item.updated_at)


def said(errors: Iterable[RowError]) -> str:
    """What is wrong with a row, in one cell."""
    return " ".join(f"{error.column}: {error.message}" if error.column else error.message for error in errors)
