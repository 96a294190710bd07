"""Time, as a value that is handed in: nothing below the doors asks the machine what time it is."""

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Something that knows the time."""

    def now(self) -> datetime:
        """The present moment: aware, UTC, microseconds."""


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """The present moment: aware, UTC, microseconds."""
        return datetime.now(UTC)


class FixedClock:
    """A clock for tests: stands still until it is set."""

    def __init__(self, moment: datetime) -> None:
        """`moment` must be aware."""
        self.moment = moment

    def now(self) -> datetime:
        """The moment that was set last."""
        return self.moment
