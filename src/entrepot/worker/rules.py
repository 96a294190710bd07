"""Rules as background work: what happens to orders and goods receipts asks for a run, in the same transaction."""

from collections.abc import Sequence
from uuid import UUID

from entrepot.actions import automation
from entrepot.actions.jobs import enqueue
from entrepot.book.events import Event
from entrepot.store.work import UnitOfWork
from entrepot.worker.handlers import Background
from entrepot.worker.task import Task

KIND = "rules.run"


def register(background: Background) -> None:
    """Run rules, and be told of what happens."""
    background.handlers.add(KIND, run)
    background.store.listeners.subscribe("rules", told)


def told(uow: UnitOfWork, events: Sequence[Event]) -> None:
    """Ask for a run for each event that any rule may answer."""
    for event in events:
        if automation.is_wanted(uow, event):
            enqueue(uow, event.organization_id, KIND, {"event_id": str(event.id)})


def run(task: Task) -> None:
    """Run the rules of one event; what they do and that it is done become true together."""
    event_id = UUID(str(task.job.payload["event_id"]))
    task.settle(lambda uow: automation.run(uow, task.job.organization_id, event_id))
