"""A short way to an endpoint for calls that are in order; every other call goes FastAPI's own way.

FastAPI works out an endpoint's arguments anew for every request, for any endpoint there could be. Ours have few
forms: parts of the path, one query model, one body model, and dependencies that take the request. For these the plan
is made once. Whatever does not fit, and every value that is refused, is left to FastAPI, which finds the same faults
and reports them; so the short way has no errors of its own.
"""

import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Annotated, Any, get_type_hints

from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from pydantic import BaseModel, TypeAdapter, ValidationError
from starlette.requests import Request
from starlette.responses import Response

Values = dict[str, Any]
Done = dict[Any, Any]
_ELSEWHERE = (
    "response_param_name",
    "background_tasks_param_name",
    "security_scopes_param_name",
    "websocket_param_name",
    "http_connection_param_name",
)


class NotInOrder(Exception):
    """The call must go FastAPI's own way."""


@dataclass(slots=True)
class Plan:
    """How the arguments of one function are found."""

    call: Callable[..., Any]
    request_name: str | None
    path: list[tuple[str, str, TypeAdapter[Any]]] = field(default_factory=list)
    query: tuple[str, TypeAdapter[Any]] | None = None
    body: tuple[str, TypeAdapter[Any]] | None = None
    needs: list[tuple[str | None, "Plan"]] = field(default_factory=list)

    async def run(self, request: Request, value: object, done: Done) -> Any:  # noqa: ANN401 - any endpoint's answer
        """Call the function with its arguments; raises NotInOrder before anything was called with wrong ones."""
        given: Values = {} if self.request_name is None else {self.request_name: request}
        for name, plan in self.needs:
            if plan.call not in done:
                done[plan.call] = await plan.run(request, value, done)
            if name is not None:
                given[name] = done[plan.call]
        try:
            for name, alias, adapter in self.path:
                given[name] = adapter.validate_python(request.path_params[alias])
            if self.query is not None:
                given[self.query[0]] = self.query[1].validate_python(_query_of(request))
            if self.body is not None:
                given[self.body[0]] = self.body[1].validate_python(value)
        except ValidationError as refused:
            raise NotInOrder from refused
        return await self.call(**given)


def _query_of(request: Request) -> dict[str, str]:
    """The query as a flat object; a name given twice is FastAPI's."""
    if not request.scope["query_string"]:
        return {}
    pairs = request.query_params.multi_items()
    flat = dict(pairs)
    if len(flat) != len(pairs):
        raise NotInOrder
    return flat


def plan_of(route: APIRoute) -> Plan | None:
    """The plan of a route whose endpoint answers prepared bytes; None when it has a form that is FastAPI's."""
    answer = get_type_hints(route.endpoint).get("return")
    if not (inspect.isclass(answer) and issubclass(answer, Response)):
        return None
    return _plan(route.dependant)


def _plan(dependant: Dependant) -> Plan | None:
    call = dependant.call
    if call is None or not inspect.iscoroutinefunction(call):
        return None
    if dependant.header_params or dependant.cookie_params or any(getattr(dependant, name) for name in _ELSEWHERE):
        return None
    if len(dependant.query_params) > 1 or len(dependant.body_params) > 1:
        return None
    plan = Plan(call, dependant.request_param_name)
    for part in dependant.path_params:
        plan.path.append((part.name, part.alias, _adapter(part)))
    for part in dependant.query_params:
        if not _is_model(part):
            return None
        plan.query = (part.name, _adapter(part))
    for part in dependant.body_params:
        if not _is_model(part):
            return None
        plan.body = (part.name, _adapter(part))
    for below in dependant.dependencies:
        needed = _plan(below)
        if needed is None:
            return None
        plan.needs.append((below.name, needed))
    return plan


def _is_model(part: Any) -> bool:  # noqa: ANN401 - FastAPI's own kind of field
    """Whether the field is one model, by itself (a body under a name of its own, a form or a file is FastAPI's)."""
    info = part.field_info
    plain = type(info).__name__ in {"Body", "Query"} and not getattr(info, "embed", None)
    return plain and inspect.isclass(info.annotation) and issubclass(info.annotation, BaseModel)


def _adapter(part: Any) -> TypeAdapter[Any]:  # noqa: ANN401
    return TypeAdapter(Annotated[part.field_info.annotation, part.field_info])


async def take(plan: Plan, request: Request, value: object) -> Response | None:
    """The endpoint's answer, or None when the call must go FastAPI's own way."""
    try:
        answer: Awaitable[Response] = plan.run(request, value, {})
        return await answer
    except NotInOrder:
        return None
