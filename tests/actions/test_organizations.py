from dataclasses import replace

import pytest

from entrepot.actions import organizations
from entrepot.book.people.draft import OrganizationDraft, OrganizationPatch
from entrepot.book.people.rights import Role
from entrepot.errors import Forbidden, Invalid
from entrepot.store import companies, events, warehouses
from entrepot.store import organizations as shelf
from entrepot.store.store import Store
from tests.makers import World, make_world


def test_an_organization_is_born_with_a_company_and_a_warehouse(store: Store) -> None:
    draft = OrganizationDraft("Harborrow", "EUR", "Europe/Amsterdam", "NL")
    organization = store.write_now(lambda uow: organizations.create(uow, draft))
    company = store.read_now(lambda uow: companies.default(uow, organization.id))
    warehouse = store.read_now(lambda uow: warehouses.default(uow, organization.id))
    assert (company.name, company.currency, company.serial) == ("Harborrow", "EUR", 1001)
    assert (warehouse.name, warehouse.serial, warehouse.active) == ("Main warehouse", 1001, True)
    told = store.read_now(lambda uow: events.of(uow, organization.id, organization.id))
    assert [(event.code, event.actor_name, event.door) for event in told] == [("organization.created", "system", "cli")]


def test_everything_wrong_with_an_organization_is_said_at_once(store: Store) -> None:
    draft = OrganizationDraft(" ", "EURO", "Mars/Olympus", "XX")
    with pytest.raises(Invalid) as refused:
        store.write_now(lambda uow: organizations.create(uow, draft))
    assert {field.path for field in refused.value.fields} == {("name",), ("currency",), ("time_zone",), ("country",)}
    assert store.read_now(shelf.every) == []


def test_organizations_are_listed_for_whoever_runs_the_server(store: Store, world: World) -> None:
    other = make_world(store, "Quayside")
    assert store.read_now(shelf.every) == [world.organization, other.organization]
    assert len({world.organization.serial, other.organization.serial}) == 2


def test_an_admin_moves_the_organization_to_another_time_zone(store: Store, world: World) -> None:
    patch = OrganizationPatch(time_zone="Europe/Brussels")
    after = store.write_now(lambda uow: organizations.change(uow, world.admin, patch, expected_version=1))
    assert (after.time_zone, after.version) == ("Europe/Brussels", 2)
    assert store.read_now(lambda uow: organizations.read(uow, world.admin)) == after
    viewer = replace(world.admin, role=Role.VIEWER)
    with pytest.raises(Forbidden):
        store.write_now(lambda uow: organizations.change(uow, viewer, patch))
