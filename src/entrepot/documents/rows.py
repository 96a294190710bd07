"""What every sort of table has in common: headings first, empty rows left out, limits held."""

from collections.abc import Iterable, Sequence

from entrepot.book.imports.errors import COLUMN_REPEATED, TABLE_EMPTY, TABLE_TOO_LARGE, TABLE_UNREADABLE
from entrepot.book.imports.table import Table, TableLimits, TableRow
from entrepot.book.values.text import folded
from entrepot.errors import Invalid


def table_of(
    form: str,
    records: Iterable[tuple[int, Sequence[str]]],
    limits: TableLimits,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
) -> Table:
    """The table of numbered records, whose first one that is not empty holds the headings; raises Invalid."""
    columns: tuple[str, ...] | None = None
    rows: list[TableRow] = []
    for number, record in records:
        cells = _cells(number, record, limits)
        if not cells:
            continue
        if columns is None:
            columns = headings(cells)
        elif len(rows) == limits.rows:
            raise Invalid(TABLE_TOO_LARGE, f"At most {limits.rows} rows are read.")
        else:
            rows.append(TableRow(number, cells))
    if columns is None or not rows:
        raise Invalid(TABLE_EMPTY)
    return Table(form, columns, tuple(rows), encoding, delimiter, sheet)


def headings(cells: Sequence[str]) -> tuple[str, ...]:
    """The headings, trimmed; a blank one stays blank. Raises Invalid when one appears twice."""
    names = tuple(" ".join(cell.split()) for cell in cells)
    seen: set[str] = set()
    for name in names:
        key = folded(name)
        if name and key in seen:
            raise Invalid(COLUMN_REPEATED, f"The heading {name} appears twice.")
        seen.add(key)
    return names


def _cells(number: int, record: Sequence[str], limits: TableLimits) -> tuple[str, ...]:
    """The row's cells without spaces around them and without the empty ones at its end."""
    cells = [cell.strip() for cell in record]
    while cells and not cells[-1]:
        cells.pop()
    if len(cells) > limits.columns:
        raise Invalid(TABLE_TOO_LARGE, f"Row {number} has more than {limits.columns} cells.")
    for cell in cells:
        if len(cell) > limits.characters:
            raise Invalid(TABLE_TOO_LARGE, f"A cell of row {number} has more than {limits.characters} characters.")
        if any("\ud800" <= letter <= "\udfff" for letter in cell):
            raise Invalid(TABLE_UNREADABLE, f"Row {number} holds characters that no text may hold.")
    return tuple(cells)
