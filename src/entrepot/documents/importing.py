"""Imports in the background: the file is read again, its rows are copied, then taken step by step.

Whichever moment a worker dies at, the next one goes on from what the store says.
"""

from collections.abc import Mapping
from uuid import UUID

from entrepot.actions import importing, imports, organizations
from entrepot.actions.imports import JOB
from entrepot.book.imports.job import Import
from entrepot.book.imports.table import Table, TableLimits
from entrepot.book.jobs.backoff import USUAL
from entrepot.documents.reading import read_table
from entrepot.errors import VERSION_STALE, EntrepotError, Unavailable
from entrepot.settings import Settings
from entrepot.store import imports as kept
from entrepot.store.work import UnitOfWork
from entrepot.worker.handlers import Background
from entrepot.worker.task import Retry, Stopped, Task

# One transaction copies so many rows, or takes so many orders, products, …: others wait for it meanwhile.
ROWS_AT_ONCE = 500
GROUPS_AT_ONCE = 10
# How often it is written down how far an import is, in steps.
STEPS_BETWEEN = 5
AT_ONCE = 1
CRASHED = "Something went wrong again and again; the log says what."


def register(background: Background) -> None:
    """Add what is done here to the worker: one import of an organization at a time, in the order they came."""
    background.handlers.add(JOB, run, per_lane=AT_ONCE)


def limits_of(settings: Settings) -> TableLimits:
    """How much of a table this server reads."""
    return TableLimits(
        rows=settings.import_max_rows,
        columns=settings.import_max_columns,
        unpacked_bytes=settings.import_unpacked_bytes,
    )


def run(task: Task) -> Mapping[str, object]:
    """Bring a table in to its end; an import that cannot go on says why."""
    organization_id, id = task.job.organization_id, UUID(str(task.job.payload["import_id"]))
    try:
        _load(task, organization_id, id)
        _take(task, organization_id, id)
    except (Stopped, Unavailable):
        raise
    except EntrepotError as error:
        if error.code == VERSION_STALE:
            raise Retry(error.message) from error
        _give_up(task, organization_id, id, error.message)
        raise
    except Exception:
        if task.job.attempts >= USUAL.attempts:
            _give_up(task, organization_id, id, CRASHED)
        raise
    return {"import_id": str(id)}


def _give_up(task: Task, organization_id: UUID, id: UUID, why: str) -> None:
    actor = organizations.system_actor(organization_id, "worker")
    task.store.write_now(lambda uow: importing.give_up(uow, actor, organization_id, id, why))


def _load(task: Task, organization_id: UUID, id: UUID) -> None:
    """Copy the rows of the file that are not copied yet."""
    item, raw = task.store.read_now(lambda uow: _file(uow, organization_id, id))
    if item is None or item.is_over or item.loaded >= item.total:
        return
    table = table_of(item, raw, limits_of(task.settings))
    while not task.store.write_now(lambda uow: imports.load(uow, organization_id, id, table, ROWS_AT_ONCE)):
        task.check()


def _file(uow: UnitOfWork, organization_id: UUID, id: UUID) -> tuple[Import | None, bytes]:
    item = kept.get(uow, organization_id, id)
    if item is None or item.loaded >= item.total:
        return item, b""
    return item, kept.file_of(uow, item)


def table_of(item: Import, raw: bytes, limits: TableLimits) -> Table:
    """The table of an import's file, read as it was the first time."""
    return read_table(raw, limits, sheet=item.sheet, delimiter=item.delimiter)


def _take(task: Task, organization_id: UUID, id: UUID) -> None:
    steps = 0
    while True:
        step = task.store.write_now(lambda uow: importing.advance(uow, organization_id, id, GROUPS_AT_ONCE))
        if step.is_over:
            return
        steps += 1
        if steps % STEPS_BETWEEN == 1:
            task.progress(step.done, step.total)
        task.check()
