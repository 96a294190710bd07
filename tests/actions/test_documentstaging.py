"""Large files are stored before they are attached, and none of one is left when it is not attached."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest

from entrepot.actions import documents
from entrepot.actions.documentstaging import PIECES, put_by
from entrepot.book.documents.content import CHUNK_BYTES, content_of
from entrepot.book.documents.document import Document, Subject, SubjectKind
from entrepot.book.documents.draft import DocumentDraft
from entrepot.clock import FixedClock
from entrepot.errors import Invalid, NotFound
from entrepot.store import documents as stored
from entrepot.store.store import Store
from entrepot.store.work import UnitOfWork
from tests import papers
from tests.dock import Dock, wanted
from tests.makers import World

LARGE = papers.pdf(PIECES * CHUNK_BYTES * 2 + 5)


@pytest.fixture
def dock(store: Store, world: World) -> Dock:
    return Dock(store, world)


def draft_of(data: bytes, name: str = "scan.pdf") -> DocumentDraft:
    return DocumentDraft(name, content_of(data))


def attach(dock: Dock, subject: Subject, draft: DocumentDraft) -> Document:
    """As a door does it."""

    async def attached() -> Document:
        async with put_by(dock.store, dock.actor, draft) as ready:
            return await dock.store.write(lambda uow: documents.attach(uow, dock.actor, subject, ready))

    return asyncio.run(attached())


def kept(dock: Dock) -> tuple[int, int]:
    """How many contents there are, and how many pieces of them."""

    def count(uow: UnitOfWork) -> tuple[int, int]:
        own = (dock.actor.organization_id.bytes,)
        contents = uow.row("SELECT count(*) FROM document_contents WHERE organization_id = ?", own)
        pieces = uow.row("SELECT count(*) FROM document_chunks WHERE organization_id = ?", own)
        return contents[0], pieces[0]

    return dock.store.read_now(count)


def on_an_order(dock: Dock) -> Subject:
    return Subject(SubjectKind.ORDER, dock.enter(wanted("10")).id)


@pytest.mark.parametrize("size", [5, PIECES * CHUNK_BYTES, PIECES * CHUNK_BYTES + 1, len(LARGE)])
def test_a_file_of_any_size_comes_back_whole(dock: Dock, size: int) -> None:
    data = LARGE[:size]
    document = attach(dock, on_an_order(dock), draft_of(data))
    count = len(content_of(data).chunks)

    def whole(uow: UnitOfWork) -> bytes:
        return b"".join(documents.read_content(uow, document, at) for at in range(count))

    assert dock.store.read_now(whole) == data
    assert kept(dock) == (1, count)


def test_no_write_stores_more_than_a_megabyte(dock: Dock) -> None:
    sizes = [len(content_of(LARGE).chunks[start : start + PIECES]) for start in range(0, 9, PIECES)]
    assert max(sizes) * CHUNK_BYTES <= 1 << 20
    before = dock.store.groups
    attach(dock, on_an_order(dock), draft_of(LARGE))
    assert dock.store.groups - before >= 1 + len(sizes) + 1


def test_a_large_file_that_is_refused_leaves_nothing(dock: Dock) -> None:
    subject = on_an_order(dock)
    with pytest.raises(Invalid):
        attach(dock, subject, draft_of(LARGE, "photo.png"))
    with pytest.raises(NotFound):
        attach(dock, Subject(SubjectKind.ORDER, uuid4()), draft_of(LARGE))
    assert kept(dock) == (0, 0)


def test_a_removed_document_takes_its_content_along(dock: Dock) -> None:
    subject = on_an_order(dock)
    document = attach(dock, subject, draft_of(LARGE))
    dock.write(lambda uow: documents.remove(uow, dock.actor, subject, document.id))
    assert kept(dock) == (0, 0)


def test_what_a_killed_server_left_goes_with_a_later_file(dock: Dock, clock: FixedClock) -> None:
    organization_id, subject = dock.actor.organization_id, on_an_order(dock)
    content = dock.write(lambda uow: stored.begin(uow, organization_id))
    dock.write(lambda uow: stored.add(uow, organization_id, content, 0, [b"half of it"]))
    attach(dock, subject, draft_of(LARGE))
    assert kept(dock) == (2, 1 + 9)
    clock.moment += timedelta(hours=2)
    attach(dock, subject, draft_of(LARGE))
    assert kept(dock) == (2, 9 + 9)


def test_a_content_belongs_to_one_document(dock: Dock) -> None:
    subject = on_an_order(dock)
    document = attach(dock, subject, draft_of(LARGE))
    again = DocumentDraft("again.pdf", content_of(LARGE), content_id=document.content_id)
    with pytest.raises(NotFound):
        dock.write(lambda uow: documents.attach(uow, dock.actor, subject, again))
