"""A file as a table, whatever sort of file it is."""

from entrepot.book.imports.errors import TABLE_UNREADABLE
from entrepot.book.imports.table import Table, TableLimits
from entrepot.documents.plaintext import read_text
from entrepot.documents.workbook import is_workbook, read_workbook
from entrepot.errors import Invalid

# How the files of old spreadsheets, and a few others that are no tables, begin.
FOREIGN = {
    b"\xd0\xcf\x11\xe0": "The file is an old or locked spreadsheet; save it as XLSX or CSV.",
    b"%PDF": "The file is a PDF document.",
}


def read_table(raw: bytes, limits: TableLimits, *, sheet: str | None = None, delimiter: str | None = None) -> Table:
    """The table in a file's bytes: an XLSX spreadsheet or plain text. Raises Invalid saying what is wrong."""
    for beginning, message in FOREIGN.items():
        if raw.startswith(beginning):
            raise Invalid(TABLE_UNREADABLE, message)
    if is_workbook(raw):
        return read_workbook(raw, limits, sheet)
    return read_text(raw, limits, delimiter)
