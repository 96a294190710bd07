"""What the routes have in common: the number in a path, and how a call reaches the store."""

from collections.abc import Callable
from typing import Annotated

from fastapi import Path, Request
from pydantic import BeforeValidator
from starlette.responses import Response

from entrepot.dialects.sellercloud.wire.forms import LARGEST_ID, number_in_path
from entrepot.http.answer import JSON, json_bytes, number_bytes
from entrepot.http.door import Door
from entrepot.store.work import UnitOfWork

Number = Annotated[int, BeforeValidator(number_in_path), Path(le=LARGEST_ID, description="The number of the record")]


async def read(request: Request, work: Callable[[UnitOfWork], object], *, quick: bool = True) -> Response:
    """The document that a read makes."""
    door: Door = request.app.state.door
    return Response(number_bytes(await door.store.read(work, quick=quick)), media_type=JSON)


async def write(request: Request, work: Callable[[UnitOfWork], object]) -> Response:
    """The short text or document that a write answers, once it is durable; an empty body for None."""
    door: Door = request.app.state.door
    answer = await door.store.write(work)
    return Response() if answer is None else Response(json_bytes(answer), media_type=JSON)
