from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from entrepot.actions import organizations
from entrepot.book.people.draft import OrganizationDraft
from entrepot.book.people.errors import ORGANIZATION_UNKNOWN
from entrepot.book.people.organization import Organization
from entrepot.book.values.page import Listing
from entrepot.errors import VERSION_STALE, Conflict, NotFound
from entrepot.store import companies, rates, secrets
from entrepot.store import organizations as shelf
from entrepot.store.shape import chunks, listed_values
from entrepot.store.store import Store
from tests.store.makers import ORGANIZATION


@pytest.fixture
def organization(store: Store) -> Organization:
    return store.write_now(lambda uow: organizations.create(uow, OrganizationDraft("Harborrow", "EUR")))


def test_the_second_of_two_changes_from_one_version_is_refused(store: Store, organization: Organization) -> None:
    company = store.read_now(lambda uow: companies.default(uow, organization.id))
    after = replace(company, name="First", version=2)
    store.write_now(lambda uow: companies.update(uow, after))
    with pytest.raises(Conflict) as refused:
        store.write_now(lambda uow: companies.update(uow, replace(company, name="Second", version=2)))
    assert refused.value.code == VERSION_STALE
    assert store.read_now(lambda uow: companies.get(uow, organization.id, company.id)) == after


def test_both_ways_of_reading_give_the_same(store: Store, organization: Organization) -> None:
    one = store.read_now(lambda uow: companies.default(uow, organization.id))
    assert store.read_now(lambda uow: companies.page(uow, organization.id, Listing())).items == (one,)
    assert store.read_now(lambda uow: companies.by_serials(uow, organization.id, [1001, 2**70, -1])) == {1001: one}
    assert store.read_now(lambda uow: companies.by_ids(uow, organization.id, [])) == {}


def test_long_lists_are_asked_for_in_runs_of_five_hundred() -> None:
    assert [len(part) for part in chunks(range(1201))] == [500, 500, 201]
    marks, padded = listed_values([1, 2, 3])
    assert (marks, padded) == ("(?, ?, ?, ?)", [1, 2, 3, 3])


def test_an_organization_that_does_not_exist_is_said_so(store: Store) -> None:
    with pytest.raises(NotFound) as refused:
        store.read_now(lambda uow: shelf.found(uow, ORGANIZATION))
    assert refused.value.code == ORGANIZATION_UNKNOWN
    assert store.read_now(lambda uow: shelf.settings(uow, ORGANIZATION)).flag("receiving.auto_close") is False


def test_the_rate_of_a_day_is_the_latest_one_known(store: Store, organization: Organization) -> None:
    def at(day: date, currency: str = "USD") -> Decimal | None:
        return store.read_now(lambda uow: rates.at(uow, organization.id, currency, day))

    def put(day: int, rate: str) -> None:
        store.write_now(lambda uow: rates.put(uow, organization.id, "USD", date(2026, 3, day), Decimal(rate)))

    put(1, "0.91")
    put(5, "0.923456789")
    put(5, "0.93")
    assert [at(date(2026, 3, day)) for day in (1, 4, 5, 31)] == [
        Decimal(rate) for rate in ("0.91", "0.91", "0.93", "0.93")
    ]
    assert at(date(2026, 2, 28)) is None
    assert at(date(2026, 3, 5), "GBP") is None


def test_a_secret_is_made_once_and_then_stays(store: Store) -> None:
    assert store.read_now(lambda uow: secrets.get(uow, "sellercloud.jwt")) is None
    first = store.write_now(lambda uow: secrets.ensure(uow, "sellercloud.jwt"))
    assert store.write_now(lambda uow: secrets.ensure(uow, "sellercloud.jwt")) == first
    assert store.read_now(lambda uow: secrets.get(uow, "sellercloud.jwt")) == first
    assert len(first) == 32
    assert store.write_now(lambda uow: secrets.ensure(uow, "another")) != first
