"""Exchange rates: what one unit of another currency is worth in the organization's own, by day."""

from datetime import date
from decimal import Decimal

from entrepot.actions.history import record
from entrepot.book.difference import as_json
from entrepot.book.events import Change
from entrepot.book.people.actor import Actor
from entrepot.book.people.rights import Right
from entrepot.book.values import checks
from entrepot.book.values.events import RATE_SET
from entrepot.book.values.money import ZERO, fits
from entrepot.errors import FIELD_RANGE, Findings
from entrepot.store import organizations, rates
from entrepot.store.types import EXCHANGE_PLACES
from entrepot.store.work import UnitOfWork

MAX_RATE = Decimal(1_000_000_000)


def present(uow: UnitOfWork, actor: Actor) -> list[tuple[str, date, Decimal]]:
    """Currency, day and rate in force today, for every currency that has a rate."""
    actor.require(Right.SETTINGS_READ)
    return rates.present(uow, actor.organization_id, uow.now.date())


def put(uow: UnitOfWork, actor: Actor, currency: str, day: date, rate: Decimal) -> None:
    """Set a day's rate (base currency per unit of `currency`, up to nine decimals); raises Forbidden, Invalid."""
    actor.require(Right.SETTINGS_WRITE)
    findings = Findings()
    checks.currency(findings, ("currency",), currency)
    if not (rate.is_finite() and ZERO < rate <= MAX_RATE and fits(rate, EXCHANGE_PLACES)):
        findings.add(("rate",), FIELD_RANGE, "A rate is above zero and has at most nine decimals.")
    findings.settle()
    old = rates.at(uow, actor.organization_id, currency, day)
    rates.put(uow, actor.organization_id, currency, day, rate)
    record(
        uow,
        actor,
        subject="organization",
        subject_id=actor.organization_id,
        version=organizations.found(uow, actor.organization_id).version,
        code=RATE_SET,
        message=f"1 {currency} on {day.isoformat()}: {as_json(rate)}.",
        changes=[Change(f"rates.{currency}.{day.isoformat()}", as_json(old), as_json(rate))],
    )
