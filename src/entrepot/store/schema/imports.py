"""Imports: what was brought in, the bytes of the file in pieces, and its rows with what became of each."""

from sqlalchemy import Column, LargeBinary, Text

from entrepot.book.imports.job import DateOrder, ImportKind, ImportState, RowOutcome, RowState
from entrepot.store.schema.tables import tenant_index, tenant_key, tenant_table, tenant_unique
from entrepot.store.types import Choice, Flag, Id, Json, Moment, Whole

imports = tenant_table(
    "imports",
    Column("id", Id, nullable=False),
    Column("serial", Whole, nullable=False),
    Column("kind", Choice(ImportKind), nullable=False),
    Column("dry_run", Flag, nullable=False),
    Column("state", Choice(ImportState), nullable=False),
    Column("file_name", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("encoding", Text),
    Column("delimiter", Text),
    Column("sheet", Text),
    Column("size", Whole, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("decimal_comma", Flag, nullable=False),
    Column("dates", Choice(DateOrder), nullable=False),
    Column("columns", Json, nullable=False),
    Column("mapping", Json, nullable=False),
    Column("options", Json, nullable=False),
    Column("total", Whole, nullable=False),
    Column("loaded", Whole, nullable=False),
    Column("position", Whole, nullable=False),
    Column("done", Whole, nullable=False),
    Column("failed", Whole, nullable=False),
    Column("created", Whole, nullable=False),
    Column("changed", Whole, nullable=False),
    Column("error", Text),
    Column("job_id", Id),
    Column("source", Text, nullable=False),
    Column("created_by_kind", Text, nullable=False),
    Column("created_by_id", Id, nullable=False),
    Column("created_by_name", Text, nullable=False),
    Column("version", Whole, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("started_at", Moment),
    Column("finished_at", Moment),
    tenant_unique("serial"),
    rowid=True,
)
tenant_index(imports, "kind", "id")

import_chunks = tenant_table(
    "import_chunks",
    Column("import_id", Id, nullable=False),
    Column("position", Whole, nullable=False),
    Column("content", LargeBinary, nullable=False),
    tenant_key("import_id", to="imports"),
    key=("import_id", "position"),
    rowid=True,
)

import_rows = tenant_table(
    "import_rows",
    Column("import_id", Id, nullable=False),
    Column("number", Whole, nullable=False),
    Column("group_number", Whole, nullable=False),
    Column("cells", Json, nullable=False),
    Column("state", Choice(RowState), nullable=False),
    Column("outcome", Choice(RowOutcome)),
    Column("subject_id", Id),
    Column("label", Text),
    Column("errors", Json, nullable=False),
    tenant_key("import_id", to="imports"),
    key=("import_id", "number"),
)
tenant_index(import_rows, "import_id", "group_number", "number")
tenant_index(import_rows, "import_id", "state", "number")
