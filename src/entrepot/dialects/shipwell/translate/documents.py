"""Documents: forms as drafts, bodies as patches, queries as listings."""

from collections.abc import Collection, Sequence

from pydantic import ValidationError

from entrepot.book.documents.document import Document as Paper
from entrepot.book.documents.document import DocumentType
from entrepot.book.documents.draft import DocumentDraft, DocumentPatch
from entrepot.book.values.page import Listing
from entrepot.book.values.unset import UNSET
from entrepot.dialects.shipwell.translate.papers import book_type, type_word
from entrepot.dialects.shipwell.translate.queries import by_name, numbered_page
from entrepot.dialects.shipwell.wire.documents import DocumentWords
from entrepot.errors import FIELD_REQUIRED, EntrepotError, Kind
from entrepot.http.errors import Place, WireInvalid, WrongField
from entrepot.http.paging import NumberedPage
from entrepot.http.refusals import code_of, sentence
from entrepot.http.uploads import Part

FILE = "file"
WORDS = frozenset(DocumentWords.model_fields)


def paper_draft(parts: Sequence[Part]) -> DocumentDraft:
    """The file a form brings; both sides of an order see what comes through here. Raises WireInvalid.

    Quirk: `type` and `description` may come as fields or as file-like parts; unknown parts are passed over, and an
    empty `type` counts as none.
    """
    file = next((part for part in parts if part.field == FILE), None)
    if file is None:
        raise WireInvalid([form_field(FILE, WrongField(Place.BODY, (), FIELD_REQUIRED, "Send a file in this part."))])
    said = {part.field: part.text() for part in parts if part.field in WORDS}
    try:
        words = DocumentWords.model_validate({name: text for name, text in said.items() if text or name != "type"})
    except ValidationError as error:
        wrong = [
            WrongField(
                Place.QUERY,
                (str(each["loc"][0]),),
                code_of(each["type"]),
                sentence(each["type"], code_of(each["type"]), each["msg"]),
            )
            for each in error.errors(include_url=False)
        ]
        raise WireInvalid(wrong) from error
    return DocumentDraft(
        name=file.filename or "",
        content=file.content,
        declared=file.media_type,
        description=words.description,
        type=book_type(words.type),
        shared=True,
    )


def paper_patch(body: DocumentWords, given: Collection[str], paper: Paper) -> DocumentPatch:
    """The changes a client asks for: what is absent stays, an empty description clears it.

    Quirk: kinds of ours that the vendor has no word for are shown as OTHER; OTHER sent back leaves them.
    """
    kind: DocumentType | None = None
    if body.type is not None and body.type != type_word(paper.type):
        kind = book_type(body.type)
    return DocumentPatch(
        description=body.description if "description" in given else UNSET, type=UNSET if kind is None else kind
    )


def paper_listing(parameters: Sequence[tuple[str, str]]) -> tuple[Listing, NumberedPage]:
    """The page of documents a list call asks for; raises WireInvalid."""
    page = numbered_page(by_name(parameters))
    return Listing(sort="id", descending=True, offset=page.offset, limit=page.size, count=True), page


def form_field(name: str, wrong: WrongField) -> WrongField:
    """A wrong field as one of a form: the vendor names it as a parameter."""
    return WrongField(Place.QUERY, (name,), wrong.code, wrong.message)


def named_in_form(error: EntrepotError) -> EntrepotError:
    """A refusal of the book in terms of the form; the name of a file is part of the file."""
    if error.kind is not Kind.INVALID or not error.fields:
        return error
    steps = [str(field.path[0]) for field in error.fields]
    wrong = [
        WrongField(Place.QUERY, (FILE if step == "name" else step,), field.code, field.message)
        for step, field in zip(steps, error.fields, strict=True)
    ]
    return WireInvalid(wrong, error.message, error.code)
