"""Imports in the store: what was brought in, the file in pieces, the rows."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from entrepot.book.imports.job import Import, ImportOptions, ImportRow, RowError, RowOutcome, RowState
from entrepot.errors import Code
from entrepot.store.listing import Catalogue, Field, Sort
from entrepot.store.schema.imports import imports
from entrepot.store.shape import TEXTS, Packed, Shape
from entrepot.store.types import from_json, to_id, to_json
from entrepot.store.work import UnitOfWork

SHAPE = Shape(
    imports,
    Import,
    packed={
        "columns": TEXTS,
        "mapping": TEXTS,
        "options": Packed(asdict, lambda parts: ImportOptions(**parts)),
    },
)
CATALOGUE = Catalogue(
    SHAPE,
    {
        "id": Field(imports.c.id),
        "serial": Field(imports.c.serial),
        "kind": Field(imports.c.kind),
        "state": Field(imports.c.state),
        "dry_run": Field(imports.c.dry_run),
        "source": Field(imports.c.source),
        "created_at": Field(imports.c.created_at),
        "created_by_id": Field(imports.c.created_by_id),
    },
    {"created_at": Sort(imports.c.id, lambda item: item.id)},
)
insert = SHAPE.insert
update = SHAPE.update
get = SHAPE.get
by_serial = SHAPE.by_serial
page = CATALOGUE.page

_KEEP_CHUNK = "INSERT INTO import_chunks (organization_id, import_id, position, content) VALUES (?, ?, ?, ?)"
_CHUNKS = "SELECT content FROM import_chunks WHERE organization_id = ? AND import_id = ? ORDER BY position"
_KEEP_ROW = """
INSERT INTO import_rows (organization_id, import_id, number, group_number, cells, state, errors)
VALUES (?, ?, ?, ?, ?, 'waiting', '[]')
"""
_COLUMNS = "organization_id, import_id, number, group_number, cells, state, outcome, subject_id, label, errors"
_NEXT_GROUPS = """
SELECT DISTINCT group_number FROM import_rows
WHERE organization_id = ? AND import_id = ? AND group_number > ? ORDER BY group_number LIMIT ?
"""
_OF_GROUPS = f"""
SELECT {_COLUMNS} FROM import_rows
WHERE organization_id = ? AND import_id = ? AND group_number > ? AND group_number <= ? ORDER BY group_number, number
"""  # noqa: S608 - names of our own schema
_ROWS = f"""
SELECT {_COLUMNS} FROM import_rows
WHERE organization_id = ? AND import_id = ? AND number > ? ORDER BY number LIMIT ?
"""  # noqa: S608 - names of our own schema
_ROWS_IN_STATE = f"""
SELECT {_COLUMNS} FROM import_rows
WHERE organization_id = ? AND import_id = ? AND state = ? AND number > ? ORDER BY number LIMIT ?
"""  # noqa: S608 - names of our own schema
_SETTLE_ROW = """
UPDATE import_rows SET state = ?, outcome = ?, subject_id = ?, label = ?, errors = ?
WHERE organization_id = ? AND import_id = ? AND number = ?
"""


def keep_file(uow: UnitOfWork, item: Import, chunks: Sequence[bytes]) -> None:
    """Store the bytes of the file, piece by piece."""
    own = (item.organization_id.bytes, item.id.bytes)
    uow.many(_KEEP_CHUNK, [(*own, position, piece) for position, piece in enumerate(chunks)])


def file_of(uow: UnitOfWork, item: Import) -> bytes:
    """The bytes of the file."""
    rows = uow.rows(_CHUNKS, (item.organization_id.bytes, item.id.bytes))
    return b"".join(bytes(row[0]) for row in rows)


def keep_rows(uow: UnitOfWork, item: Import, rows: Iterable[tuple[int, int, Sequence[str]]]) -> None:
    """Store rows of the file: number, group and cells of each."""
    own = (item.organization_id.bytes, item.id.bytes)
    uow.many(_KEEP_ROW, [(*own, number, group, to_json(list(cells))) for number, group, cells in rows])


def next_rows(uow: UnitOfWork, item: Import, most: int) -> list[ImportRow]:
    """The rows of the next groups after the import's position, whole groups only."""
    own = (item.organization_id.bytes, item.id.bytes)
    found = uow.rows(_NEXT_GROUPS, (*own, item.position, most))
    if not found:
        return []
    return [_row(each) for each in uow.rows(_OF_GROUPS, (*own, item.position, found[-1][0]))]


def rows(
    uow: UnitOfWork, item: Import, *, after: int = 0, limit: int = 200, state: RowState | None = None
) -> list[ImportRow]:
    """Rows of the file in their order, those with a number above `after`, in that state when one is given."""
    own = (item.organization_id.bytes, item.id.bytes)
    if state is None:
        return [_row(each) for each in uow.rows(_ROWS, (*own, after, limit))]
    return [_row(each) for each in uow.rows(_ROWS_IN_STATE, (*own, state.value, after, limit))]


def settle_rows(uow: UnitOfWork, settled: Iterable[ImportRow]) -> None:
    """Write down what became of rows."""
    uow.many(
        _SETTLE_ROW,
        [
            (
                row.state.value,
                None if row.outcome is None else row.outcome.value,
                None if row.subject_id is None else row.subject_id.bytes,
                row.label,
                to_json([[error.column, error.field, error.code, error.message] for error in row.errors]),
                row.organization_id.bytes,
                row.import_id.bytes,
                row.number,
            )
            for row in settled
        ],
    )


def _row(found: Sequence[Any]) -> ImportRow:
    organization_id, import_id, number, group, cells, state, outcome, subject_id, label, errors = found
    return ImportRow(
        organization_id=to_id(organization_id),
        import_id=to_id(import_id),
        number=number,
        group=group,
        cells=tuple(from_json(cells)),
        state=RowState(state),
        outcome=None if outcome is None else RowOutcome(outcome),
        subject_id=None if subject_id is None else to_id(subject_id),
        label=label,
        errors=tuple(
            RowError(column, field, Code(code), message) for column, field, code, message in from_json(errors)
        ),
    )
