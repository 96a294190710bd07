"""Files on orders, receipts, suppliers and products: attached, read, changed, removed, linked."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest

from entrepot.actions import documentlinks, documents, orders, organizations, people, settings
from entrepot.book.documents.content import CHUNK_BYTES, chunks_of, content_of
from entrepot.book.documents.document import Document, DocumentType, Subject, SubjectKind
from entrepot.book.documents.draft import DocumentDraft, DocumentPatch
from entrepot.book.documents.errors import (
    DOCUMENT_EMPTY,
    DOCUMENT_NAME,
    DOCUMENT_NOT_OWN,
    DOCUMENT_PART,
    DOCUMENT_POSES,
    DOCUMENT_TOO_LARGE,
    DOCUMENT_UNKNOWN,
    DOCUMENTS_FULL,
    LINK_ENDED,
)
from entrepot.book.orders.draft import OrderKey
from entrepot.book.orders.order import Order
from entrepot.book.people.actor import Actor
from entrepot.book.people.rights import Role
from entrepot.book.values.page import Listing, equal
from entrepot.clock import FixedClock
from entrepot.errors import Conflict, EntrepotError, Forbidden, NotFound
from entrepot.store import events
from entrepot.store.store import Store
from entrepot.store.work import UnitOfWork
from tests import papers
from tests.dock import Dock, some, wanted
from tests.makers import World, make_user


@pytest.fixture
def dock(store: Store, world: World) -> Dock:
    return Dock(store, world)


def on(order: Order) -> Subject:
    return Subject(SubjectKind.ORDER, order.id)


def slip(name: str = "slip.pdf", data: bytes | None = None, **more: Any) -> DocumentDraft:
    """A packing slip of one page, unless other bytes are given."""
    return DocumentDraft(name, content_of(papers.pdf() if data is None else data), **more)


def attach(dock: Dock, subject: Subject, draft: DocumentDraft | None = None, actor: Actor | None = None) -> Document:
    return dock.write(lambda uow: documents.attach(uow, actor or dock.actor, subject, draft or slip()))


def content(dock: Dock, document: Document) -> bytes:
    def pieces(uow: UnitOfWork) -> list[bytes]:
        return [documents.read_content(uow, document, at) for at in range(chunks_of(document.size))]

    return b"".join(dock.store.read_now(pieces))


def listed(dock: Dock, subject: Subject, actor: Actor | None = None, **listing: Any) -> list[str]:
    wanted_page = Listing(**listing)
    page = dock.store.read_now(lambda uow: documents.browse(uow, actor or dock.actor, subject, wanted_page))
    return [document.name for document in page.items]


def told(dock: Dock, subject_id: UUID) -> list[tuple[str, dict[str, tuple[object, object]]]]:
    """The events about documents: code, and old and new of each field."""
    happened = dock.store.read_now(lambda uow: events.of(uow, dock.actor.organization_id, subject_id))
    return [
        (event.code, {change.path.split(".", 2)[2]: (change.old, change.new) for change in event.changes})
        for event in happened
        if event.code.startswith("document.")
    ]


def read_at(dock: Dock, subject: Subject, document: Document, uow: UnitOfWork) -> Document:
    return documents.read(uow, dock.actor, subject, document.id)


def refused(dock: Dock, act: Any) -> set[str]:
    with pytest.raises(EntrepotError) as caught:
        dock.write(act)
    return {field.code for field in caught.value.fields} or {caught.value.code}


def supplier_user(dock: Dock, store: Store, world: World, email: str = "mill@brightwater.example") -> Actor:
    return people.actor_of_user(make_user(store, world, email, Role.SUPPLIER, of_supplier=True), "shipwell")


def test_a_file_comes_back_byte_for_byte_with_what_was_said_about_it(dock: Dock) -> None:
    order = dock.enter(wanted("10"))
    data = papers.pdf(3 * CHUNK_BYTES + 17)
    kept = attach(dock, on(order), slip(data=data, type=DocumentType.PACKING_SLIP, description="Two pallets"))
    assert (kept.name, kept.media_type, kept.size) == ("slip.pdf", "application/pdf", len(data))
    assert kept.sha256 == papers.digest(data)
    assert dock.store.read_now(lambda uow: documents.read(uow, dock.actor, on(order), kept.id)) == kept
    assert content(dock, kept) == data
    assert listed(dock, on(order)) == ["slip.pdf"]


def test_what_happens_to_a_document_is_told_on_the_orders_timeline(dock: Dock) -> None:
    order = dock.enter(wanted("10"))
    kept = attach(dock, on(order), slip(description="Two pallets"))
    patch = DocumentPatch(name="../slip 7.pdf", description=None, type=DocumentType.INVOICE, shared=True)
    after = dock.write(lambda uow: documents.change(uow, dock.actor, on(order), kept.id, patch))
    assert (after.name, after.version) == ("slip 7.pdf", 2)
    dock.write(lambda uow: documents.remove(uow, dock.actor, on(order), kept.id))
    attached, changed, removed = told(dock, order.id)
    assert (attached[0], attached[1]["name"]) == ("document.attached", (None, "slip.pdf"))
    assert changed == (
        "document.changed",
        {
            "name": ("slip.pdf", "slip 7.pdf"),
            "description": ("Two pallets", None),
            "type": ("other", "invoice"),
            "shared": (False, True),
        },
    )
    assert (removed[0], removed[1]["sha256"]) == ("document.removed", (kept.sha256, None))
    assert dock.read(order).version == order.version


def test_an_order_still_reads_as_it_stood_before_a_document_came(dock: Dock, clock: FixedClock) -> None:
    order = dock.enter(wanted("10"))
    before = clock.now()
    clock.moment += timedelta(minutes=1)
    kept = attach(dock, on(order))
    dock.write(lambda uow: documents.change(uow, dock.actor, on(order), kept.id, DocumentPatch(description="x")))
    dock.write(lambda uow: documents.remove(uow, dock.actor, on(order), kept.id))
    stood = dock.read_at(order, before)
    assert (stood.number, [line.id for line in stood.lines]) == (order.number, [line.id for line in order.lines])


def test_changing_nothing_leaves_no_event(dock: Dock) -> None:
    order = dock.enter(wanted("10"))
    kept = attach(dock, on(order))
    same = dock.write(lambda uow: documents.change(uow, dock.actor, on(order), kept.id, DocumentPatch(name="slip.pdf")))
    assert same == kept
    assert len(told(dock, order.id)) == 1


def test_a_removed_document_is_gone_with_its_content_and_cannot_be_removed_again(dock: Dock) -> None:
    order = dock.enter(wanted("10"))
    kept = attach(dock, on(order))
    dock.write(lambda uow: documents.remove(uow, dock.actor, on(order), kept.id))
    assert listed(dock, on(order)) == []
    with pytest.raises(NotFound):
        content(dock, kept)
    assert refused(dock, lambda uow: documents.remove(uow, dock.actor, on(order), kept.id)) == {DOCUMENT_UNKNOWN}
    left = dock.store.read_now(
        lambda uow: uow.row(
            "SELECT count(*) FROM document_chunks WHERE organization_id = ?", (order.organization_id.bytes,)
        )
    )
    assert left[0] == 0


@pytest.mark.parametrize(
    ("draft", "codes"),
    [
        (slip(data=b""), {DOCUMENT_EMPTY}),
        (slip("a\nb.pdf"), {DOCUMENT_NAME}),
        (slip("photo.png", papers.HTML), {DOCUMENT_POSES}),
        (slip("photo", papers.HTML, declared="image/png"), {DOCUMENT_POSES}),
        (slip(description="x" * 1001), {"field.too_long"}),
        (slip(part_id=uuid4()), {DOCUMENT_PART}),
        (slip("a\nb.pdf", b""), {DOCUMENT_NAME, DOCUMENT_EMPTY}),
        (slip("", b"x"), {"field.required"}),
    ],
)
def test_what_cannot_be_kept_is_refused_naming_everything_that_is_wrong(
    dock: Dock, draft: DocumentDraft, codes: set[str]
) -> None:
    order = dock.enter(wanted("10"))
    assert refused(dock, lambda uow: documents.attach(uow, dock.actor, on(order), draft)) == codes
    assert told(dock, order.id) == []


def test_a_new_name_may_not_promise_what_the_content_is_not(dock: Dock) -> None:
    order = dock.enter(wanted("10"))
    kept = attach(dock, on(order), slip("page.html", papers.HTML))
    to_png = DocumentPatch(name="page.png")
    assert refused(dock, lambda uow: documents.change(uow, dock.actor, on(order), kept.id, to_png)) == {DOCUMENT_POSES}
    to_text = DocumentPatch(name="page.txt")
    after = dock.write(lambda uow: documents.change(uow, dock.actor, on(order), kept.id, to_text))
    assert after.media_type == "text/plain"


def test_the_organization_says_how_large_and_how_many(dock: Dock) -> None:
    order = dock.enter(wanted("10"))
    limits = {"documents.max_bytes": 2048, "documents.per_subject": 2}
    dock.write(lambda uow: settings.change(uow, dock.actor, limits))
    big = slip(data=papers.pdf(2049))
    assert refused(dock, lambda uow: documents.attach(uow, dock.actor, on(order), big)) == {DOCUMENT_TOO_LARGE}
    assert dock.store.read_now(lambda uow: documents.room(uow, dock.actor, on(order))) == 2048
    first = attach(dock, on(order), slip(data=papers.pdf(2048)))
    attach(dock, on(order))
    assert refused(dock, lambda uow: documents.attach(uow, dock.actor, on(order), slip())) == {DOCUMENTS_FULL}
    dock.write(lambda uow: documents.remove(uow, dock.actor, on(order), first.id))
    attach(dock, on(order))


def test_a_photo_says_which_line_or_piece_of_the_receipt_it_shows(dock: Dock) -> None:
    order = dock.sent(wanted("10"))
    posted = dock.receive(order, some("10"))
    assert posted.receipt is not None
    receipt = Subject(SubjectKind.RECEIPT, posted.receipt.id)
    part = posted.receipt.lines[0].id
    attach(dock, receipt, slip("damage.png", papers.png(), type=DocumentType.PHOTO, part_id=part))
    attach(dock, receipt)
    assert listed(dock, receipt, where=(equal("part_id", part),)) == ["damage.png"]
    assert [code for code, _ in told(dock, receipt.id)] == ["document.attached"] * 2
    assert listed(dock, on(order)) == []


def test_suppliers_and_products_have_documents_too(dock: Dock, world: World) -> None:
    for subject in (
        Subject(SubjectKind.SUPPLIER, world.supplier.id),
        Subject(SubjectKind.PRODUCT, world.products[0].id),
    ):
        kept = attach(dock, subject, slip("contract.pdf", type=DocumentType.CONTRACT))
        assert content(dock, kept) == papers.pdf()
        assert told(dock, subject.id)[0][0] == "document.attached"


def test_a_document_is_found_only_where_it_belongs(dock: Dock) -> None:
    one, other = dock.enter(wanted("10")), dock.enter(wanted("10"))
    kept = attach(dock, on(one))
    for subject in (on(other), Subject(SubjectKind.RECEIPT, one.id), on(replace(one, id=uuid4()))):
        assert refused(dock, partial(read_at, dock, subject, kept)) <= {
            DOCUMENT_UNKNOWN,
            "receipt.unknown",
            "order.unknown",
        }


@pytest.mark.parametrize(("role", "may"), [(Role.BUYER, True), (Role.RECEIVER, True), (Role.VIEWER, False)])
def test_who_may_attach_follows_the_role(dock: Dock, store: Store, world: World, role: Role, may: bool) -> None:
    order = dock.enter(wanted("10"))
    actor = people.actor_of_user(make_user(store, world, f"{role}@harborrow.example", role), "api")
    if may:
        assert attach(dock, on(order), actor=actor).created_by_name == actor.name
        return
    with pytest.raises(Forbidden):
        attach(dock, on(order), actor=actor)
    attach(dock, on(order))
    assert listed(dock, on(order), actor) == ["slip.pdf"]


def test_a_suppliers_user_sees_what_is_shared_on_orders_that_were_sent(dock: Dock, store: Store, world: World) -> None:
    miller = supplier_user(dock, store, world)
    order = dock.enter(wanted("10"))
    attach(dock, on(order), slip("drawing.pdf", shared=True))
    attach(dock, on(order), slip("quote of another mill.pdf"))
    with pytest.raises(NotFound):
        listed(dock, on(order), miller)
    dock.do("send", order)
    assert listed(dock, on(order), miller) == ["drawing.pdf"]
    with pytest.raises(Forbidden):
        listed(dock, Subject(SubjectKind.SUPPLIER, world.supplier.id), miller)


def test_a_suppliers_user_changes_and_removes_only_what_came_from_the_supplier(
    dock: Dock, store: Store, world: World
) -> None:
    miller = supplier_user(dock, store, world)
    order = dock.sent(wanted("10"))
    ours = attach(dock, on(order), slip("drawing.pdf", shared=True))
    hidden = attach(dock, on(order), slip("secret.pdf"))
    theirs = attach(dock, on(order), slip("confirmation.pdf"), actor=miller)
    assert theirs.shared
    rename = DocumentPatch(name="mine.pdf", shared=False)
    assert refused(dock, lambda uow: documents.change(uow, miller, on(order), ours.id, rename)) == {DOCUMENT_NOT_OWN}
    assert refused(dock, lambda uow: documents.remove(uow, miller, on(order), ours.id)) == {DOCUMENT_NOT_OWN}
    assert refused(dock, lambda uow: documents.remove(uow, miller, on(order), hidden.id)) == {DOCUMENT_UNKNOWN}
    after = dock.write(lambda uow: documents.change(uow, miller, on(order), theirs.id, rename))
    assert (after.name, after.shared) == ("mine.pdf", True)
    dock.write(lambda uow: documents.remove(uow, miller, on(order), theirs.id))
    other = replace(miller, supplier_id=uuid4())
    assert documents._seen(other, replace(theirs, supplier_id=miller.supplier_id)) is False


def test_a_stale_version_is_refused(dock: Dock) -> None:
    order = dock.enter(wanted("10"))
    kept = attach(dock, on(order))
    patch = DocumentPatch(description="x")
    for act in (
        lambda uow: documents.change(uow, dock.actor, on(order), kept.id, patch, expected_version=7),
        lambda uow: documents.remove(uow, dock.actor, on(order), kept.id, expected_version=7),
    ):
        with pytest.raises(Conflict):
            dock.write(act)


def link_to(dock: Dock, document: Document) -> documentlinks.Link:
    return dock.store.read_now(lambda uow: documentlinks.Signer(uow, document.organization_id).link(document))


def opened(dock: Dock, token: str) -> Document:
    return dock.store.read_now(lambda uow: documentlinks.opened(uow, token))


def test_a_link_opens_its_document_until_its_time_is_over(dock: Dock, clock: FixedClock) -> None:
    kept = attach(dock, on(dock.enter(wanted("10"))))
    link = link_to(dock, kept)
    assert link.expires_at == clock.now() + timedelta(minutes=15)
    assert opened(dock, link.token) == kept
    clock.moment += timedelta(minutes=14, seconds=59)
    assert opened(dock, link.token) == kept
    clock.moment += timedelta(seconds=1)
    with pytest.raises(NotFound) as ended:
        opened(dock, link.token)
    assert ended.value.code == LINK_ENDED


def test_removing_the_document_or_its_order_ends_its_links(dock: Dock) -> None:
    order = dock.enter(wanted("10"))
    first, second = attach(dock, on(order)), attach(dock, on(order))
    links = [link_to(dock, document) for document in (first, second)]
    dock.write(lambda uow: documents.remove(uow, dock.actor, on(order), first.id))
    with pytest.raises(NotFound):
        opened(dock, links[0].token)
    assert opened(dock, links[1].token) == second
    dock.write(lambda uow: orders.delete(uow, dock.actor, OrderKey(id=order.id)))
    with pytest.raises(NotFound):
        opened(dock, links[1].token)


def test_a_link_that_was_tampered_with_opens_nothing(dock: Dock) -> None:
    token = link_to(dock, attach(dock, on(dock.enter(wanted("10"))))).token
    turned = [token[:at] + ("A" if token[at] != "A" else "B") + token[at + 1 :] for at in range(len(token) - 1)]
    for wrong in (*turned, "", "x", "é", token + "AAAA", token[:-4], "A" * 10_000):
        with pytest.raises(NotFound):
            opened(dock, wrong)


def test_another_organization_never_learns_of_a_document(dock: Dock, store: Store) -> None:
    order = dock.enter(wanted("10"))
    kept = attach(dock, on(order))
    stranger = organizations.system_actor(uuid4())
    assert refused(dock, lambda uow: documents.remove(uow, stranger, on(order), kept.id)) == {"order.unknown"}
