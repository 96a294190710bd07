"""What a door gives in order to attach or change a document, and what one must look like."""

from dataclasses import dataclass, field
from uuid import UUID

from entrepot.book.documents.content import Content
from entrepot.book.documents.document import Document, DocumentType
from entrepot.book.documents.errors import DOCUMENT_EMPTY, DOCUMENT_NAME, DOCUMENT_POSES
from entrepot.book.documents.media import media_type_of
from entrepot.book.documents.names import base_name
from entrepot.book.values import checks
from entrepot.book.values.unset import UNSET, Unset
from entrepot.errors import FIELD_REQUIRED, Findings

DESCRIPTION_LENGTH = 1000


@dataclass(frozen=True, slots=True)
class DocumentDraft:
    """A file to be attached; `declared` is the media type the client gave, `name` whatever it calls the file.

    `content_id` is set when the content is stored already (`actions.documentstaging`).
    """

    name: str
    content: Content
    declared: str | None = None
    description: str | None = None
    type: DocumentType = DocumentType.OTHER
    shared: bool = False
    part_id: UUID | None = None
    content_id: UUID | None = None
    extension: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DocumentPatch:
    """Changes to what is said about a document: what is UNSET stays, None empties. The content never changes."""

    name: str | Unset = UNSET
    description: str | None | Unset = UNSET
    type: DocumentType | Unset = UNSET
    shared: bool | Unset = UNSET
    part_id: UUID | None | Unset = UNSET
    extension: dict[str, object] | Unset = UNSET


def named(findings: Findings, given: str) -> str:
    """The safe name of a file, or a finding."""
    name = base_name(given)
    if name is None:
        findings.add(("name",), DOCUMENT_NAME if given.strip() else FIELD_REQUIRED)
    return name or ""


def judged(findings: Findings, name: str, content: Content, declared: str | None) -> str:
    """The media type of a file, or a finding when it is empty or poses as something else."""
    if not content.size:
        findings.add(("file",), DOCUMENT_EMPTY)
        return ""
    media_type = media_type_of(name, content.head, declared)
    if media_type is None:
        findings.add(("file",), DOCUMENT_POSES)
    return media_type or ""


def check_words(findings: Findings, document: Document) -> None:
    """Note what is wrong with what is said about a document."""
    checks.text(findings, ("description",), document.description, DESCRIPTION_LENGTH)
    checks.document(findings, ("extension",), document.extension)
