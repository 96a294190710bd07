"""Acme's routes: each takes the request apart, calls one action, and shows what came of it."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import Response
from starlette.types import ASGIApp

from entrepot.actions import orders
from entrepot.dialects.acme import wire
from entrepot.dialects.acme.auth import HEADER, SignedIn
from entrepot.dialects.acme.render import PARTS, answer, order_document, page_document, render_fault
from entrepot.dialects.acme.translate import POLICY, order_draft, order_key, order_query, wire_name
from entrepot.http.door import Door
from entrepot.http.errors import Place, WrongField
from entrepot.http.paths import Forgiving
from entrepot.http.subapp import subapp
from entrepot.http.thorough import ThoroughRoute
from entrepot.store.work import UnitOfWork

_SENTENCES = {
    400: "The body cannot be read.",
    401: "No key, or one that is not known.",
    403: "The key's role does not include this.",
    404: "Unknown, or another organization's.",
    409: "The order's state forbids it.",
    413: "The body is larger than this server accepts.",
    415: "Bodies of this content type are not read.",
    422: "Fields are wrong; each is named.",
    500: "Something went wrong on our side.",
    503: "Too much is waiting to be stored; try again shortly.",
}
REFUSALS: dict[int | str, dict[str, Any]] = {
    status: {
        "model": wire.RefusalOut,
        "description": text,
        "content": {"application/json": {"example": wire.REFUSED if status == 422 else {"error": {"text": text}}}},
    }
    for status, text in _SENTENCES.items()
}


class Route(ThoroughRoute):
    """A refusal names every wrong field, of form and of the book's rules alike."""

    @staticmethod
    def name_of(field: WrongField) -> str:
        """The field in Acme's names."""
        return wire_name(field.path) if field.place is Place.BOOK else ".".join(map(str, field.path))


def shows(model: Any, example: dict[str, Any], status: int = 200) -> dict[str, Any]:  # noqa: ANN401 - a model class
    """The arguments of a route that answers with a document."""
    content = {"application/json": {"example": example}}
    return {"response_model": model, "status_code": status, "responses": {status: {"content": content}}}


router = APIRouter(route_class=Route, responses=REFUSALS, tags=["Orders"])


@router.get("/orders", **shows(wire.PageOut, wire.PAGE))
async def list_orders(
    desk: SignedIn,
    after: Annotated[str | None, Query(max_length=500)] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
) -> Response:
    """List orders, newest first."""
    query = order_query(after, limit)
    found = await desk.door.store.read(lambda uow: orders.browse(uow, desk.actor, query, PARTS), quick=True)
    return answer(page_document(found))


@router.post("/orders", **shows(wire.OrderOut, wire.ORDER, 201))
async def enter_order(desk: SignedIn, body: wire.NewOrder) -> Response:
    """Enter an order."""
    draft = order_draft(body)

    def work(uow: UnitOfWork) -> dict[str, Any]:
        made = orders.create(uow, desk.actor, draft, POLICY).order
        return order_document(orders.read(uow, desk.actor, order_key(str(made.id)), PARTS))

    return answer(await desk.door.store.write(work), 201)


@router.get("/orders/{id}", **shows(wire.OrderOut, wire.ORDER))
async def read_order(desk: SignedIn, id: str) -> Response:
    """Read an order."""
    key = order_key(id)
    return answer(order_document(await desk.door.store.read(lambda uow: orders.read(uow, desk.actor, key, PARTS))))


@router.post("/orders/{id}/place", **shows(wire.OrderOut, {**wire.ORDER, "state": "placed"}))
async def place_order(desk: SignedIn, id: str) -> Response:
    """Send an order to its supplier."""
    key = order_key(id)

    def work(uow: UnitOfWork) -> dict[str, Any]:
        orders.send(uow, desk.actor, key)
        return order_document(orders.read(uow, desk.actor, key, PARTS))

    return answer(await desk.door.store.write(work))


def build(door: Door) -> ASGIApp:
    """Open the door."""
    app = subapp(door, name=wire.NAME, title=wire.TITLE, render=render_fault, description=wire.ABOUT)
    app.include_router(router)
    make = app.openapi

    def document() -> dict[str, Any]:
        made = make()
        schemes = made.setdefault("components", {}).setdefault("securitySchemes", {})
        schemes["key"] = {"type": "apiKey", "in": "header", "name": HEADER}
        made["security"] = [{"key": []}]
        made["servers"] = [{"url": f"/{wire.NAME}"}]
        return made

    app.openapi = document  # type: ignore[method-assign]
    return Forgiving(app)
