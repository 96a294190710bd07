"""The shapes of documents, for the OpenAPI document."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from entrepot.api.rest.shapes import Shape, Versioned
from entrepot.api.rest.shapes_receiving import Who
from entrepot.book.documents.document import DocumentType, SubjectKind

BINARY: dict[str, Any] = {"type": "string", "format": "binary"}


class SubjectShape(Shape):
    """What a document belongs to."""

    kind: SubjectKind
    id: UUID


class Document(Versioned):
    """A file and what is said about it."""

    subject: SubjectShape
    part_id: Annotated[UUID | None, Field(description="The line or piece of the subject that it is about.")]
    name: str
    description: str | None
    type: DocumentType
    shared: Annotated[bool, Field(description="Whether the order's supplier sees it.")]
    media_type: Annotated[str, Field(description="Told by the content first, then by the name.")]
    size: Annotated[int, Field(description="In bytes.")]
    sha256: Annotated[str, Field(description="In hexadecimal digits.")]
    supplier_id: Annotated[UUID | None, Field(description="Set when a user of that supplier attached it.")]
    source: Annotated[str, Field(description="The door it came through.")]
    created_by: Who
    content_url: Annotated[str, Field(description="Where the file itself is; asks for the key as everything does.")]


class DocumentLink(Shape):
    """An address that opens one document without a key until it ends; removing the document ends it at once."""

    url: str
    expires_at: datetime
