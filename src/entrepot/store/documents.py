"""Documents in the store: what is said about them, and their content in pieces."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import or_

from entrepot.book.documents.document import Document, Subject
from entrepot.store.listing import Catalogue, Field, Sort, Where
from entrepot.store.schema.documents import documents
from entrepot.store.shape import Shape
from entrepot.store.work import UnitOfWork

SHAPE = Shape(documents, Document)
CATALOGUE = Catalogue(
    SHAPE,
    {
        "id": Field(documents.c.id),
        "subject": Field(documents.c.subject),
        "subject_id": Field(documents.c.subject_id),
        "part_id": Field(documents.c.part_id),
        "type": Field(documents.c.type),
        "shared": Field(documents.c.shared),
        "media_type": Field(documents.c.media_type),
        "created_at": Field(documents.c.created_at),
    },
    {"created_at": Sort(documents.c.id, lambda document: document.id)},
    always=[documents.c.deleted_at.is_(None)],
)
insert = SHAPE.insert
update = SHAPE.update
page = CATALOGUE.page
_KEEP = "INSERT INTO document_chunks (organization_id, document_id, position, content) VALUES (?, ?, ?, ?)"
_CHUNK = "SELECT content FROM document_chunks WHERE organization_id = ? AND document_id = ? AND position = ?"
_DROP = "DELETE FROM document_chunks WHERE organization_id = ? AND document_id = ?"
_COUNT = """
SELECT count(*) FROM documents WHERE organization_id = ? AND subject_id = ? AND subject = ? AND deleted_at IS NULL
"""


def get(uow: UnitOfWork, organization_id: UUID, id: UUID) -> Document | None:
    """The document with this id, or None when there is none or it was removed."""
    document = SHAPE.get(uow, organization_id, id)
    return None if document is None or document.deleted_at is not None else document


def count(uow: UnitOfWork, organization_id: UUID, subject: Subject) -> int:
    """How many documents a thing has."""
    row = uow.row(_COUNT, (organization_id.bytes, subject.id.bytes, subject.kind.value))
    return int(row[0])


def for_supplier(supplier_id: UUID) -> tuple[Where, ...]:
    """Narrows a list to what a supplier's user sees: what is shared and did not come from another supplier."""
    return (documents.c.shared, or_(documents.c.supplier_id.is_(None), documents.c.supplier_id == supplier_id))


def keep(uow: UnitOfWork, document: Document, chunks: Sequence[bytes]) -> None:
    """Store the content of a document, piece by piece."""
    own = (document.organization_id.bytes, document.id.bytes)
    uow.many(_KEEP, [(*own, position, piece) for position, piece in enumerate(chunks)])


def chunk(uow: UnitOfWork, document: Document, position: int) -> bytes | None:
    """One piece of the content, counted from 0; None when there is none (any more)."""
    row = uow.row(_CHUNK, (document.organization_id.bytes, document.id.bytes, position))
    return None if row is None else bytes(row[0])


def drop(uow: UnitOfWork, document: Document) -> None:
    """Let the content go."""
    uow.sql(_DROP, (document.organization_id.bytes, document.id.bytes))
