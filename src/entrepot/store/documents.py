"""Documents in the store: what is said about them, and their content in pieces."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_

from entrepot.book.documents.document import Document, Subject
from entrepot.store.listing import Catalogue, Field, Sort, Where
from entrepot.store.schema.documents import documents
from entrepot.store.shape import Shape
from entrepot.store.types import to_id, to_micros
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
_BEGIN = "INSERT INTO document_contents (organization_id, id, created_at) VALUES (?, ?, ?)"
_ADD = "INSERT INTO document_chunks (organization_id, content_id, position, content) VALUES (?, ?, ?, ?)"
_CLAIM = "UPDATE document_contents SET claimed_at = ? WHERE organization_id = ? AND id = ? AND claimed_at IS NULL"
_LEFT = """
SELECT id FROM document_contents WHERE organization_id = ? AND claimed_at IS NULL AND created_at < ? LIMIT 20
"""
_UNCLAIMED = "SELECT 1 FROM document_contents WHERE organization_id = ? AND id = ? AND claimed_at IS NULL"
_CHUNK = "SELECT content FROM document_chunks WHERE organization_id = ? AND content_id = ? AND position = ?"
_DROP = (
    "DELETE FROM document_chunks WHERE organization_id = ? AND content_id = ?",
    "DELETE FROM document_contents WHERE organization_id = ? AND id = ?",
)
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


def begin(uow: UnitOfWork, organization_id: UUID) -> UUID:
    """A new content, still empty, that no document has claimed."""
    id = uow.new_id()
    uow.sql(_BEGIN, (organization_id.bytes, id.bytes, to_micros(uow.now)))
    return id


def add(uow: UnitOfWork, organization_id: UUID, content_id: UUID, position: int, pieces: Sequence[bytes]) -> None:
    """Store the next pieces of a content, the first of them at `position`."""
    own = (organization_id.bytes, content_id.bytes)
    uow.many(_ADD, [(*own, place, piece) for place, piece in enumerate(pieces, position)])


def claim(uow: UnitOfWork, organization_id: UUID, content_id: UUID) -> bool:
    """Give a content to a document that is being attached; False when there is none to give."""
    return uow.sql(_CLAIM, (to_micros(uow.now), organization_id.bytes, content_id.bytes)).rowcount == 1


def discard(uow: UnitOfWork, organization_id: UUID, content_id: UUID) -> None:
    """Let a content go that no document has claimed; do nothing to any other."""
    if uow.row(_UNCLAIMED, (organization_id.bytes, content_id.bytes)) is not None:
        _drop(uow, organization_id, content_id)


def sweep(uow: UnitOfWork, organization_id: UUID, before: datetime) -> None:
    """Let contents go that were begun before then and never claimed (a server was killed in the middle)."""
    for row in uow.rows(_LEFT, (organization_id.bytes, to_micros(before))):
        _drop(uow, organization_id, to_id(row[0]))


def drop(uow: UnitOfWork, document: Document) -> None:
    """Let the content of a document go, which no longer names it."""
    if document.content_id is not None:
        _drop(uow, document.organization_id, document.content_id)


def chunk(uow: UnitOfWork, document: Document, position: int) -> bytes | None:
    """One piece of the content, counted from 0; None when there is none (any more)."""
    if document.content_id is None:
        return None
    row = uow.row(_CHUNK, (document.organization_id.bytes, document.content_id.bytes, position))
    return None if row is None else bytes(row[0])


def _drop(uow: UnitOfWork, organization_id: UUID, content_id: UUID) -> None:
    for text in _DROP:
        uow.sql(text, (organization_id.bytes, content_id.bytes))
