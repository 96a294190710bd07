"""Sealing events after they were committed, following the sealed sequence, and verifying it.

Which transaction commits first is not known while it runs, so the order of events is settled afterwards: whoever seals
appends each event that has no place yet to the organization's sequence, and chains it to the one before.
"""

from dataclasses import dataclass
from uuid import UUID

from entrepot.book.events import Event
from entrepot.book.people.actor import Actor
from entrepot.book.people.rights import Right
from entrepot.book.seal import Fault, Seal, fault_of, next_seal
from entrepot.store import seals
from entrepot.store.work import UnitOfWork

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Audit:
    """What verifying a chain found: how many links hold, the head's hash, and the first row that is wrong."""

    verified: int
    head: Seal | None
    fault: Fault | None
    unsealed: int

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return self.fault is None


def seal(uow: UnitOfWork, organization_id: UUID, *, all_of_them: bool = False) -> int:
    """Seal up to 500 events of an organization that have no place yet; how many there were."""
    waiting = seals.unsealed(uow, organization_id, AT_ONCE, all_of_them=all_of_them)
    if not waiting:
        return 0
    before, made = seals.last(uow, organization_id), []
    for event in waiting:
        before = next_seal(before, event)
        made.append(before)
    seals.append(uow, organization_id, made)
    return len(made)


def is_waiting(uow: UnitOfWork, actor: Actor) -> bool:
    """Whether any event has no place yet."""
    actor.require(Right.EVENTS_READ)
    return bool(seals.unsealed(uow, actor.organization_id, 1))


def follow(uow: UnitOfWork, actor: Actor, sequence: int, limit: int) -> list[tuple[Seal, Event]]:
    """The events after a place of the sequence, in order; raises Forbidden."""
    actor.require(Right.EVENTS_READ)
    found = seals.after(uow, actor.organization_id, sequence, limit)
    return [(link, event) for link, event in found if event is not None]


def verify(uow: UnitOfWork, actor: Actor) -> Audit:
    """Walk the whole chain from its beginning to the first row that is wrong; raises Forbidden."""
    actor.require(Right.EVENTS_READ)
    before: Seal | None = None
    while True:
        links = seals.after(uow, actor.organization_id, 0 if before is None else before.sequence, AT_ONCE)
        for link, event in links:
            fault = fault_of(before, link, event)
            if fault is not None:
                return Audit(0 if before is None else before.sequence, before, fault, 0)
            before = link
        if len(links) < AT_ONCE:
            left = len(seals.unsealed(uow, actor.organization_id, AT_ONCE, all_of_them=True))
            return Audit(0 if before is None else before.sequence, before, None, left)
