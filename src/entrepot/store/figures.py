"""What the one who runs the server wants to know of the book: its room on the disk, its revision, its jobs."""

import shutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from entrepot.book.jobs.job import kind_of
from entrepot.store import migrations, organizations
from entrepot.store.work import UnitOfWork

_BY_LANE = """
SELECT state, lane, count(*) FROM jobs
WHERE organization_id = ? AND state IN ('waiting', 'running', 'failed', 'dead', 'unknown') GROUP BY state, lane
"""


@dataclass(frozen=True, slots=True)
class Room:
    """Bytes: of the book, of its write-ahead log, and what is free on the disk they lie on."""

    book: int
    log: int
    free: int


def room(path: Path) -> Room:
    """How large the book is and how much room is left; raises OSError when the disk cannot say."""
    log = path.with_name(path.name + "-wal")
    size = path.stat().st_size if path.exists() else 0
    return Room(size, log.stat().st_size if log.exists() else 0, shutil.disk_usage(path.parent).free)


def revision(uow: UnitOfWork) -> str:
    """The revision of the tables in the book."""
    return str(uow.row("SELECT version_num FROM alembic_version")[0])


def is_present(uow: UnitOfWork) -> bool:
    """Whether the tables are those that this program works with."""
    return revision(uow) == migrations.HEAD


def job_counts(uow: UnitOfWork) -> dict[tuple[str, str], int]:
    """How many jobs wait, run, failed, are dead or unknown: by kind and state, over all organizations."""
    found: Counter[tuple[str, str]] = Counter()
    for organization in organizations.every(uow):
        for state, lane, number in uow.rows(_BY_LANE, (organization.id.bytes,)):
            found[kind_of(lane), state] += number
    return dict(found)
