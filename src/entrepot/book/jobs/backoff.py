"""When a job that went wrong is tried again."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Backoff:
    """The waits between attempts, and so their number: one more than there are waits.

    `jitter_percent` of a wait is added or taken away, so that what failed together is not tried again together.
    """

    waits: tuple[timedelta, ...]
    jitter_percent: int = 10

    @property
    def attempts(self) -> int:
        """How many attempts a job has."""
        return len(self.waits) + 1

    def after(self, attempts: int, job_id: UUID) -> timedelta | None:
        """The wait after this many attempts, None when there are no more.

        The jitter comes from the job's id and the attempt: spread over jobs, the same whenever it is asked.
        """
        if attempts > len(self.waits):
            return None
        wait = self.waits[max(attempts, 1) - 1]
        dice = (job_id.int + attempts * 7919) % 2001 - 1000
        return wait + wait * self.jitter_percent * dice // 100_000


def doubling(first: timedelta, attempts: int, most: timedelta = timedelta(hours=1)) -> Backoff:
    """Waits that double from `first` up to `most`, for this many attempts."""
    return Backoff(tuple(min(first * 2**index, most) for index in range(attempts - 1)))


USUAL = doubling(timedelta(seconds=5), 8)
ONCE = Backoff(())
