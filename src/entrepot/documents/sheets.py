"""Tables as files: CSV that a spreadsheet opens without harm, and XLSX whose cells are typed as texts."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import xlsxwriter

from entrepot.book.imports.table import made_safe

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Without this mark a spreadsheet takes UTF-8 for something else.
MARK = "\ufeff"
WIDEST = 60
NARROWEST = 10
SHEET_NAME_LENGTH = 31
# What an XLSX cell may hold at most.
CELL_CHARACTERS = 32_767


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table to be written: headings and rows of texts."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[str]] = ()


def write_csv(sheet: Sheet, delimiter: str = ",", *, mark: bool = True) -> bytes:
    """The table as CSV in UTF-8 with lines ended by CR LF; cells that a program would run are made harmless."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(map(made_safe, sheet.columns))
    writer.writerows(map(made_safe, row) for row in sheet.rows)
    return ((MARK if mark else "") + text.getvalue()).encode()


def write_workbook(sheets: Sequence[Sheet], at: datetime) -> bytes:
    """The tables as sheets of one XLSX file made at that moment; every cell is a text, never a formula or a link."""
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(file, options)
    book.set_properties({"created": at.replace(tzinfo=None)})
    heading = book.add_format({"bold": True, "bottom": 1})
    text = book.add_format({"num_format": "@"})
    for sheet in sheets:
        page = book.add_worksheet(sheet.name[:SHEET_NAME_LENGTH])
        page.freeze_panes(1, 0)
        widths = [len(name) for name in sheet.columns]
        for column, name in enumerate(sheet.columns):
            page.write_string(0, column, name, heading)
        for index, row in enumerate(sheet.rows, 1):
            for column, cell in enumerate(row):
                if cell:
                    page.write_string(index, column, cell[:CELL_CHARACTERS], text)
                    widths[column] = max(widths[column], len(cell))
        for column, width in enumerate(widths):
            page.set_column(column, column, min(WIDEST, max(NARROWEST, width + 2)), text)
    book.close()
    return file.getvalue()
