"""What suppliers, products, warehouses, companies, payment terms and tags have in common at the native door.

Each noun's own module says how it is read and shown; the calls on it are made here, once.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Generic, Protocol, TypeVar
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from entrepot.api.rest.calls import Caller, DryRun, changed, dry, expected_version, id_in_path, listed, made
from entrepot.api.rest.listing import Bound, Paged, bookmark_of, direction, filters_of, next_cursor, page_document
from entrepot.api.rest.listing import Query as Parameters
from entrepot.api.rest.shapes import Versioned, page_of
from entrepot.api.rest.thorough import NativeRoute
from entrepot.api.rest.values import AddressIn, Body, MoneyIn
from entrepot.book.people.actor import Actor
from entrepot.book.values.errors import CURRENCY_MIXED
from entrepot.book.values.page import Condition, Listing, Page, Test
from entrepot.errors import Code, Findings
from entrepot.http.answer import Answer
from entrepot.store.work import UnitOfWork

T_co = TypeVar("T_co", covariant=True)
Document = dict[str, Any]


class Change(Protocol[T_co]):
    """The action that changes a noun."""

    def __call__(self, uow: UnitOfWork, actor: Actor, id: UUID, patch: Any, *, expected_version: int | None) -> T_co:  # noqa: ANN401 - each noun has its own patch
        """Carry it out."""


class Delete(Protocol):
    """The action that deletes a noun."""

    def __call__(self, uow: UnitOfWork, actor: Actor, id: UUID, *, expected_version: int | None) -> None:
        """Carry it out."""


def unchecked(body: Any, thing: Any) -> None:  # noqa: ANN401 - any noun
    """Nothing is left to check once the thing is made."""
    del body, thing


@dataclass(frozen=True)
class Noun(Generic[T_co]):
    """One noun: its path, its words, how a body becomes a draft or a patch, and its actions.

    `checked(body, thing)` runs after a write, inside its transaction, and may refuse it. `renamed` maps query
    parameters to the fields of the noun's list where they differ.
    """

    path: str
    word: str
    words: str
    unknown: Code
    shape: type[Versioned]
    show: Callable[[Any], Document]
    new: type[Body]
    update: type[Body]
    query: type[Paged]
    draft: Callable[[Any], Any]
    patch: Callable[[Any], Any]
    create: Callable[[UnitOfWork, Actor, Any], T_co]
    read: Callable[[UnitOfWork, Actor, UUID], T_co]
    browse: Callable[[UnitOfWork, Actor, Listing], Page[Any]]
    change: Change[T_co]
    checked: Callable[[Any, Any], None] = unchecked
    delete: Delete | None = None


def given(body: Body, turned: Mapping[str, Callable[[Any], object]] | None = None) -> dict[str, Any]:
    """The fields of a body that were given, turned into the book's values; `turned` names the noun's own turns."""
    own = turned or {}
    said: dict[str, Any] = {}
    for name in body.model_fields_set:
        value = getattr(body, name)
        if value is not None and name in own:
            value = own[name](value)
        elif isinstance(value, AddressIn):
            value = value.value()
        elif isinstance(value, MoneyIn):
            value = value.amount
        elif isinstance(value, list):
            value = tuple(value)
        said[name] = value
    return said


def same_currency(body: Body, currency: str) -> None:
    """Raise Invalid naming every amount of a body that came in another currency than the record's."""
    findings = Findings()
    for name in body.model_fields_set:
        value = getattr(body, name)
        if isinstance(value, MoneyIn) and value.currency not in (None, currency):
            findings.add((name, "currency"), CURRENCY_MIXED, f"This record is in {currency}.")
    findings.settle()


_MOMENTS = ("created", "updated", "expected", "arrived", "completed")
RANGES = {f"{word}_from": (f"{word}_at", Test.GTE) for word in _MOMENTS}
RANGES |= {f"{word}_to": (f"{word}_at", Test.LTE) for word in _MOMENTS}


def conditions(filters: Mapping[str, object]) -> Iterable[Condition]:
    """The tests a query makes: equality, any of several values, both ends of a range, a text to look for."""
    for name, value in filters.items():
        if isinstance(value, Bound):
            field, test = RANGES[name]
            yield value.condition(field, test)
        elif name == "q":
            yield Condition("text", Test.ICONTAINS, value)
        elif isinstance(value, list):
            yield Condition(name, Test.IN, tuple(value))
        else:
            yield Condition(name, Test.EQ, value)


def listing_of(asked: Paged, filters: Mapping[str, object], sort: str) -> Listing:
    """What a list asks of the book."""
    field, descending = direction(sort)
    return Listing(
        where=tuple(conditions(filters)),
        sort=field,
        descending=descending,
        after=bookmark_of(asked, sort, filters),
        limit=asked.limit,
    )


def routes(noun: Noun[Any]) -> APIRouter:
    """The calls on a noun: make, list, read, change and, where it can be deleted, delete."""
    router = APIRouter(route_class=NativeRoute, tags=[noun.words.capitalize()])
    one = f"{noun.path}/{{id}}"
    add = router.add_api_route
    add(
        noun.path,
        creating(noun),
        methods=["POST"],
        status_code=201,
        name=f"create_{noun.word}",
        summary=f"Make a {noun.word.replace('_', ' ')}",
        response_model=noun.shape,
    )
    add(
        noun.path,
        browsing(noun),
        methods=["GET"],
        name=f"list_{noun.words}",
        summary=f"List {noun.words.replace('_', ' ')}",
        response_model=page_of(noun.shape),
    )
    add(
        one,
        reading(noun),
        methods=["GET"],
        name=f"read_{noun.word}",
        summary=f"Read a {noun.word.replace('_', ' ')}",
        response_model=noun.shape,
    )
    add(
        one,
        changing(noun),
        methods=["PATCH"],
        name=f"change_{noun.word}",
        summary=f"Change a {noun.word.replace('_', ' ')}",
        response_model=noun.shape,
    )
    if noun.delete is not None:
        add(
            one,
            deleting(noun, noun.delete),
            methods=["DELETE"],
            status_code=204,
            name=f"delete_{noun.word}",
            summary=f"Delete a {noun.word.replace('_', ' ')}",
        )
    return router


def creating(noun: Noun[Any]) -> Callable[..., Any]:
    """The endpoint that makes one."""

    async def create(call: Caller, body: Body, asked: DryRun) -> Response:
        draft = noun.draft(body)

        def work(uow: UnitOfWork) -> Answer:
            thing = noun.create(uow, call.actor, draft)
            noun.checked(body, thing)
            document = noun.show(thing)
            if uow.dry_run:
                return dry(uow, call.actor, document, born=True)
            return made(document, thing.version, call.url(f"{noun.path}/{thing.id}"))

        return await call.write(work, asked)

    create.__annotations__["body"] = noun.new
    return create


def browsing(noun: Noun[Any]) -> Callable[..., Any]:
    """The endpoint that lists them."""

    async def browse(call: Caller, asked: Annotated[Paged, Query()]) -> Response:
        sort = str(getattr(asked, "sort", "id"))
        filters = filters_of(asked)
        listing = listing_of(asked, filters, sort)
        page = await call.read(lambda uow: noun.browse(uow, call.actor, listing), quick=not filters)
        return listed(page_document(page.items, noun.show, next_cursor(page.next, sort, filters)))

    browse.__annotations__["asked"] = Annotated[noun.query, Query()]
    return browse


def reading(noun: Noun[Any]) -> Callable[..., Any]:
    """The endpoint that reads one."""

    async def read(call: Caller, id: str, asked: Annotated[Parameters, Query()]) -> Response:
        del asked
        key = id_in_path(id, noun.unknown)
        thing = await call.read(lambda uow: noun.read(uow, call.actor, key))
        return call.shown(noun.show(thing), thing.version)

    return read


def changing(noun: Noun[Any]) -> Callable[..., Any]:
    """The endpoint that changes one; what is left out stays, null empties."""

    async def change(call: Caller, id: str, body: Body, asked: DryRun) -> Response:
        key = id_in_path(id, noun.unknown)
        expected = call.expected(required=True)
        patch = noun.patch(body)

        def work(uow: UnitOfWork) -> Answer:
            version = expected_version(expected, lambda: int(noun.read(uow, call.actor, key).version))
            thing = noun.change(uow, call.actor, key, patch, expected_version=version)
            noun.checked(body, thing)
            document = noun.show(thing)
            return dry(uow, call.actor, document) if uow.dry_run else changed(document, thing.version)

        return await call.write(work, asked)

    change.__annotations__["body"] = noun.update
    return change


def deleting(noun: Noun[Any], delete: Delete) -> Callable[..., Any]:
    """The endpoint that deletes one; a dry run answers it as it is."""

    async def gone(call: Caller, id: str, asked: DryRun) -> Response:
        key = id_in_path(id, noun.unknown)
        expected = call.expected(required=True)

        def work(uow: UnitOfWork) -> Answer:
            thing = noun.read(uow, call.actor, key)
            version = expected_version(expected, lambda: int(thing.version))
            delete(uow, call.actor, key, expected_version=version)
            return dry(uow, call.actor, noun.show(thing)) if uow.dry_run else Answer(204, media_type=None)

        return await call.write(work, asked)

    return gone
