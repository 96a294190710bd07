"""Sealing as background work: soon after events were committed, and once in a while wherever nobody told of any."""

from collections.abc import Sequence
from time import monotonic
from uuid import UUID

from entrepot.actions import sealing
from entrepot.book.events import Event
from entrepot.store import organizations
from entrepot.store.store import Store
from entrepot.store.work import UnitOfWork
from entrepot.worker.handlers import Background

EVERYBODY_SECONDS = 60.0


def register(background: Background) -> None:
    """Hear of events, and seal in every round of the worker."""
    sealer = Sealer(background.store)
    background.store.listeners.subscribe("seals", sealer.told)
    background.rounds.append(sealer.round)


class Sealer:
    """Remembers which organizations have events without a place; what another process wrote is found by looking."""

    def __init__(self, store: Store) -> None:
        """Nobody was heard of yet, and everybody is looked at first."""
        self._store = store
        self._heard: set[UUID] = set()
        self._looked: float | None = None

    def told(self, uow: UnitOfWork, events: Sequence[Event]) -> None:
        """Remember the organization; should the transaction be undone, a look at it costs nothing."""
        del uow
        self._heard.update(event.organization_id for event in events)

    def round(self) -> None:
        """Seal what was committed."""
        everybody = self._looked is None or monotonic() - self._looked >= EVERYBODY_SECONDS
        heard, self._heard = self._heard, set()
        if everybody:
            heard |= {each.id for each in self._store.read_now(organizations.every)}
            self._looked = monotonic()
        for organization_id in tuple(heard):
            self._seal(organization_id, all_of_them=everybody)

    def _seal(self, organization_id: UUID, *, all_of_them: bool) -> None:
        def work(uow: UnitOfWork) -> int:
            return sealing.seal(uow, organization_id, all_of_them=all_of_them)

        while self._store.write_now(work) == sealing.AT_ONCE:
            pass
