"""What each call about documents does inside one unit of work, on either face of an order."""

from collections.abc import Callable, Collection, Sequence
from typing import Any
from uuid import UUID

from entrepot.actions import documents
from entrepot.actions.documentlinks import Link, Signer
from entrepot.book.documents.document import Document as Paper
from entrepot.book.documents.document import Subject, SubjectKind
from entrepot.book.documents.draft import DocumentDraft
from entrepot.book.people.actor import Actor
from entrepot.book.values.page import Listing
from entrepot.dialects.shipwell.render.documents import order_document
from entrepot.dialects.shipwell.translate.documents import named_in_form, paper_patch
from entrepot.dialects.shipwell.translate.values import id_given
from entrepot.dialects.shipwell.wire.documents import DocumentWords
from entrepot.errors import EntrepotError
from entrepot.store.work import UnitOfWork

Document = dict[str, Any]
UrlOf = Callable[[Link], str]


def of_order(order_id: str) -> Subject:
    """The order a path names."""
    return Subject(SubjectKind.ORDER, id_given(order_id))


def attach(uow: UnitOfWork, actor: Actor, order: Subject, draft: DocumentDraft, url_of: UrlOf) -> Document:
    """Attach a file; raises NotFound, Invalid (named by parts of the form), Conflict."""
    try:
        paper = documents.attach(uow, actor, order, draft)
    except EntrepotError as error:
        raise named_in_form(error) from error
    return _shown(uow, actor, [paper], url_of)[0]


def browse(
    uow: UnitOfWork, actor: Actor, order: Subject, wanted: Listing, url_of: UrlOf
) -> tuple[Sequence[Document], int]:
    """A page of the order's documents, and how many there are in all."""
    page = documents.browse(uow, actor, order, wanted)
    return _shown(uow, actor, page.items, url_of), page.total or 0


def read(uow: UnitOfWork, actor: Actor, order: Subject, id: UUID, url_of: UrlOf) -> Document:
    """One document; raises NotFound."""
    return _shown(uow, actor, [documents.read(uow, actor, order, id)], url_of)[0]


def change(
    uow: UnitOfWork, actor: Actor, order: Subject, id: UUID, body: DocumentWords, given: Collection[str], url_of: UrlOf
) -> Document:
    """Change what is said about a document; raises NotFound, Forbidden. `given` names the fields the client sent."""
    patch = paper_patch(body, given, documents.read(uow, actor, order, id))
    return _shown(uow, actor, [documents.change(uow, actor, order, id, patch)], url_of)[0]


def _shown(uow: UnitOfWork, actor: Actor, papers: Sequence[Paper], url_of: UrlOf) -> list[Document]:
    """The documents, each with a link of its own that ends after a while."""
    if not papers:
        return []
    signer = Signer(uow, actor.organization_id)
    return [order_document(paper, url_of(signer.link(paper))) for paper in papers]
