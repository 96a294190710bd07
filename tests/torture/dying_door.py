"""The native door of a server that dies, when it is asked to, after its work is done and before it has answered."""

import os

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from entrepot.api.rest import app as native
from entrepot.http.door import Door


class Dying:
    """Ends the process at the first byte of an answer to a request with the header X-Die."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        dies = any(name == b"x-die" for name, _ in scope.get("headers", ()))

        async def last_words(message: Message) -> None:
            if dies:
                os._exit(9)
            await send(message)

        await self.app(scope, receive, last_words)


def build(door: Door) -> ASGIApp:
    return Dying(native.build(door))
