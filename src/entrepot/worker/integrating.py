"""Fetching through integrations, in the background: pull after pull, each step stored before the next is asked for."""

from collections import Counter
from uuid import UUID

from entrepot.actions import integrations
from entrepot.actions.exchange import pull, resume
from entrepot.actions.integrations import KIND, Afar
from entrepot.actions.organizations import system_actor
from entrepot.actions.ports import DialectClient
from entrepot.book.exchange.record import Exchanged
from entrepot.book.integrations.integration import PULLS, Sync
from entrepot.book.people.actor import Actor
from entrepot.book.webhooks.addresses import reach_of
from entrepot.worker.handlers import Background
from entrepot.worker.task import Task

DOOR = "integration"
MOST_REFUSALS = 100


def register(background: Background) -> None:
    """Carry out syncs; those of one organization one after the other."""
    background.handlers.add(KIND, run, per_lane=1)


def run(task: Task) -> dict[str, object]:
    """One sync: counts by noun, what was refused and why, and what the dialect has no call for."""
    sync, id = Sync(str(task.job.payload["sync"])), UUID(str(task.job.payload["integration_id"]))
    actor = system_actor(task.job.organization_id, DOOR)
    if sync not in PULLS:
        return {"counts": {}, "refused": [], "skipped": {sync.value: "No dialect lists shipping services."}}
    afar = Afar(task.dialects, reach_of(task.settings.webhook_allow_private))
    integration = task.store.read_now(lambda uow: integrations.read(uow, actor, id))
    client = task.store.read_now(lambda uow: integrations.client_of(uow, integration, afar))
    try:
        result = _pulled(task, actor, client, PULLS[sync], f"integration {integration.name}")
    finally:
        client.close()
    told = ", ".join(f"{sum(counts.values())} {noun}" for noun, counts in result["counts"].items()) or "nothing"  # type: ignore[attr-defined]
    task.store.write_now(lambda uow: integrations.synced(uow, actor, id, sync, told))
    return result


def _pulled(
    task: Task, actor: Actor, client: DialectClient, nouns: tuple[Exchanged, ...], called: str
) -> dict[str, object]:
    counts: dict[str, Counter[str]] = {}
    refused: list[dict[str, object]] = []
    skipped: dict[str, str] = {}
    for noun in nouns:
        if noun in client.unlisted:
            skipped[noun.value] = client.unlisted[noun]
            continue
        counter = counts.setdefault(noun.value, Counter())
        bookmark = resume(task.store, actor.organization_id, client, noun)
        more = True
        while more:
            step = pull(task.store, actor, client, noun, bookmark, called=called)
            counter.update(entry.became.value for entry in step.entries)
            bad = [entry for entry in step.entries if entry.reasons][: MOST_REFUSALS - len(refused)]
            refused += [{"noun": noun.value, "label": entry.label, "reasons": list(entry.reasons)} for entry in bad]
            task.progress(counter.total(), step.total, noun.value)
            bookmark, more = step.next, step.next is not None
    return {"counts": {noun: dict(counter) for noun, counter in counts.items()}, "refused": refused, "skipped": skipped}
