from decimal import Decimal

import pytest

from entrepot.actions import terms
from entrepot.book.orders.errors import TERM_UNKNOWN
from entrepot.book.values.errors import TERM_DISCOUNT, TERM_INSTALMENTS, TERM_NAME_TAKEN
from entrepot.book.values.page import Listing
from entrepot.book.values.termdraft import TermDraft, TermPatch
from entrepot.book.values.terms import Instalment, PaymentTerm
from entrepot.errors import Code, Conflict, Invalid, NotFound
from entrepot.store.store import Store
from tests.makers import World

HALVES = (Instalment(Decimal(50), 0), Instalment(Decimal(50), 30))


def made(store: Store, world: World, draft: TermDraft) -> PaymentTerm:
    return store.write_now(lambda uow: terms.create(uow, world.admin, draft))


def test_a_term_is_read_back_as_it_was_made(store: Store, world: World) -> None:
    term = made(store, world, TermDraft("2/10 net 30", 30, Decimal(2), 10))
    split = made(store, world, TermDraft("Half now", 30, instalments=HALVES))
    assert store.read_now(lambda uow: terms.read(uow, world.admin, id=term.id)) == term
    assert store.read_now(lambda uow: terms.read(uow, world.admin, serial=split.serial)) == split
    page = store.read_now(lambda uow: terms.browse(uow, world.admin, Listing(sort="name")))
    assert [item.name for item in page.items] == ["2/10 net 30", "Half now"]


@pytest.mark.parametrize(
    ("draft", "field", "code"),
    [
        (TermDraft("x", discount_percent=Decimal(2)), "discount_days", TERM_DISCOUNT),
        (TermDraft("x", discount_days=10), "discount_percent", TERM_DISCOUNT),
        (TermDraft("x", instalments=HALVES[:1]), "instalments", TERM_INSTALMENTS),
        (TermDraft("x", instalments=(*HALVES, Instalment(Decimal("0.000001"), 60))), "instalments", TERM_INSTALMENTS),
    ],
)
def test_a_term_that_does_not_add_up_is_refused(
    store: Store, world: World, draft: TermDraft, field: str, code: Code
) -> None:
    with pytest.raises(Invalid) as refused:
        made(store, world, draft)
    assert [(error.path, error.code) for error in refused.value.fields] == [((field,), code)]


def test_thirds_add_up_when_their_digits_do(store: Store, world: World) -> None:
    thirds = tuple(Instalment(Decimal(part), 0) for part in ("33.33", "33.33", "33.34"))
    assert made(store, world, TermDraft("Thirds", instalments=thirds)).instalments == thirds


def test_two_terms_cannot_share_a_name(store: Store, world: World) -> None:
    made(store, world, TermDraft("Net 30", 30))
    other = made(store, world, TermDraft("Net 60", 60))
    with pytest.raises(Conflict) as refused:
        store.write_now(lambda uow: terms.change(uow, world.admin, TermPatch(name="NET 30"), id=other.id))
    assert refused.value.code == TERM_NAME_TAKEN


def test_a_term_is_changed_step_by_step(store: Store, world: World) -> None:
    term = made(store, world, TermDraft("2/10 net 30", 30, Decimal(2), 10))
    patch = TermPatch(days=45, discount_percent=None, discount_days=None)
    after = store.write_now(lambda uow: terms.change(uow, world.admin, patch, serial=term.serial, expected_version=1))
    assert (after.days, after.discount_percent, after.discount_days, after.version) == (45, None, None, 2)


def test_an_unknown_term_is_not_found(store: Store, world: World) -> None:
    with pytest.raises(NotFound) as refused:
        store.read_now(lambda uow: terms.read(uow, world.admin, serial=1))
    assert refused.value.code == TERM_UNKNOWN
