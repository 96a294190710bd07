"""Is it up, is it ready, what has it counted: `/healthz`, `/readyz`, `/metrics`."""

from prometheus_client import CONTENT_TYPE_LATEST, disable_created_metrics, generate_latest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from entrepot import __version__
from entrepot.errors import EntrepotError
from entrepot.http.answer import json_bytes
from entrepot.http.door import Door

disable_created_metrics()  # type: ignore[no-untyped-call]


def routes(door: Door) -> list[Route]:
    """The routes of the root application that machines look after it with."""

    async def alive(request: Request) -> Response:
        del request
        return _json(200, {"status": "ok", "version": __version__})

    async def ready(request: Request) -> Response:
        """Ready when the book can be read."""
        del request
        try:
            await door.store.read(lambda uow: uow.row("SELECT 1"), quick=True)
        except EntrepotError as error:
            return _json(503, {"status": "unavailable", "code": error.code})
        return _json(200, {"status": "ready"})

    async def metrics(request: Request) -> Response:
        del request
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    found = [Route("/healthz", alive), Route("/readyz", ready)]
    return [*found, Route("/metrics", metrics)] if door.settings.metrics else found


def _json(status: int, value: object) -> Response:
    return Response(json_bytes(value), status, {"Cache-Control": "no-store"}, "application/json")
