"""Background work at the native door: what waits, what runs, what was given up."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from starlette.responses import Response

from entrepot.actions import jobs
from entrepot.api.rest import shapes_webhooks as shapes
from entrepot.api.rest.calls import Caller, DryRun, changed, id_in_path, listed, would_be
from entrepot.api.rest.listing import Paged, Texts, filters_of, next_cursor, page_document
from entrepot.api.rest.listing import Query as Parameters
from entrepot.api.rest.nouns import listing_of
from entrepot.api.rest.render_webhooks import job_document
from entrepot.api.rest.shapes import page_of
from entrepot.api.rest.thorough import NativeRoute
from entrepot.book.jobs.errors import JOB_UNKNOWN
from entrepot.book.jobs.job import Job, JobState
from entrepot.http.answer import Answer
from entrepot.store.work import UnitOfWork

router = APIRouter(route_class=NativeRoute, tags=["Jobs"])


class JobList(Paged):
    """The filters of the list of jobs."""

    sort: Literal["id", "-id", "created_at", "-created_at"] = "-id"
    kind: Texts | None = None
    state: JobState | None = None


@router.get("/jobs", summary="List jobs", response_model=page_of(shapes.Job))
async def browse(call: Caller, asked: Annotated[JobList, Query()]) -> Response:
    """Latest first; what was done is kept for a time."""
    filters = filters_of(asked)
    page = await call.read(lambda uow: jobs.browse(uow, call.actor, listing_of(asked, filters, asked.sort)))
    return listed(page_document(page.items, job_document, next_cursor(page.next, asked.sort, filters)))


@router.get("/jobs/{job_id}", summary="Read a job", response_model=shapes.Job)
async def read(call: Caller, job_id: str, asked: Annotated[Parameters, Query()]) -> Response:
    """How far it is, or what became of it."""
    del asked
    key = id_in_path(job_id, JOB_UNKNOWN)
    job = await call.read(lambda uow: jobs.read(uow, call.actor, key))
    return call.shown(job_document(job), job.version)


@router.post("/jobs/{job_id}/replay", summary="Let a job begin anew", response_model=shapes.Job)
async def replay(call: Caller, job_id: str, asked: DryRun) -> Response:
    """One that failed, used up its attempts or was canceled; it has every attempt again."""
    key = id_in_path(job_id, JOB_UNKNOWN)
    return await call.write(lambda uow: _told(uow, jobs.replay(uow, call.actor, key)), asked)


@router.post("/jobs/{job_id}/cancel", summary="Cancel a job", response_model=shapes.Job)
async def cancel(call: Caller, job_id: str, asked: DryRun) -> Response:
    """At once while it waits; a running one stops at its next opportunity."""
    key = id_in_path(job_id, JOB_UNKNOWN)
    return await call.write(lambda uow: _told(uow, jobs.cancel(uow, call.actor, key)), asked)


def _told(uow: UnitOfWork, job: Job) -> Answer:
    document = job_document(job)
    if uow.dry_run:
        return would_be({**document, "warnings": [], "events": []})
    return changed(document, job.version)
