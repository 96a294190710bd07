"""Tables that are brought in: started, looked at, stopped. Their rows are taken by `importing`, in the background."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from entrepot.actions import jobs
from entrepot.actions.history import record
from entrepot.book.documents.names import base_name
from entrepot.book.events import EventCode
from entrepot.book.imports.cells import decimal_comma_of
from entrepot.book.imports.draft import ImportDraft
from entrepot.book.imports.errors import CELL_NUMBER, IMPORT_OVER, IMPORT_UNKNOWN
from entrepot.book.imports.events import IMPORT_CANCELED, IMPORT_STARTED
from entrepot.book.imports.fields import RIGHTS
from entrepot.book.imports.job import Import, ImportRow, ImportState, RowState
from entrepot.book.imports.mapping import groups, map_columns, number_cells
from entrepot.book.imports.table import Table, TableRow
from entrepot.book.jobs.job import OVER
from entrepot.book.people.actor import Actor
from entrepot.book.people.errors import RIGHT_MISSING
from entrepot.book.values.page import Condition, Listing, Page, Test
from entrepot.errors import Conflict, Findings, Forbidden, NotFound
from entrepot.store import imports
from entrepot.store.work import UnitOfWork

JOB = "imports.run"
NAMELESS = "table"
MOST_ROWS = 1000
# How many imports of a kind are looked at for a mapping.
REMEMBERED = 50
DECIMAL_UNCLEAR = "Say whether a dot or a comma stands before the decimals: the numbers can be read both ways."


def start(uow: UnitOfWork, actor: Actor, draft: ImportDraft, *, dry_run: bool = False) -> Import:
    """Bring a table in, in the background; with `dry_run` every row is tried and undone. Raises Forbidden, Invalid.

    What can be said of the table as a whole (its headings, how numbers are written) is said here.
    """
    actor.require(RIGHTS[draft.kind])
    table = draft.table
    wanted = draft.mapping if draft.mapping is not None else _remembered(uow, actor, draft)
    mapping = map_columns(draft.kind, table.columns, wanted)
    item = Import(
        organization_id=actor.organization_id,
        id=uow.new_id(),
        serial=uow.counter(actor.organization_id, "import"),
        kind=draft.kind,
        dry_run=dry_run,
        state=ImportState.WAITING,
        file_name=base_name(draft.file_name) or f"{NAMELESS}.{table.form}",
        form=table.form,
        encoding=table.encoding,
        delimiter=table.delimiter,
        sheet=table.sheet,
        size=draft.content.size,
        sha256=draft.content.sha256,
        decimal_comma=_decimal_comma(draft, mapping),
        dates=draft.dates,
        columns=table.columns,
        mapping=mapping,
        options=draft.options,
        total=len(table.rows),
        loaded=0,
        position=0,
        done=0,
        failed=0,
        created=0,
        changed=0,
        error=None,
        job_id=None,
        source=actor.door,
        created_by_kind=actor.kind.value,
        created_by_id=actor.id,
        created_by_name=actor.name,
        version=1,
        created_at=uow.now,
        updated_at=uow.now,
    )
    job = jobs.enqueue(uow, actor.organization_id, JOB, {"import_id": str(item.id)}, actor=actor)
    item.job_id = job.id
    imports.insert(uow, item)
    imports.keep_file(uow, item, draft.content.chunks)
    note(
        uow,
        actor,
        item,
        IMPORT_STARTED,
        f"Import {item.serial}: {item.total} rows of {item.kind.value} from {item.file_name}.",
    )
    return item


def _remembered(uow: UnitOfWork, actor: Actor, draft: ImportDraft) -> dict[str, str | None] | None:
    """How the last table of this kind with the same headings was mapped, if it is among the latest."""
    where = (Condition("kind", Test.EQ, draft.kind), Condition("source", Test.EQ, actor.door))
    latest = imports.page(uow, actor.organization_id, Listing(where=where, descending=True, limit=REMEMBERED))
    for item in latest.items:
        if item.columns == draft.table.columns:
            return dict(zip(item.columns, item.mapping, strict=True))
    return None


def _decimal_comma(draft: ImportDraft, mapping: Sequence[str | None]) -> bool:
    """Whether a comma stands before the decimals; numbers in a spreadsheet are none of this."""
    if draft.decimal_comma is not None or draft.table.form != "csv":
        return bool(draft.decimal_comma) and draft.table.form == "csv"
    cells = number_cells(draft.kind, tuple(mapping), draft.table.rows)
    found = decimal_comma_of(cells, draft.table.delimiter)
    if found is None:
        findings = Findings()
        findings.add(("decimal",), CELL_NUMBER, DECIMAL_UNCLEAR)
        findings.settle()
    return bool(found)


def note(uow: UnitOfWork, actor: Actor, item: Import, code: EventCode, message: str) -> None:
    """Write down what happened to an import."""
    record(uow, actor, subject="import", subject_id=item.id, version=item.version, code=code, message=message)


def read(uow: UnitOfWork, actor: Actor, *, id: UUID | None = None, serial: int | None = None) -> Import:
    """One import by id or serial, for whoever may bring such tables in; raises Forbidden, NotFound."""
    _require_any(actor)
    item = None
    if id is not None:
        item = imports.get(uow, actor.organization_id, id)
    elif serial is not None:
        item = imports.by_serial(uow, actor.organization_id, serial)
    if item is None:
        raise NotFound(IMPORT_UNKNOWN)
    actor.require(RIGHTS[item.kind])
    return item


def browse(uow: UnitOfWork, actor: Actor, listing: Listing) -> Page[Import]:
    """A page of the imports this actor could have started; raises Forbidden."""
    _require_any(actor)
    own = tuple(kind for kind, right in RIGHTS.items() if actor.can(right))
    return imports.page(
        uow, actor.organization_id, replace(listing, where=(*listing.where, Condition("kind", Test.IN, own)))
    )


def rows(
    uow: UnitOfWork, actor: Actor, id: UUID, *, after: int = 0, limit: int = 200, state: RowState | None = None
) -> list[ImportRow]:
    """Rows of an import in the order of the file; raises Forbidden, NotFound."""
    item = read(uow, actor, id=id)
    return imports.rows(uow, item, after=after, limit=min(limit, MOST_ROWS), state=state)


def refused(uow: UnitOfWork, actor: Actor, id: UUID) -> tuple[Import, list[ImportRow]]:
    """An import with every row that was refused; raises Forbidden, NotFound."""
    item = read(uow, actor, id=id)
    return item, imports.rows(uow, item, limit=item.total, state=RowState.FAILED)


def cancel(uow: UnitOfWork, actor: Actor, id: UUID) -> Import:
    """Stop an import where it is; what was taken stays. Raises Forbidden, NotFound, Conflict."""
    item = read(uow, actor, id=id)
    if item.is_over:
        raise Conflict(IMPORT_OVER)
    after = replace(item, state=ImportState.CANCELED, version=item.version + 1, updated_at=uow.now, finished_at=uow.now)
    imports.update(uow, after)
    if item.job_id is not None:
        job = jobs.found(uow, actor.organization_id, item.job_id)
        if job.state not in OVER:
            jobs.canceled(uow, job)
    note(uow, actor, after, IMPORT_CANCELED, f"Import {item.serial} was stopped.")
    return after


def load(uow: UnitOfWork, organization_id: UUID, id: UUID, table: Table, most: int) -> bool:
    """Copy the next rows of the file, for the worker; whether there is nothing left to copy."""
    item = imports.get(uow, organization_id, id)
    if item is None or item.is_over or item.loaded >= item.total:
        return True
    together = groups(item.kind, item.mapping, table.rows)
    upto = min(item.loaded + most, item.total)
    part: Sequence[TableRow] = table.rows[item.loaded : upto]
    listed = zip(part, together[item.loaded : upto], strict=True)
    imports.keep_rows(uow, item, [(row.number, group, row.cells) for row, group in listed])
    imports.update(
        uow,
        replace(
            item,
            loaded=upto,
            state=ImportState.RUNNING,
            started_at=item.started_at or uow.now,
            version=item.version + 1,
            updated_at=uow.now,
        ),
    )
    return upto == item.total


def _require_any(actor: Actor) -> None:
    if not any(actor.can(right) for right in RIGHTS.values()):
        raise Forbidden(RIGHT_MISSING, f"The role {actor.role} of {actor.name} brings no tables in.")
