"""Is it up, is it ready, what has it counted: `/health/live`, `/health/ready`, `/metrics`."""

from collections.abc import Callable
from dataclasses import dataclass

from prometheus_client import CONTENT_TYPE_LATEST, disable_created_metrics
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from entrepot import __version__
from entrepot.errors import EntrepotError
from entrepot.http.answer import json_bytes
from entrepot.http.door import Door
from entrepot.http.figures import Figures, exposition, registry_of
from entrepot.store import figures

disable_created_metrics()  # type: ignore[no-untyped-call]


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that keeps a server from being ready, and what to do about it."""

    what: str
    message: str


async def lacks(door: Door, worker_is_up: Callable[[], bool]) -> list[Lack]:
    """Everything that keeps the server from being ready: stopping, store, migrations, disk, worker."""
    found = []
    if door.gate.leaving:
        found.append(Lack("stopping", "The server was told to stop."))
    try:
        if not await door.store.read(figures.is_present, quick=True):
            found.append(Lack("migrations", "The book's tables are of another version: restart the server."))
    except EntrepotError as error:
        found.append(Lack("store", error.message))
    try:
        free = figures.room(door.store.path).free
        if free < door.settings.least_free_bytes:
            found.append(Lack("disk", f"{free} bytes are free, {door.settings.least_free_bytes} are wanted."))
    except OSError as error:
        found.append(Lack("disk", f"The disk of the book does not answer: {error.strerror}."))
    if door.settings.worker and not worker_is_up():
        found.append(Lack("worker", "The worker does not look for jobs: see the log, restart the server."))
    return found


def routes(door: Door, worker_is_up: Callable[[], bool] = lambda: True) -> list[Route]:
    """The routes of the root application that machines look after it with."""
    own = Figures(door)
    registry = registry_of(own)

    async def alive(request: Request) -> Response:
        del request
        return _json(200, {"status": "ok", "version": __version__})

    async def ready(request: Request) -> Response:
        del request
        missing = await lacks(door, worker_is_up)
        if not missing:
            return _json(200, {"status": "ready"})
        named = [{"what": lack.what, "message": lack.message} for lack in missing]
        return _json(503, {"status": "unavailable", "not_ready": named})

    async def metrics(request: Request) -> Response:
        del request
        return Response(await exposition(own, registry), media_type=CONTENT_TYPE_LATEST)

    found = [Route("/health/live", alive), Route("/health/ready", ready)]
    return [*found, Route("/metrics", metrics)] if door.settings.metrics else found


def _json(status: int, value: object) -> Response:
    return Response(json_bytes(value), status, {"Cache-Control": "no-store"}, "application/json")
