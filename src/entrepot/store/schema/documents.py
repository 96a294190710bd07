"""Documents, and their content in pieces. A content is stored before its document, which then claims it."""

from sqlalchemy import Column, LargeBinary, Text

from entrepot.book.documents.document import DocumentType, SubjectKind
from entrepot.store.schema.tables import tenant_index, tenant_key, tenant_table
from entrepot.store.types import Choice, Flag, Id, Json, Moment, Whole

document_contents = tenant_table(
    "document_contents",
    Column("id", Id, nullable=False),
    Column("claimed_at", Moment),
    Column("created_at", Moment, nullable=False),
)
tenant_index(document_contents, "claimed_at", "created_at")

documents = tenant_table(
    "documents",
    Column("id", Id, nullable=False),
    Column("subject", Choice(SubjectKind), nullable=False),
    Column("subject_id", Id, nullable=False),
    Column("part_id", Id),
    Column("name", Text, nullable=False),
    Column("description", Text),
    Column("type", Choice(DocumentType), nullable=False),
    Column("shared", Flag, nullable=False),
    Column("content_id", Id),
    Column("media_type", Text, nullable=False),
    Column("size", Whole, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("supplier_id", Id),
    Column("source", Text, nullable=False),
    Column("created_by_id", Id, nullable=False),
    Column("created_by_name", Text, nullable=False),
    Column("version", Whole, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("deleted_at", Moment),
    Column("extension", Json, nullable=False),
    tenant_key("supplier_id", to="suppliers"),
    tenant_key("content_id", to="document_contents"),
)
tenant_index(documents, "subject_id", "id")

document_chunks = tenant_table(
    "document_chunks",
    Column("content_id", Id, nullable=False),
    Column("position", Whole, nullable=False),
    Column("content", LargeBinary, nullable=False),
    tenant_key("content_id", to="document_contents"),
    key=("content_id", "position"),
    rowid=True,
)
