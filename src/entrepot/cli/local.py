"""Where a server carries out commands for the same user on the same machine: one address, only over its socket file.

Over the network this address does not exist. Whoever may open the socket (mode 0600) may open the order book as well,
so nobody is asked who they are.
"""

import json
import logging
from collections.abc import Awaitable, Callable

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from entrepot.cli import (  # they declare the commands
    databases,  # noqa: F401
    demo,  # noqa: F401
    exchange,  # noqa: F401
    keys,  # noqa: F401
    organizations,  # noqa: F401
    users,  # noqa: F401
    webhooks,  # noqa: F401
)
from entrepot.cli.commands import COMMANDS, Desk
from entrepot.cli.errors import COMMAND_ARGUMENT, COMMAND_UNKNOWN, document_of
from entrepot.errors import EntrepotError, Failed, Invalid, NotFound
from entrepot.http.answer import json_bytes
from entrepot.http.door import Door
from entrepot.http.errors import SERVER_CRASHED
from entrepot.http.server import came_by_socket_file
from entrepot.http.socketfile import LOCAL

MAX_BYTES = 1 << 20
log = logging.getLogger(__name__)


def routes(door: Door, url: Callable[[], str]) -> list[Route]:
    """The routes of the root application that the socket file is there for; `url` says where the server listens."""

    async def answer(request: Request) -> Response:
        if request.method != "POST" or not came_by_socket_file(request.scope):
            raise HTTPException(404)
        try:
            document = await _carried_out(Desk(door.store, door.settings.host, url()), request)
        except EntrepotError as error:
            return _reply(422, document_of(error))
        except Exception:
            log.exception("a local command crashed")
            return _reply(500, document_of(Failed(SERVER_CRASHED)))
        return _reply(200, document)

    return [Route(LOCAL, _Endpoint(answer))]


class _Endpoint:
    """An endpoint for every method: what is not meant for it looks like any address that is not there."""

    def __init__(self, answer: Callable[[Request], Awaitable[Response]]) -> None:
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = await self._answer(Request(scope, receive))
        await response(scope, receive, send)


async def _carried_out(desk: Desk, request: Request) -> dict[str, object]:
    given = await _body(request)
    found = COMMANDS.get(str(given.get("command")))
    arguments = given.get("arguments")
    if found is None:
        raise NotFound(COMMAND_UNKNOWN)
    if not isinstance(arguments, dict):
        raise Invalid(COMMAND_ARGUMENT)
    return await run_in_threadpool(found, desk, arguments)


async def _body(request: Request) -> dict[str, object]:
    received = b""
    async for piece in request.stream():
        received += piece
        if len(received) > MAX_BYTES:
            raise Invalid(COMMAND_ARGUMENT)
    try:
        given = json.loads(received)
    except (ValueError, RecursionError) as error:
        raise Invalid(COMMAND_ARGUMENT) from error
    if not isinstance(given, dict):
        raise Invalid(COMMAND_ARGUMENT)
    return given


def _reply(status: int, document: object) -> Response:
    return Response(json_bytes(document), status, media_type="application/json")
