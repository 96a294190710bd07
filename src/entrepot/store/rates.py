"""Exchange rates in the store: units of the organization's base currency per unit of another, by day."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from entrepot.store.types import EXCHANGE_PLACES, from_scaled, to_micros, to_scaled
from entrepot.store.work import UnitOfWork


def at(uow: UnitOfWork, organization_id: UUID, currency: str, day: date) -> Decimal | None:
    """The latest rate of that day or before, or None when there is none."""
    row = uow.row(
        "SELECT rate FROM exchange_rates WHERE organization_id = ? AND currency = ? AND day <= ?"
        " ORDER BY day DESC LIMIT 1",
        (organization_id.bytes, currency, day.isoformat()),
    )
    return None if row is None else from_scaled(row[0], EXCHANGE_PLACES)


def present(uow: UnitOfWork, organization_id: UUID, day: date) -> list[tuple[str, date, Decimal]]:
    """The rate in force that day of every currency that has one, by currency."""
    rows = uow.rows(
        "SELECT currency, max(day), rate FROM exchange_rates WHERE organization_id = ? AND day <= ? "
        "GROUP BY currency ORDER BY currency",
        (organization_id.bytes, day.isoformat()),
    )
    return [(currency, date.fromisoformat(day), from_scaled(rate, EXCHANGE_PLACES)) for currency, day, rate in rows]


def put(uow: UnitOfWork, organization_id: UUID, currency: str, day: date, rate: Decimal) -> None:
    """Set the rate of a day."""
    uow.sql(
        "INSERT INTO exchange_rates (organization_id, currency, day, rate, created_at) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (organization_id, currency, day) DO UPDATE SET rate = excluded.rate",
        (organization_id.bytes, currency, day.isoformat(), to_scaled(rate, EXCHANGE_PLACES), to_micros(uow.now)),
    )
