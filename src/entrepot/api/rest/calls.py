"""One call at the native door: who is asking, and how its work reaches the store and its answer the client."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar
from uuid import UUID

from fastapi import Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from entrepot.api.rest.auth import actor_of
from entrepot.api.rest.listing import Query as Parameters
from entrepot.api.rest.listing import YesNo
from entrepot.api.rest.render import event_document
from entrepot.book.people.actor import Actor
from entrepot.errors import Code, NotFound
from entrepot.http.answer import Answer, json_bytes, number_bytes, reply
from entrepot.http.door import Door
from entrepot.http.etag import Expected, etag, if_match, is_unchanged
from entrepot.http.idempotency import key_of
from entrepot.ids import parse_uuid
from entrepot.store import events
from entrepot.store.work import UnitOfWork

T = TypeVar("T")
Document = dict[str, Any]
PRIVATE = ("Cache-Control", "private, no-cache")


class Dry(Parameters):
    """The parameter of every write."""

    dry_run: Annotated[YesNo, Query(description="Answer what would be, and store nothing.")] = False


DryRun = Annotated[Dry, Query()]


@dataclass(frozen=True, slots=True)
class Call:
    """A request whose sender is known."""

    request: Request
    door: Door
    actor: Actor

    async def read(self, work: Callable[[UnitOfWork], T], *, quick: bool = True) -> T:
        """Read in one snapshot; `quick` for reads by id and keyset pages."""
        return await self.door.store.read(work, quick=quick)

    async def write(self, work: Callable[[UnitOfWork], Answer], dry: Dry, body: bytes | None = None) -> Response:
        """Carry out a write once under its Idempotency-Key; a dry run stores nothing.

        `body` is the digest of a body that the endpoint read itself.
        """
        key = await key_of(self.request, self.actor.organization_id, str(self.actor.id), body)
        return reply(await self.door.write_once(key, work, dry_run=dry.dry_run))

    def expected(self, *, required: bool) -> Expected:
        """The versions that If-Match names; raises when it is required and missing."""
        return if_match(self.request.headers, required=required)

    def url(self, path: str) -> str:
        """The address of a resource, for Location."""
        return f"{self.door.base_url(self.request)}{path}"

    def shown(self, document: Document, version: int) -> Response:
        """The answer to a GET of one record: 304 when the client has this version."""
        headers = {"ETag": etag(version), PRIVATE[0]: PRIVATE[1]}
        if is_unchanged(self.request.headers, version):
            return Response(None, 304, headers)
        return Response(number_bytes(document), 200, headers, "application/json")


async def _call(request: Request) -> Call:
    door: Door = request.app.state.door
    return Call(request, door, await actor_of(request, door))


Caller = Annotated[Call, Depends(_call)]


def listed(document: Document) -> Response:
    """The answer to a list."""
    return Response(number_bytes(document), 200, {PRIVATE[0]: PRIVATE[1]}, "application/json")


def listed_bytes(items: Iterable[bytes], following: str | None) -> Response:
    """The answer to a list whose items are written already."""
    body = b'{"items":[%b],"next":%b}' % (b",".join(items), json_bytes(following))
    return Response(body, 200, {PRIVATE[0]: PRIVATE[1]}, "application/json")


def expected_version(expected: Expected, current: Callable[[], int]) -> int | None:
    """The one version a change may be made from, None for any; `current` reads the stored one if several are named."""
    if expected.versions is None:
        return None
    if len(expected.versions) == 1:
        return next(iter(expected.versions))
    expected.check(current())
    return None


def made(document: Document, version: int, location: str) -> Answer:
    """The answer to a creation."""
    return Answer(201, number_bytes(document), headers=(("Location", location), ("ETag", etag(version))))


def changed(document: Document, version: int) -> Answer:
    """The answer to a change."""
    return Answer(200, number_bytes(document), headers=(("ETag", etag(version)),))


def would_be(document: Document, *, born: bool = False) -> Answer:
    """The answer to a dry run: the record as it would be; one that would be born has no id and no serial yet."""
    unborn = {"id": None, "serial": None} if born else {}
    known = {name: value for name, value in unborn.items() if name in document}
    return Answer(200, number_bytes({**document, **known, "dry_run": True}))


def dry(
    uow: UnitOfWork, actor: Actor, document: Document, *, subject_id: UUID | None = None, born: bool = False
) -> Answer:
    """The answer to a dry run about one record, with the events it would leave; nothing deserves a warning.

    `subject_id` is whom the events are about, when it is not the record itself.
    """
    happened = [
        event_document(event)
        for event in events.of(uow, actor.organization_id, subject_id or document["id"])
        if event.created_at == uow.now
    ]
    return would_be({**document, "warnings": [], "events": happened}, born=born)


def id_in_path(text: str, unknown: Code) -> UUID:
    """The identifier in a path; raises NotFound with that code for a text that is none, as for an unknown one."""
    found = parse_uuid(text)
    if found is None:
        raise NotFound(unknown)
    return found


def errors_page(codes: dict[Code, str]) -> Response:
    """Every code a problem may carry, in words."""
    return listed(
        {"items": [{"code": code, "sentence": sentence} for code, sentence in sorted(codes.items())], "next": None}
    )


def plain_json(document: Document) -> Response:
    """A document that belongs to nobody."""
    return Response(json_bytes(document), 200, None, "application/json")
