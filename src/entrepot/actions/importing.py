"""How the rows of an import are taken: group by group, through everybody's actions, each group whole or not at all.

A step takes some groups and writes down what became of them in one transaction with what they did. Whoever takes over
after a crash goes on behind the last group that is over, so nothing is done twice and nothing is left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

import structlog

from entrepot.actions import people
from entrepot.actions.importrows import TAKE, RowsWrong, Taken, place_of
from entrepot.actions.imports import note
from entrepot.book.imports.errors import ROW_CRASHED, ROW_GROUP
from entrepot.book.imports.events import IMPORT_FAILED, IMPORT_FINISHED
from entrepot.book.imports.fields import FIELDS
from entrepot.book.imports.job import Import, ImportRow, ImportState, RowError, RowOutcome, RowState, Values
from entrepot.book.imports.mapping import read_row
from entrepot.book.imports.table import TableRow
from entrepot.book.people.actor import Actor
from entrepot.errors import CODES, FIELD_REQUIRED, EntrepotError, Unavailable
from entrepot.store import imports
from entrepot.store.work import UnitOfWork

# What only a fault of our own raises; anything else is left to the worker, which tries again.
FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError)
Wrong = dict[int, list[RowError]]
log = structlog.get_logger(__name__)


class _Undone(Exception):
    """Raised out of a rehearsed step, so that nothing of it stays."""

    def __init__(self, taken: Taken) -> None:
        self.taken = taken


@dataclass(frozen=True, slots=True)
class Step:
    """How far an import is after a step: rows that are over, and whether all are."""

    done: int
    total: int
    is_over: bool


def advance(uow: UnitOfWork, organization_id: UUID, id: UUID, most: int) -> Step:
    """Take the next groups of an import, at most so many, as the one who started it; raises Forbidden."""
    item = imports.get(uow, organization_id, id)
    if item is None or item.is_over:
        return Step(0, 0, is_over=True)
    actor = people.actor_again(uow, organization_id, item.created_by_kind, item.created_by_id, item.source)
    waiting = imports.next_rows(uow, item, most)
    if not waiting:
        return _finish(uow, actor, item)
    after = replace(item, position=waiting[-1].group, version=item.version + 1, updated_at=uow.now)
    for group in _groups(waiting):
        settled = _taken(uow, actor, item, group)
        imports.settle_rows(uow, settled)
        _count(after, settled)
    imports.update(uow, after)
    return Step(after.done + after.failed, after.total, is_over=False)


def give_up(uow: UnitOfWork, actor: Actor, organization_id: UUID, id: UUID, why: str) -> None:
    """Say that an import cannot go on; what was taken stays."""
    item = imports.get(uow, organization_id, id)
    if item is None or item.is_over:
        return
    after = replace(
        item, state=ImportState.FAILED, error=why, version=item.version + 1, updated_at=uow.now, finished_at=uow.now
    )
    imports.update(uow, after)
    note(uow, actor, after, IMPORT_FAILED, f"Import {item.serial} stopped: {why}")


def _finish(uow: UnitOfWork, actor: Actor, item: Import) -> Step:
    after = replace(item, state=ImportState.DONE, version=item.version + 1, updated_at=uow.now, finished_at=uow.now)
    imports.update(uow, after)
    tried = " were tried" if item.dry_run else ""
    message = f"Import {item.serial}: {item.done} rows taken, {item.failed} refused{tried and ', nothing was kept'}."
    note(uow, actor, after, IMPORT_FINISHED, message)
    return Step(after.done + after.failed, after.total, is_over=True)


def _groups(rows: Sequence[ImportRow]) -> list[list[ImportRow]]:
    found: list[list[ImportRow]] = []
    for row in rows:
        if found and found[-1][0].group == row.group:
            found[-1].append(row)
        else:
            found.append([row])
    return found


def _count(item: Import, settled: Sequence[ImportRow]) -> None:
    """Add a settled group to the import's counts; a group makes or changes one thing."""
    for row in settled:
        item.done += row.state is RowState.DONE
        item.failed += row.state is RowState.FAILED
    outcome = settled[0].outcome
    item.created += outcome is RowOutcome.CREATED
    item.changed += outcome is RowOutcome.CHANGED


def _taken(uow: UnitOfWork, actor: Actor, item: Import, group: Sequence[ImportRow]) -> list[ImportRow]:
    """The rows of a group with what became of them."""
    values, wrong = _read(item, group)
    if wrong:
        return _refused(group, wrong)
    subject: UUID | None = None
    try:
        with uow.attempt():
            taken = TAKE[item.kind](uow, actor, item, values)
            subject = taken.id
            if item.dry_run:
                raise _Undone(taken)
    except _Undone as undone:
        taken, subject = undone.taken, None
    except Unavailable:
        raise
    except RowsWrong as error:
        return _refused(group, _by_row(item, error.rows))
    except EntrepotError as error:
        return _refused(group, _located(item, values, error))
    except FAULTS:
        log.exception("import.row_crashed", import_id=str(item.id), row=group[0].number)
        return _refused(group, {group[0].number: [RowError(None, None, ROW_CRASHED, CODES[ROW_CRASHED])]})
    return [
        replace(row, state=RowState.DONE, outcome=taken.outcome, subject_id=subject, label=taken.label, errors=())
        for row in group
    ]


def _read(item: Import, group: Sequence[ImportRow]) -> tuple[list[Values], Wrong]:
    """What the rows of a group say, and what is wrong with their cells."""
    values: list[Values] = []
    wrong: Wrong = {}
    needed = [field.name for field in FIELDS[item.kind].values() if field.needed]
    for row in group:
        said, errors = read_row(item.kind, item.columns, item.mapping, TableRow(row.number, row.cells), item.style)
        named = {error.field for error in errors}
        for name in needed:
            if name not in said.given and name not in named:
                errors.append(_error(item, name, FIELD_REQUIRED, f"{name} is needed."))
        values.append(said)
        if errors:
            wrong[row.number] = errors
    return values, wrong


def _refused(group: Sequence[ImportRow], wrong: Wrong) -> list[ImportRow]:
    """The rows of a group that was refused: each with its own errors, the others say that one of them is wrong."""
    beside = (RowError(None, None, ROW_GROUP, CODES[ROW_GROUP]),)
    return [replace(row, state=RowState.FAILED, errors=tuple(wrong.get(row.number, beside))) for row in group]


def _by_row(item: Import, rows: Sequence[tuple[int, str | None, EntrepotError]]) -> Wrong:
    found: Wrong = {}
    for number, name, error in rows:
        found.setdefault(number, []).append(_error(item, name, error.code, error.message))
    return found


def _located(item: Import, values: Sequence[Values], error: EntrepotError) -> Wrong:
    """What an action said about its draft, row by row."""
    if not error.fields:
        return {values[0].number: [RowError(None, None, error.code, error.message)]}
    found: Wrong = {}
    for field in error.fields:
        number, name = place_of(item.kind, values, field.path)
        found.setdefault(number, []).append(_error(item, name, field.code, field.message))
    return found


def _error(item: Import, name: str | None, code: str, message: str) -> RowError:
    headings = dict(zip(item.mapping, item.columns, strict=True))
    return RowError(headings.get(name) if name else None, name, code, message)  # type: ignore[arg-type]
