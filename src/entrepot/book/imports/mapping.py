"""Which column is which field, which rows belong together, and what a row says."""

import re
from collections.abc import Iterable, Mapping, Sequence

from entrepot.book.imports import errors
from entrepot.book.imports.cells import CellWrong, read_cell
from entrepot.book.imports.fields import ERROR_COLUMN, FIELDS, Field
from entrepot.book.imports.job import ImportKind, RowError, Style, Values
from entrepot.book.imports.table import TableRow
from entrepot.book.values.text import folded
from entrepot.errors import FIELD_CHOICE, Findings

_BETWEEN = re.compile(r"[^0-9a-z]+")
GROUPED = frozenset({ImportKind.ORDERS, ImportKind.LINES})
# One of these says whom a row is about.
NAMED_BY: Mapping[ImportKind, tuple[str, ...]] = {
    ImportKind.SUPPLIERS: ("code", "name"),
    ImportKind.SUPPLIER_PRODUCTS: ("supplier", "supplier_number"),
    ImportKind.ORDERS: ("sku", "supplier_sku", "description"),
}
Mapped = tuple[str | None, ...]


def squeezed(text: str) -> str:
    """A heading as it is compared: letters and digits only, in lower case."""
    return _BETWEEN.sub("", folded(text))


def map_columns(kind: ImportKind, columns: Sequence[str], wanted: Mapping[str, str | None] | None = None) -> Mapped:
    """The field of each column: as `wanted` says by heading, else by its name or another word for it.

    Raises Invalid for headings and fields that do not exist, for a field named twice and for needed ones left out.
    """
    findings = Findings()
    fields = FIELDS[kind]
    told = {folded(heading): field for heading, field in (wanted or {}).items()}
    for heading, field in (wanted or {}).items():
        if folded(heading) not in {folded(column) for column in columns}:
            findings.add(("mapping", heading), errors.COLUMN_UNKNOWN, f"The table has no column {heading}.")
        elif field is not None and field not in fields:
            findings.add(("mapping", heading), FIELD_CHOICE, f"{field} is no field of {kind.value}.")
    findings.settle()
    guessed = guess(kind, columns, taken={field for field in told.values() if field is not None})
    found = tuple(told.get(folded(column), guess) for column, guess in zip(columns, guessed, strict=True))
    _check(findings, kind, found)
    findings.settle()
    return found


def guess(kind: ImportKind, columns: Sequence[str], taken: Iterable[str] = ()) -> Mapped:
    """The field that each heading is a name or another word for, each field once; names count before other words."""
    found: list[str | None] = [None] * len(columns)
    used = set(taken)
    for words in (_names, _aliases):
        known = words(FIELDS[kind].values())
        for index, column in enumerate(columns):
            field = known.get(squeezed(column))
            if found[index] is None and field is not None and field not in used:
                found[index] = field
                used.add(field)
    return tuple(found)


def _names(fields: Iterable[Field]) -> dict[str, str]:
    return {squeezed(field.name): field.name for field in fields}


def _aliases(fields: Iterable[Field]) -> dict[str, str]:
    found: dict[str, str] = {}
    for field in fields:
        for alias in field.aliases:
            found.setdefault(squeezed(alias), field.name)
    return found


def _check(findings: Findings, kind: ImportKind, mapping: Mapped) -> None:
    given = [field for field in mapping if field is not None]
    for field in sorted({each for each in given if given.count(each) > 1}):
        findings.add(("mapping", field), errors.FIELD_MAPPED_TWICE, f"Two columns stand for {field}.")
    for name, declared in FIELDS[kind].items():
        if declared.needed and name not in given:
            findings.add(("mapping", name), errors.COLUMN_MISSING, f"A column for {name} is needed.")
    named_by = NAMED_BY.get(kind, ())
    if named_by and not set(named_by) & set(given):
        message = f"A column for {' or '.join(named_by)} is needed."
        findings.add(("mapping", named_by[0]), errors.COLUMN_MISSING, message)


def number_cells(kind: ImportKind, mapping: Mapped, rows: Iterable[TableRow]) -> Iterable[str]:
    """The cells that hold numbers."""
    places = [i for i, name in enumerate(mapping) if name and FIELDS[kind][name].cell in {"number", "whole number"}]
    for row in rows:
        for place in places:
            if place < len(row.cells) and row.cells[place]:
                yield row.cells[place]


def groups(kind: ImportKind, mapping: Mapped, rows: Sequence[TableRow]) -> list[int]:
    """For each row the number of the first row it belongs together with: rows of the same order, else itself.

    Rows without an order number belong to the row above them as long as that has none either and names the same
    supplier and warehouse.
    """
    if kind not in GROUPED:
        return [row.number for row in rows]
    places = {name: index for index, name in enumerate(mapping) if name is not None}
    first: dict[str, int] = {}
    found: list[int] = []
    before: tuple[str, ...] | None = None
    for row in rows:
        number = _cell(row, places.get("number"))
        if number:
            found.append(first.setdefault(folded(number), row.number))
            before = None
            continue
        parties = tuple(
            _cell(row, places.get(name)) for name in ("supplier", "supplier_number", "warehouse", "warehouse_number")
        )
        found.append(found[-1] if before == parties else row.number)
        before = parties
    return found


def _cell(row: TableRow, place: int | None) -> str:
    return folded(row.cells[place]) if place is not None and place < len(row.cells) else ""


def read_row(
    kind: ImportKind, columns: Sequence[str], mapping: Mapped, row: TableRow, style: Style
) -> tuple[Values, list[RowError]]:
    """What a row says, and what is wrong with its cells."""
    given: dict[str, object] = {}
    wrong: list[RowError] = []
    if any(row.cells[len(columns) :]):
        wrong.append(RowError(None, None, errors.CELLS_BEYOND, "The row has cells beyond the last heading."))
    for heading, name, text in zip(columns, mapping, row.cells, strict=False):
        if name is None or not text:
            continue
        try:
            given[name] = read_cell(FIELDS[kind][name], text, style)
        except CellWrong as error:
            wrong.append(RowError(heading, name, error.code, error.message))
    return Values(row.number, given), wrong


def is_error_column(heading: str) -> bool:
    """Whether a column holds the errors of an earlier attempt."""
    return squeezed(heading) == squeezed(ERROR_COLUMN)
