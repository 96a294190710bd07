"""The settings of an organization: read and changed as one flat object."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from entrepot.actions.history import check_version, record
from entrepot.book.difference import as_json, difference
from entrepot.book.orders.numbering import counter_name, date_parts, pattern_fault
from entrepot.book.people.actor import Actor
from entrepot.book.people.errors import SETTING_INVALID, SETTING_UNKNOWN
from entrepot.book.people.events import SETTINGS_CHANGED
from entrepot.book.people.organization import Organization
from entrepot.book.people.rights import Right
from entrepot.book.people.settings import SETTINGS, OrganizationSettings, Value
from entrepot.errors import Findings
from entrepot.store import organizations
from entrepot.store.work import UnitOfWork

PATTERN = "orders.number_pattern"
NEXT = "orders.number_next"


def read(uow: UnitOfWork, actor: Actor) -> tuple[dict[str, Value], int]:
    """Every setting by name in its exact type, and the version of the organization they belong to."""
    actor.require(Right.SETTINGS_READ)
    organization = organizations.found(uow, actor.organization_id)
    return _values(uow, organization), organization.version


def change(
    uow: UnitOfWork, actor: Actor, given: Mapping[str, object], *, expected_version: int | None = None
) -> tuple[dict[str, Value], int]:
    """Change settings by name, all or none; the answer is as `read`'s. Raises Forbidden, Conflict, Invalid."""
    actor.require(Right.SETTINGS_WRITE)
    organization = organizations.found(uow, actor.organization_id)
    check_version(organization.version, expected_version)
    parsed = _parsed(given)
    before = _values(uow, organization)
    stored = dict(organization.settings)
    for name, value in parsed.items():
        if name == NEXT:
            continue
        if value == SETTINGS[name].default:
            stored.pop(name, None)
        else:
            stored[name] = as_json(value)
    after = replace(organization, settings=stored)
    if NEXT in parsed:
        _set_next(uow, after, int(str(parsed[NEXT])))
    now = _values(uow, after)
    changes = difference(_plain(before), _plain(now))
    if not changes:
        return before, organization.version
    after = replace(after, version=organization.version + 1, updated_at=uow.now)
    organizations.update(uow, after)
    record(
        uow,
        actor,
        subject="organization",
        subject_id=after.id,
        version=after.version,
        code=SETTINGS_CHANGED,
        message="Settings were changed.",
        changes=changes,
    )
    return now, after.version


def _parsed(given: Mapping[str, object]) -> dict[str, Value]:
    findings = Findings()
    parsed: dict[str, Value] = {}
    for name, value in given.items():
        setting = SETTINGS.get(name)
        if setting is None:
            findings.add((name,), SETTING_UNKNOWN)
            continue
        try:
            parsed[name] = setting.parse(value)
        except ValueError as error:
            findings.add((name,), SETTING_INVALID, f"{str(error).capitalize()}.")
            continue
        fault = pattern_fault(str(parsed[name])) if name == PATTERN else None
        if fault is not None:
            findings.add((name,), SETTING_INVALID, f"{fault.capitalize()}.")
    findings.settle()
    return parsed


def _values(uow: UnitOfWork, organization: Organization) -> dict[str, Value]:
    values = OrganizationSettings(organization.settings).all()
    row = uow.row(
        "SELECT value FROM counters WHERE organization_id = ? AND name = ?",
        (organization.id.bytes, _counter(organization, uow.now)),
    )
    values[NEXT] = 1 if row is None else row[0] + 1
    return values


def _set_next(uow: UnitOfWork, organization: Organization, following: int) -> None:
    uow.sql(
        "INSERT INTO counters (organization_id, name, value) VALUES (?, ?, ?)"
        " ON CONFLICT (organization_id, name) DO UPDATE SET value = excluded.value",
        (organization.id.bytes, _counter(organization, uow.now), following - 1),
    )


def _counter(organization: Organization, now: datetime) -> str:
    pattern = OrganizationSettings(organization.settings).text(PATTERN)
    return counter_name(pattern, date_parts(now, organization.time_zone))


def _plain(values: Mapping[str, Value]) -> dict[str, object]:
    return {name: as_json(value) for name, value in values.items()}
