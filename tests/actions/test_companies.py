import pytest

from entrepot.actions import companies
from entrepot.book.people.draft import CompanyDraft, CompanyPatch
from entrepot.book.people.errors import COMPANY_DEFAULT, COMPANY_UNKNOWN
from entrepot.book.values.page import Condition, Listing, Test
from entrepot.errors import Conflict, Invalid, NotFound
from entrepot.store import companies as shelf
from entrepot.store.store import Store
from tests.makers import World


def test_a_company_pays_in_the_organizations_currency_unless_it_says_otherwise(store: Store, world: World) -> None:
    first = store.write_now(
        lambda uow: companies.create(uow, world.admin, CompanyDraft("Harborrow UK", currency="GBP"))
    )
    second = store.write_now(lambda uow: companies.create(uow, world.admin, CompanyDraft("Harborrow NL")))
    assert (first.currency, second.currency) == ("GBP", "EUR")
    assert store.read_now(lambda uow: companies.read(uow, world.admin, serial=first.serial)) == first


def test_one_active_company_is_always_the_default(store: Store, world: World) -> None:
    draft = CompanyDraft("Harborrow UK", is_default=True, email="uk@harborrow.example", website="https://uk.example")
    company = store.write_now(lambda uow: companies.create(uow, world.admin, draft))
    assert store.read_now(lambda uow: shelf.default(uow, world.organization.id)) == company
    for patch in (CompanyPatch(is_default=False), CompanyPatch(active=False)):
        with pytest.raises(Conflict) as refused:
            store.write_now(lambda uow, patch=patch: companies.change(uow, world.admin, patch, id=company.id))  # type: ignore[misc]
        assert refused.value.code == COMPANY_DEFAULT


def test_everything_wrong_with_a_company_is_said_at_once(store: Store, world: World) -> None:
    draft = CompanyDraft("", currency="XX", email="nobody", website="two words")
    with pytest.raises(Invalid) as refused:
        store.write_now(lambda uow: companies.create(uow, world.admin, draft))
    assert [field.path for field in refused.value.fields] == [("name",), ("currency",), ("email",), ("website",)]


def test_companies_are_found_by_part_of_their_name(store: Store, world: World) -> None:
    store.write_now(lambda uow: companies.create(uow, world.admin, CompanyDraft("Zephyr", code="Z")))

    def found(*where: Condition) -> list[str]:
        listing = Listing(where=where, sort="name")
        return [item.name for item in store.read_now(lambda uow: companies.browse(uow, world.admin, listing)).items]

    assert found(Condition("text", Test.ICONTAINS, "EPH")) == ["Zephyr"]
    assert found(Condition("is_default", Test.EQ, True)) == ["Harborrow"]
    assert found() == ["Harborrow", "Zephyr"]


def test_an_unknown_company_is_not_found(store: Store, world: World) -> None:
    with pytest.raises(NotFound) as refused:
        store.read_now(lambda uow: companies.read(uow, world.admin, serial=7))
    assert refused.value.code == COMPANY_UNKNOWN
