"""Files attached to orders, goods receipts, suppliers and products.

Whoever may see the thing sees its documents; who holds `documents.write` besides may attach, change and remove them.
A supplier's users see of the orders they are shown what the buyer shared and what came from their own side, and change
and remove only the latter; what they attach is always shared.
"""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from entrepot.actions.documentplaces import Place, place_of
from entrepot.actions.history import changes_between, check_version, record
from entrepot.book.documents import events as happened
from entrepot.book.documents.content import MAX_BYTES
from entrepot.book.documents.document import Document, Subject
from entrepot.book.documents.draft import DocumentDraft, DocumentPatch, check_words, judged, named
from entrepot.book.documents.errors import (
    DOCUMENT_NOT_OWN,
    DOCUMENT_PART,
    DOCUMENT_POSES,
    DOCUMENT_TOO_LARGE,
    DOCUMENT_UNKNOWN,
    DOCUMENTS_FULL,
)
from entrepot.book.documents.media import media_type_of
from entrepot.book.events import Change, Event, EventCode
from entrepot.book.people.actor import Actor
from entrepot.book.people.rights import Right
from entrepot.book.values.page import Listing, Page, equal
from entrepot.book.values.patch import given_fields, merged
from entrepot.book.values.unset import Unset
from entrepot.errors import Conflict, Findings, Forbidden, NotFound
from entrepot.store import documents, organizations, secrets
from entrepot.store.work import UnitOfWork

# The secret that signs links; it is made with the first document there is, so that reading never has to.
SECRET = "documents"  # noqa: S105 - its name


def room(uow: UnitOfWork, actor: Actor, subject: Subject) -> int:
    """How large a file may now be attached, in bytes; raises Forbidden, NotFound, and Conflict when there is no room.

    Ask before a body is read: who may not attach need not send it.
    """
    return _room(uow, actor, subject)[1]


def _room(uow: UnitOfWork, actor: Actor, subject: Subject) -> tuple[Place, int]:
    actor.require(Right.DOCUMENTS_WRITE)
    place = place_of(uow, actor, subject)
    settings = organizations.settings(uow, actor.organization_id)
    most = settings.integer("documents.per_subject")
    if documents.count(uow, actor.organization_id, subject) >= most:
        raise Conflict(DOCUMENTS_FULL, f"At most {most} documents are kept here; remove one first.")
    return place, min(settings.integer("documents.max_bytes"), MAX_BYTES)


def attach(uow: UnitOfWork, actor: Actor, subject: Subject, draft: DocumentDraft) -> Document:
    """Attach a file, whose content was cut and hashed before; raises Forbidden, NotFound, Invalid, Conflict."""
    place, most = _room(uow, actor, subject)
    findings = Findings()
    name = named(findings, draft.name)
    media_type = judged(findings, name, draft.content, draft.declared)
    if draft.content.size > most:
        findings.add(("file",), DOCUMENT_TOO_LARGE, f"At most {most} bytes are kept of a file.")
    document = Document(
        organization_id=actor.organization_id,
        id=uow.new_id(),
        subject=subject.kind,
        subject_id=subject.id,
        part_id=draft.part_id,
        name=name,
        description=draft.description,
        type=draft.type,
        shared=draft.shared or actor.supplier_id is not None,
        content_id=None,
        media_type=media_type,
        size=draft.content.size,
        sha256=draft.content.sha256,
        supplier_id=actor.supplier_id,
        source=actor.door,
        created_by_id=actor.id,
        created_by_name=actor.name,
        version=1,
        created_at=uow.now,
        updated_at=uow.now,
        extension=draft.extension,
    )
    _check(findings, document, place)
    secrets.ensure(uow, SECRET)
    document.content_id = _content(uow, actor, draft)
    documents.insert(uow, document)
    _tell(uow, actor, place, document, happened.DOCUMENT_ATTACHED, "was attached", changes_between(None, document))
    return document


def read(uow: UnitOfWork, actor: Actor, subject: Subject, id: UUID) -> Document:
    """What is known of one document; raises Forbidden, NotFound."""
    place_of(uow, actor, subject)
    return _found(uow, actor, subject, id)


def browse(uow: UnitOfWork, actor: Actor, subject: Subject, listing: Listing) -> Page[Document]:
    """A page of the documents of one thing; fields: `store.documents.CATALOGUE`. Raises Forbidden, NotFound."""
    place_of(uow, actor, subject)
    own = (equal("subject_id", subject.id), equal("subject", subject.kind.value))
    only = () if actor.supplier_id is None else documents.for_supplier(actor.supplier_id)
    return documents.page(uow, actor.organization_id, replace(listing, where=(*listing.where, *own)), only=only)


def change(
    uow: UnitOfWork,
    actor: Actor,
    subject: Subject,
    id: UUID,
    patch: DocumentPatch,
    *,
    expected_version: int | None = None,
) -> Document:
    """Change what is said about a document; raises Forbidden, NotFound, Invalid, Conflict.

    A new name may not promise another form than the content has.
    """
    place, before = _writable(uow, actor, subject, id, expected_version)
    given, findings = given_fields(patch), Findings()
    if not isinstance(patch.name, Unset):
        name = given["name"] = named(findings, patch.name)
        if name and name != before.name:
            given["media_type"] = _renamed(uow, before, findings, name)
    if not isinstance(patch.extension, Unset):
        given["extension"] = merged(before.extension, patch.extension)
    if actor.supplier_id is not None:
        given.pop("shared", None)
    after = replace(before, **given)
    changes = changes_between(before, after)
    if not changes:
        findings.settle()
        return before
    after = replace(after, version=before.version + 1, updated_at=uow.now)
    _check(findings, after, place)
    documents.update(uow, after)
    _tell(uow, actor, place, after, happened.DOCUMENT_CHANGED, "was changed", changes)
    return after


def remove(
    uow: UnitOfWork, actor: Actor, subject: Subject, id: UUID, *, expected_version: int | None = None
) -> Document:
    """Remove a document: its content is gone for good, what was said about it stays in the events.

    Links to it end with it. Raises Forbidden, NotFound, Conflict.
    """
    place, before = _writable(uow, actor, subject, id, expected_version)
    gone = replace(before, content_id=None, deleted_at=uow.now, updated_at=uow.now, version=before.version + 1)
    documents.update(uow, gone)
    documents.drop(uow, before)
    _tell(uow, actor, place, gone, happened.DOCUMENT_REMOVED, "was removed", changes_between(before, None))
    return gone


def read_content(uow: UnitOfWork, document: Document, position: int) -> bytes:
    """One piece of a document that was read before, counted from 0; raises NotFound when it was removed meanwhile.

    Each piece is a read of its own, so that a slow client holds up nobody.
    """
    piece = documents.chunk(uow, document, position)
    if piece is None:
        raise NotFound(DOCUMENT_UNKNOWN)
    return piece


def tell_of_link(uow: UnitOfWork, actor: Actor, subject: Subject, id: UUID) -> Document:
    """Write down that a link to a document was given out; raises Forbidden, NotFound."""
    place = place_of(uow, actor, subject)
    document = _found(uow, actor, subject, id)
    _tell(uow, actor, place, document, happened.DOCUMENT_LINKED, "can be opened by a link for a while", ())
    return document


def _content(uow: UnitOfWork, actor: Actor, draft: DocumentDraft) -> UUID:
    """The stored content of a file: the one that was put by, or stored now."""
    if draft.content_id is None:
        id = documents.begin(uow, actor.organization_id)
        documents.add(uow, actor.organization_id, id, 0, () if uow.dry_run else draft.content.chunks)
    else:
        id = draft.content_id
    if not documents.claim(uow, actor.organization_id, id):
        raise NotFound(DOCUMENT_UNKNOWN)
    return id


def _found(uow: UnitOfWork, actor: Actor, subject: Subject, id: UUID) -> Document:
    document = documents.get(uow, actor.organization_id, id)
    if document is None or Subject(document.subject, document.subject_id) != subject or not _seen(actor, document):
        raise NotFound(DOCUMENT_UNKNOWN)
    return document


def _seen(actor: Actor, document: Document) -> bool:
    if actor.supplier_id is None:
        return True
    return document.shared and document.supplier_id in {None, actor.supplier_id}


def _writable(
    uow: UnitOfWork, actor: Actor, subject: Subject, id: UUID, expected_version: int | None
) -> tuple[Place, Document]:
    actor.require(Right.DOCUMENTS_WRITE)
    place = place_of(uow, actor, subject)
    document = _found(uow, actor, subject, id)
    if actor.supplier_id is not None and document.supplier_id != actor.supplier_id:
        raise Forbidden(DOCUMENT_NOT_OWN)
    check_version(document.version, expected_version)
    return place, document


def _renamed(uow: UnitOfWork, document: Document, findings: Findings, name: str) -> str:
    """The media type under a new name, or a finding when the name promises what the content is not."""
    head = read_content(uow, document, 0)
    media_type = media_type_of(name, head, document.media_type)
    if media_type is None:
        findings.add(("name",), DOCUMENT_POSES)
    return media_type or document.media_type


def _check(findings: Findings, document: Document, place: Place) -> None:
    check_words(findings, document)
    if document.part_id is not None and document.part_id not in place.parts:
        findings.add(("part_id",), DOCUMENT_PART)
    findings.settle()


def _tell(
    uow: UnitOfWork,
    actor: Actor,
    place: Place,
    document: Document,
    code: EventCode,
    words: str,
    changes: Iterable[Change],
) -> Event:
    """One event on the timeline of what the document belongs to."""
    prefix = f"documents.{document.id}"
    return record(
        uow,
        actor,
        subject=place.word,
        subject_id=place.id,
        version=place.version,
        code=code,
        message=f"{place.label}: document {document.name} {words}.",
        changes=[Change(f"{prefix}.{each.path}", each.old, each.new) for each in changes if each.path != "content_id"],
    )
