"""What each call about releases does inside one unit of work, and how a release is read from a form."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn
from uuid import UUID

from starlette.requests import Request

from entrepot.actions import documents, orders, releases
from entrepot.book.documents.content import MAX_BYTES
from entrepot.book.documents.document import Document as Paper
from entrepot.book.documents.document import Subject, SubjectKind
from entrepot.book.documents.draft import DocumentDraft
from entrepot.book.orders.draft import OrderKey
from entrepot.book.orders.order import Order
from entrepot.book.people.actor import Actor
from entrepot.book.releases.release import Release
from entrepot.book.values.page import Condition, Listing, Test
from entrepot.dialects.shipwell.render.errors import PART
from entrepot.dialects.shipwell.render.releases import release_document
from entrepot.dialects.shipwell.translate.papers import book_type
from entrepot.dialects.shipwell.translate.releases import release_draft, release_path
from entrepot.dialects.shipwell.translate.values import id_given
from entrepot.dialects.shipwell.wire.releases import CreateRelease, DocumentNotes, read_part
from entrepot.errors import FIELD_REQUIRED, FIELD_UNKNOWN, EntrepotError
from entrepot.http.body import BodyRules, read_json
from entrepot.http.errors import BodyTooLarge, Place, UnsupportedMedia, WireInvalid, WrongField
from entrepot.http.uploads import Part, UploadRules, is_form, read_form
from entrepot.store.work import UnitOfWork

Document = dict[str, Any]
DATA, FILES, NOTES = "data", "documents", "documents_metadata"
MAX_FILES = 20
_VERBS = {"accept": releases.accept, "reject": releases.reject}


@dataclass(frozen=True, slots=True)
class Given:
    """A release as it came: what is asked for, and the files with it as drafts."""

    body: CreateRelease
    files: tuple[DocumentDraft, ...] = ()


# --- reading ----------------------------------------------------------------------------------------------------------


async def release_given(request: Request) -> Given:
    """The release in a form (parts `data`, `documents`, `documents_metadata`) or in a JSON body.

    Quirk: the vendor's client sends the JSON parts as files named `blob`; they are read alike as files and as texts.
    """
    rules: BodyRules = request.app.state.bodies
    if not is_form(request):
        return Given(read_part(CreateRelease, await _json_body(request, rules)))
    parts = await read_form(request, UploadRules(MAX_BYTES, MAX_FILES + 2, 2 * MAX_BYTES))
    request.scope[PART] = DATA
    told = {part.field: part for part in parts if part.field in {DATA, NOTES}}
    files = [part for part in parts if part.field == FILES]
    if DATA not in told:
        raise WireInvalid([WrongField(Place.QUERY, (DATA,), FIELD_REQUIRED, "Say what is released in the part data.")])
    body = read_part(CreateRelease, read_json(told[DATA].content.whole(), rules))
    return Given(body, _drafts(request, files, told.get(NOTES), rules))


async def _json_body(request: Request, rules: BodyRules) -> object:
    kind = request.headers.get("content-type", rules.default).partition(";")[0].strip().lower()
    if kind != "application/json" and not (kind.startswith("application/") and kind.endswith("+json")):
        raise UnsupportedMedia(kind)
    raw = b""
    async for piece in request.stream():
        raw += piece
        if len(raw) > rules.max_bytes:
            raise BodyTooLarge(rules.max_bytes)
    return read_json(raw, rules)


def _drafts(request: Request, files: Sequence[Part], notes: Part | None, rules: BodyRules) -> tuple[DocumentDraft, ...]:
    """The files as documents; raises WireInvalid when there is not one note for each."""
    said = None
    if notes is not None:
        request.scope[PART] = NOTES
        said = read_part(DocumentNotes, read_json(notes.content.whole(), rules)).document_metadata
        request.scope[PART] = DATA
        if len(said) != len(files):
            told = f"There are {len(files)} files and {len(said)} notes about them."
            raise WireInvalid([WrongField(Place.QUERY, (NOTES,), FIELD_UNKNOWN, told)])
    return tuple(
        DocumentDraft(
            name=part.filename or f"{FILES}-{index + 1}",
            content=part.content,
            declared=part.media_type,
            description=said[index].description if said is not None else None,
            type=book_type(said[index].document_type if said is not None else None),
            shared=True,
        )
        for index, part in enumerate(files)
    )


# --- calls ------------------------------------------------------------------------------------------------------------


def create_release(uow: UnitOfWork, actor: Actor, key: OrderKey, given: Given) -> Document:
    """Release goods; raises NotFound, Invalid, Conflict."""
    order = orders.read(uow, actor, key).order
    try:
        made = releases.create(uow, actor, key, release_draft(given.body, order))
    except EntrepotError as error:
        in_release(error, onto_shipment=given.body.is_onto_shipment())
    papers = [_attached(uow, actor, made.order, made.release, draft) for draft in given.files]
    return release_document(made.release, made.order, papers)


def _attached(uow: UnitOfWork, actor: Actor, order: Order, release: Release, draft: DocumentDraft) -> Paper:
    """A file with a release belongs to its order and names the release."""
    of_release = DocumentDraft(
        draft.name, draft.content, draft.declared, draft.description, draft.type, draft.shared, release.id
    )
    try:
        return documents.attach(uow, actor, Subject(SubjectKind.ORDER, order.id), of_release)
    except EntrepotError as error:
        if not error.fields:
            raise
        raise WireInvalid(
            [WrongField(Place.QUERY, (FILES,), field.code, field.message) for field in error.fields],
            error.message,
            error.code,
        ) from error


def read_release(uow: UnitOfWork, actor: Actor, key: OrderKey, release_id: str) -> Document:
    """One release; raises NotFound."""
    order, release = releases.read(uow, actor, key, id_given(release_id))
    return release_document(release, order, _papers(uow, actor, order, [release.id]))


def list_releases(
    uow: UnitOfWork, actor: Actor, key: OrderKey, offset: int, limit: int
) -> tuple[Sequence[Document], int]:
    """A page of an order's releases in the order they were made, and how many there are."""
    order, page = releases.browse(uow, actor, key, Listing(offset=offset, limit=limit, count=True))
    papers = _papers(uow, actor, order, [release.id for release in page.items])
    shown = [
        release_document(release, order, [paper for paper in papers if paper.part_id == release.id])
        for release in page.items
    ]
    return shown, page.total or 0


def decide_release(uow: UnitOfWork, actor: Actor, key: OrderKey, release_id: str, verb: str) -> Document:
    """Accept, reject or cancel one; raises NotFound, Conflict. Here nothing that was decided is taken back."""
    id = id_given(release_id)
    if verb == "cancel":
        done = releases.cancel(uow, actor, key, id, takes_back=False)
    else:
        done = _VERBS[verb](uow, actor, key, id)
    return release_document(done.release, done.order, _papers(uow, actor, done.order, [id]))


def _papers(uow: UnitOfWork, actor: Actor, order: Order, ids: Iterable[UUID]) -> list[Paper]:
    """The files that came with these releases, as far as the actor sees them."""
    wanted = tuple(ids)
    if not wanted:
        return []
    named = Listing((Condition("part_id", Test.IN, wanted),), limit=1000)
    return list(documents.browse(uow, actor, Subject(SubjectKind.ORDER, order.id), named).items)


def in_release(error: EntrepotError, *, onto_shipment: bool = False) -> NoReturn:
    """Raise the error again with its fields named as a release's document names them."""
    if isinstance(error, WireInvalid) or not error.fields:
        raise error
    wrong = [
        WrongField(Place.BODY, release_path(field.path, onto_shipment=onto_shipment), field.code, field.message)
        for field in error.fields
    ]
    raise WireInvalid(wrong, error.message, error.code) from error
