"""How late a supplier delivers, worked out from its own arrivals.

One observation is one arrival of goods on one order line that had a date (promised, else requested, else the order's
due date): the calendar days in UTC from that date to the arrival, negative when it came early. Arrivals that were
undone do not count. `median` is the middle observation, of an even number the mean of the two middle ones rounded up
to a whole day. `ninetieth` is the smallest observation that at least nine tenths of all do not exceed (nearest rank).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Lateness:
    """Days between the date and the arrival, over `arrivals` observations."""

    arrivals: int
    median: int
    ninetieth: int


def days_late(due: datetime, arrived: datetime) -> int:
    """Calendar days (UTC) from the date to the arrival; negative when it came early. Both are aware, in UTC."""
    return (arrived.date() - due.date()).days


def lateness(observed: Iterable[int]) -> Lateness | None:
    """The lateness over these observations (days), or None when there is none."""
    days = sorted(observed)
    if not days:
        return None
    count = len(days)
    lower, upper = days[(count - 1) // 2], days[count // 2]
    return Lateness(count, -((-lower - upper) // 2), days[-(-count * 9 // 10) - 1])


def likely(due: datetime | None, known: Lateness | None) -> tuple[datetime | None, datetime | None]:
    """When goods with this date are likely here (median) and nearly certainly here (ninetieth percentile).

    Neither lies before the date itself: early arrivals are no promise. Without history both are the date.
    """
    if due is None or known is None:
        return due, due
    return _later(due, known.median), _later(due, known.ninetieth)


def _later(due: datetime, days: int) -> datetime:
    try:
        return due + timedelta(days=max(0, days))
    except OverflowError:
        return due
