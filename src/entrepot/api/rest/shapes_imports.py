"""The shapes of imports, for the OpenAPI document."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from entrepot.api.rest.shapes import Shape, Versioned
from entrepot.api.rest.shapes_receiving import Who
from entrepot.book.imports.job import DateOrder, ImportKind, ImportState, RowOutcome, RowState


class ImportColumn(Shape):
    """A column of the file and the field it is."""

    heading: str
    field: Annotated[str | None, Field(description="Null: the column is left out.")]


class ImportFile(Shape):
    """The file, and how it is read."""

    name: str
    format: Annotated[str, Field(description="csv or xlsx.")]
    encoding: str | None
    delimiter: str | None
    sheet: str | None
    size: Annotated[int, Field(description="In bytes.")]
    sha256: Annotated[str, Field(description="In hexadecimal digits.")]
    decimal: Annotated[str, Field(description="What stands before the decimals, a dot or a comma.")]
    dates: DateOrder


class ImportCounts(Shape):
    """How far it is: rows in all, over, taken and refused; orders, products, … made and changed."""

    rows: int
    done: int
    failed: int
    created: int
    changed: int


class Import(Versioned):
    """A table that is brought in, and how far it is."""

    serial: int
    kind: ImportKind
    dry_run: Annotated[bool, Field(description="Every row is tried and undone.")]
    state: ImportState
    percent: int
    counts: ImportCounts
    file: ImportFile
    columns: list[ImportColumn]
    error: Annotated[str | None, Field(description="Why it could not go on.")]
    source: Annotated[str, Field(description="The door it came through.")]
    created_by: Who
    started_at: datetime | None
    finished_at: datetime | None


class RowError(Shape):
    """What is wrong with a row: in which column, which field it is, in a code and in words."""

    column: str | None
    field: str | None
    code: str
    message: str


class ImportRow(Shape):
    """A row of the file and what became of it."""

    number: Annotated[int, Field(description="The row of the file, from 1.")]
    group: Annotated[int, Field(description="The first row it stands together with.")]
    state: RowState
    outcome: RowOutcome | None
    subject_id: Annotated[UUID | None, Field(description="What was made or changed; null in a dry run.")]
    label: str | None
    cells: list[str]
    errors: list[RowError]


class TemplateField(Shape):
    """A column that such a table may have."""

    name: str
    written_as: str
    needed: bool
    description: str
    also_called: list[str]


class Template(Shape):
    """What a table of a kind may hold."""

    kind: ImportKind
    fields: list[TemplateField]
