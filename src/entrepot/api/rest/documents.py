"""Documents at the native door: files on purchase orders, goods receipts, suppliers and products, all in one way.

A file comes as the part `file` of a form, or as the whole body of a POST with its name in `?name=` or in
Content-Disposition. It is read only after who is asking, where it goes and how large it may be are known.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query
from fastapi.exceptions import RequestValidationError
from pydantic import Field, ValidationError
from starlette.responses import Response

from entrepot.actions import documents
from entrepot.actions.documentlinks import Signer
from entrepot.actions.documentstaging import put_by
from entrepot.api.rest import shapes_documents as shapes
from entrepot.api.rest.calls import Call, Caller, Dry, DryRun, changed, dry, expected_version, id_in_path, listed, made
from entrepot.api.rest.examples_documents import CONTENT
from entrepot.api.rest.listing import Ids, Paged, YesNo, filters_of, next_cursor, page_document
from entrepot.api.rest.listing import Query as Parameters
from entrepot.api.rest.nouns import given, listing_of
from entrepot.api.rest.render_documents import document_document, link_document
from entrepot.api.rest.shapes import page_of
from entrepot.api.rest.thorough import NativeRoute
from entrepot.api.rest.values import ABSENT, Body, Flag, Id, QueryText
from entrepot.book.catalog.errors import PRODUCT_UNKNOWN
from entrepot.book.documents.document import Document, DocumentType, Subject, SubjectKind
from entrepot.book.documents.draft import DESCRIPTION_LENGTH, DocumentDraft, DocumentPatch
from entrepot.book.documents.errors import DOCUMENT_UNKNOWN
from entrepot.book.orders.errors import ORDER_UNKNOWN
from entrepot.book.receiving.errors import RECEIPT_UNKNOWN
from entrepot.book.suppliers.errors import SUPPLIER_UNKNOWN
from entrepot.errors import FIELD_REQUIRED, Code
from entrepot.http.answer import Answer
from entrepot.http.errors import Place, WireInvalid, WrongField
from entrepot.http.files import download, link_url
from entrepot.http.uploads import Part, UploadRules, digest_of, is_form, read_file, read_form
from entrepot.store.work import UnitOfWork

FILE = "file"
Description = Annotated[str, Field(max_length=DESCRIPTION_LENGTH)]


class Words(Parameters):
    """What may be said about a file that is sent, in the query or in parts of the form (which count more)."""

    name: Annotated[QueryText, Field(description="The file's name; else the client's own counts.")] | None = None
    description: Description | None = None
    type: DocumentType | None = None
    shared: Annotated[YesNo, Field(description="Whether the order's supplier sees it.")] | None = None
    part_id: Annotated[Id, Field(description="The line or piece it is about.")] | None = None


class Attach(Words, Dry):
    """The query of a call that attaches a file."""


class DocumentUpdate(Body):
    """Changes to what is said about a file: what is left out stays, null empties; the content never changes."""

    name: Annotated[str, Field(min_length=1, max_length=255)] = ABSENT
    description: Description | None = None
    type: DocumentType = ABSENT
    shared: Flag = ABSENT
    part_id: Id | None = None


class DocumentList(Paged):
    """The filters of a list of documents."""

    sort: Literal["id", "-id"] = "id"
    type: DocumentType | None = None
    part_id: Ids | None = None


@dataclass(frozen=True, slots=True)
class Folder:
    """Where documents of one kind of thing are: its path, the name of its id there, and its words."""

    kind: SubjectKind
    path: str
    parameter: str
    unknown: Code
    word: str

    @property
    def documents(self) -> str:
        """The path of the list."""
        return f"{self.path}/{{{self.parameter}}}/documents"

    def subject(self, text: str) -> Subject:
        """The thing a path names; raises NotFound."""
        return Subject(self.kind, id_in_path(text, self.unknown))

    def url(self, call: Call, subject: Subject) -> str:
        """The address of the list."""
        return call.url(f"{self.path}/{subject.id}/documents")


FOLDERS = (
    Folder(SubjectKind.ORDER, "/purchase-orders", "order_id", ORDER_UNKNOWN, "order"),
    Folder(SubjectKind.RECEIPT, "/goods-receipts", "receipt_id", RECEIPT_UNKNOWN, "receipt"),
    Folder(SubjectKind.SUPPLIER, "/suppliers", "supplier_id", SUPPLIER_UNKNOWN, "supplier"),
    Folder(SubjectKind.PRODUCT, "/products", "product_id", PRODUCT_UNKNOWN, "product"),
)
Endpoint = Callable[..., Any]


async def sent(call: Call, most: int, asked: Words) -> tuple[DocumentDraft, bytes]:
    """The file of a request and what is said about it, with the digest of both; raises naming what is wrong."""
    rules = UploadRules(most)
    if not is_form(call.request):
        part = await read_file(call.request, rules)
        return draft_of(part, asked), digest_of([part])
    parts = await read_form(call.request, rules)
    files = [part for part in parts if part.field == FILE]
    if len(files) != 1:
        told = "Send one file, in the part `file` of the form."
        raise WireInvalid([WrongField(Place.BODY, (FILE,), FIELD_REQUIRED, told)])
    said = {part.field: part.text() for part in parts if part.field != FILE}
    try:
        words = Words.model_validate({**asked.model_dump(include=set(Words.model_fields), exclude_none=True), **said})
    except ValidationError as error:
        found = [{**each, "loc": ("body", *each["loc"])} for each in error.errors(include_url=False)]
        raise RequestValidationError(found, body=said) from error
    return draft_of(files[0], words), digest_of(parts)


def draft_of(part: Part, said: Words) -> DocumentDraft:
    """The document a file becomes."""
    return DocumentDraft(
        name=said.name or part.filename or "",
        content=part.content,
        declared=part.media_type,
        description=said.description,
        type=said.type or DocumentType.OTHER,
        shared=bool(said.shared),
        part_id=said.part_id,
    )


def attaching(folder: Folder) -> Endpoint:
    """The endpoint that attaches a file."""

    async def attach(call: Caller, subject_id: str, asked: Annotated[Attach, Query()]) -> Response:
        subject = folder.subject(subject_id)
        most = await call.read(lambda uow: documents.room(uow, call.actor, subject))
        draft, digest = await sent(call, most, asked)
        where = folder.url(call, subject)

        def work(uow: UnitOfWork, draft: DocumentDraft) -> Answer:
            document = documents.attach(uow, call.actor, subject, draft)
            shown = document_document(document, where)
            if uow.dry_run:
                return dry(uow, call.actor, {**shown, "content_url": None}, subject_id=subject.id, born=True)
            return made(shown, document.version, f"{where}/{document.id}")

        if asked.dry_run:
            return await call.write(partial(work, draft=draft), asked, digest)
        async with put_by(call.door.store, call.actor, draft) as stored:
            return await call.write(partial(work, draft=stored), asked, digest)

    return attach


def browsing(folder: Folder) -> Endpoint:
    """The endpoint that lists documents."""

    async def browse(call: Caller, subject_id: str, asked: Annotated[DocumentList, Query()]) -> Response:
        subject = folder.subject(subject_id)
        filters = {**filters_of(asked), "subject_id": [subject.id]}
        listing = listing_of(asked, filters, asked.sort)
        page = await call.read(lambda uow: documents.browse(uow, call.actor, subject, listing))
        where = folder.url(call, subject)
        following = next_cursor(page.next, asked.sort, filters)
        return listed(page_document(page.items, lambda document: document_document(document, where), following))

    return browse


def found(call: Call, folder: Folder, subject_id: str, document_id: str) -> Callable[[UnitOfWork], Document]:
    """How the document of a path is read; raises NotFound."""
    subject, key = folder.subject(subject_id), id_in_path(document_id, DOCUMENT_UNKNOWN)
    return lambda uow: documents.read(uow, call.actor, subject, key)


def reading(folder: Folder) -> Endpoint:
    """The endpoint that says what is known of a document."""

    async def read(call: Caller, subject_id: str, document_id: str, asked: Annotated[Parameters, Query()]) -> Response:
        del asked
        document = await call.read(found(call, folder, subject_id, document_id))
        where = folder.url(call, folder.subject(subject_id))
        return call.shown(document_document(document, where), document.version)

    return read


def downloading(folder: Folder) -> Endpoint:
    """The endpoint that gives the file itself."""

    async def content(
        call: Caller, subject_id: str, document_id: str, asked: Annotated[Parameters, Query()]
    ) -> Response:
        del asked
        document = await call.read(found(call, folder, subject_id, document_id))
        return await download(call.door.store, call.request, document)

    return content


def changing(folder: Folder) -> Endpoint:
    """The endpoint that changes what is said about a document."""

    async def change(call: Caller, subject_id: str, document_id: str, body: DocumentUpdate, asked: DryRun) -> Response:
        read = found(call, folder, subject_id, document_id)
        subject = folder.subject(subject_id)
        expected = call.expected(required=True)
        patch, where = DocumentPatch(**given(body)), folder.url(call, subject)

        def work(uow: UnitOfWork) -> Answer:
            before = read(uow)
            version = expected_version(expected, lambda: before.version)
            after = documents.change(uow, call.actor, subject, before.id, patch, expected_version=version)
            shown = document_document(after, where)
            return dry(uow, call.actor, shown, subject_id=subject.id) if uow.dry_run else changed(shown, after.version)

        return await call.write(work, asked)

    return change


def removing(folder: Folder) -> Endpoint:
    """The endpoint that removes a document; a dry run answers it as it is."""

    async def remove(call: Caller, subject_id: str, document_id: str, asked: DryRun) -> Response:
        read = found(call, folder, subject_id, document_id)
        subject = folder.subject(subject_id)
        expected = call.expected(required=True)
        where = folder.url(call, subject)

        def work(uow: UnitOfWork) -> Answer:
            before = read(uow)
            version = expected_version(expected, lambda: before.version)
            documents.remove(uow, call.actor, subject, before.id, expected_version=version)
            if uow.dry_run:
                return dry(uow, call.actor, document_document(before, where), subject_id=subject.id)
            return Answer(204, media_type=None)

        return await call.write(work, asked)

    return remove


def linking(folder: Folder) -> Endpoint:
    """The endpoint that makes a link."""

    async def link(call: Caller, subject_id: str, document_id: str, asked: DryRun) -> Response:
        key, subject = id_in_path(document_id, DOCUMENT_UNKNOWN), folder.subject(subject_id)
        expected = call.expected(required=False)
        url = link_url(call.door, call.request)

        def work(uow: UnitOfWork) -> Answer:
            document = documents.tell_of_link(uow, call.actor, subject, key)
            expected.check(document.version)
            made_link = Signer(uow, document.organization_id).link(document)
            shown = link_document(made_link, url(made_link))
            if uow.dry_run:
                return dry(uow, call.actor, {**shown, "url": None}, subject_id=subject.id)
            return made(shown, document.version, url(made_link))

        return await call.write(work, asked)

    return link


PAGE = page_of(shapes.Document)
_SENT = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": [FILE],
                    "properties": {
                        FILE: shapes.BINARY,
                        "name": {"type": "string", "maxLength": 255},
                        "description": {"type": "string", "maxLength": DESCRIPTION_LENGTH},
                        "type": {"type": "string", "enum": [word.value for word in DocumentType]},
                        "shared": {"type": "string", "enum": ["true", "false"]},
                        "part_id": {"type": "string", "format": "uuid"},
                    },
                }
            },
            "application/octet-stream": {"schema": shapes.BINARY},
        },
    }
}
_CONTENT = {
    200: {
        "description": "The file.",
        "content": {"application/octet-stream": {"schema": shapes.BINARY, "example": CONTENT}},
    }
}


def routes(folder: Folder) -> APIRouter:
    """The calls on the documents of one kind of thing."""
    router = APIRouter(route_class=NativeRoute, tags=["Documents"])
    one = f"{folder.documents}/{{document_id}}"
    thing = f"{'an' if folder.word == 'order' else 'a'} {folder.word}"

    def add(path: str, endpoint: Endpoint, method: str, name: str, summary: str, **options: Any) -> None:  # noqa: ANN401
        endpoint.__annotations__["subject_id"] = Annotated[str, Path(alias=folder.parameter)]
        router.add_api_route(path, endpoint, methods=[method], name=name, summary=summary, **options)

    add(
        folder.documents,
        attaching(folder),
        "POST",
        f"attach_to_{folder.word}",
        f"Attach a file to {thing}",
        status_code=201,
        response_model=shapes.Document,
        openapi_extra=_SENT,
        description=(
            "As the part `file` of a form, or as the whole body. A file that poses as another form (HTML named .png) "
            "is refused, a path in its name is dropped."
        ),
    )
    add(
        folder.documents,
        browsing(folder),
        "GET",
        f"list_{folder.word}_documents",
        f"List files of {thing}",
        response_model=PAGE,
    )
    add(
        one,
        reading(folder),
        "GET",
        f"read_{folder.word}_document",
        f"Read about a file of {thing}",
        response_model=shapes.Document,
    )
    add(
        one,
        changing(folder),
        "PATCH",
        f"change_{folder.word}_document",
        f"Change what is said about a file of {thing}",
        response_model=shapes.Document,
    )
    add(one, removing(folder), "DELETE", f"remove_{folder.word}_document", f"Remove a file of {thing}", status_code=204)
    add(
        f"{one}/content",
        downloading(folder),
        "GET",
        f"download_{folder.word}_document",
        f"Download a file of {thing}",
        response_class=Response,
        responses=_CONTENT,
    )
    add(
        f"{one}/link",
        linking(folder),
        "POST",
        f"link_{folder.word}_document",
        f"Make a link to a file of {thing}",
        status_code=201,
        response_model=shapes.DocumentLink,
    )
    return router


ROUTERS = tuple(map(routes, FOLDERS))
