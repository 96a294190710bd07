"""When API keys were used, to the minute."""

from entrepot.book.people.actor import Actor, ActorKind
from entrepot.store import people
from entrepot.store.store import Store

SECONDS = 60.0


def note(store: Store, actor: Actor) -> None:
    """Somebody came in with a key: remember it, at most once a minute for each and without anybody waiting for it."""
    if actor.kind is ActorKind.KEY:
        name = ("key", actor.organization_id, actor.id)
        store.write_beside(name, SECONDS, lambda uow: people.note_use(uow, actor.organization_id, actor.id))
