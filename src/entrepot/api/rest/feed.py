"""Everything that happened in an organization, in the order in which it became known, and whether the record holds."""

import asyncio
from time import monotonic
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.responses import Response

from entrepot.actions import sealing
from entrepot.api.rest.calls import Call, Caller, listed
from entrepot.api.rest.listing import DEFAULT_LIMIT, Limit
from entrepot.api.rest.listing import Query as Parameters
from entrepot.api.rest.order_shapes import Event as EventShape
from entrepot.api.rest.render import event_document
from entrepot.api.rest.shapes import Shape
from entrepot.api.rest.thorough import NativeRoute
from entrepot.book.events import Event
from entrepot.book.seal import Seal

router = APIRouter(route_class=NativeRoute, tags=["Events"])
Document = dict[str, Any]
LOOK_SECONDS = 0.5
LONGEST_WAIT = 25


class FedEvent(EventShape):
    """An event and its place."""

    sequence: Annotated[int, Field(description="From 1, without gaps, in the order events became known.")]
    hash: Annotated[str, Field(description="The chain's hash up to here.")]


class Feed(Shape):
    """What happened after a place; ask again with `after` = `next`."""

    items: list[FedEvent]
    next: Annotated[int, Field(description="The place of the last one, or the place asked about when nothing came.")]


class AuditFault(Shape):
    """The first row that is wrong."""

    sequence: int
    event_id: Annotated[str | None, Field(description="Null when the row itself is missing.")]
    what: str


class Audit(Shape):
    """Whether the chain over all events holds."""

    ok: bool
    verified: Annotated[int, Field(description="How many links hold, from the first on.")]
    hash: Annotated[str | None, Field(description="The hash up to the last of them; keep it elsewhere to compare.")]
    unsealed: Annotated[int, Field(description="Events that have no place yet.")]
    fault: AuditFault | None


class FeedQuery(Parameters):
    """Where to go on, how much at once, and how long to wait for something to happen."""

    after: Annotated[int, Field(ge=0, le=2**62, description="The `next` of the answer before; 0: from the start.")] = 0
    limit: Limit = DEFAULT_LIMIT
    wait: Annotated[int, Field(ge=0, le=LONGEST_WAIT, description="Seconds to wait while there is nothing.")] = 0


def fed_document(link: Seal, event: Event) -> Document:
    """An event with its place in the sequence."""
    return {"sequence": link.sequence, "hash": link.hash.hex(), **event_document(event)}


def audit_document(audit: sealing.Audit) -> Document:
    """What verifying found."""
    fault = audit.fault
    return {
        "ok": audit.ok,
        "verified": audit.verified,
        "hash": None if audit.head is None else audit.head.hash.hex(),
        "unsealed": audit.unsealed,
        "fault": None
        if fault is None
        else {
            "sequence": fault.sequence,
            "event_id": None if fault.event_id is None else str(fault.event_id),
            "what": fault.what,
        },
    }


async def _following(call: Call, after: int, limit: int) -> list[tuple[Seal, Event]]:
    """What has a place after this one; what was committed and has none yet is sealed first."""
    if await call.read(lambda uow: sealing.is_waiting(uow, call.actor)):
        await call.door.store.write(lambda uow: sealing.seal(uow, call.actor.organization_id))
    return await call.read(lambda uow: sealing.follow(uow, call.actor, after, limit))


@router.get("/events", summary="Follow everything that happens", response_model=Feed)
async def follow(call: Caller, asked: Annotated[FeedQuery, Query()]) -> Response:
    """In the order in which it became known, so that nothing is missed: none appears before the last one seen."""
    until = monotonic() + asked.wait
    found = await _following(call, asked.after, asked.limit)
    while not found and monotonic() < until and not call.door.gate.leaving:
        await asyncio.sleep(LOOK_SECONDS)
        found = await _following(call, asked.after, asked.limit)
    items = [fed_document(link, event) for link, event in found]
    return listed({"items": items, "next": items[-1]["sequence"] if items else asked.after})


@router.get("/audit/verify", summary="Verify that no event was altered", response_model=Audit)
async def verify(call: Caller, asked: Annotated[Parameters, Query()]) -> Response:
    """Walks the chain of hashes from the first event to the first row that is wrong."""
    del asked
    return listed(audit_document(await call.read(lambda uow: sealing.verify(uow, call.actor), quick=False)))
