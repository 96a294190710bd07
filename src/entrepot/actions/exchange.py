"""Exchanging with another server, step by step: every step is short, stands alone and says where the next begins.

A step fetches some records and stores them, with how far it came, in one transaction; so a pull that was interrupted
goes on where it stopped, and one that is repeated changes only what differs.
"""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from entrepot.actions.ports import DialectClient
from entrepot.actions.pulling import Source, keep
from entrepot.book.exchange.errors import EXCHANGE_NO_CALL
from entrepot.book.exchange.record import Batch, Exchanged, Mark, Step
from entrepot.book.people.actor import Actor
from entrepot.errors import Invalid
from entrepot.store import exchange as exchange_store
from entrepot.store.store import Store
from entrepot.store.work import UnitOfWork


def resume(store: Store, organization_id: UUID, client: DialectClient, noun: Exchanged) -> str | None:
    """Where a pull that was interrupted goes on, or None when it begins anew."""

    def look(uow: UnitOfWork) -> str | None:
        mark = exchange_store.mark(uow, organization_id, client.connection, noun)
        return mark.bookmark if mark is not None and mark.done_at is None else None

    return store.read_now(look)


def last_complete(store: Store, organization_id: UUID, client: DialectClient, noun: Exchanged) -> datetime | None:
    """When the last complete pull of this noun began: what changed since then is what is new."""

    def look(uow: UnitOfWork) -> datetime | None:
        mark = exchange_store.mark(uow, organization_id, client.connection, noun)
        return mark.started_at if mark is not None and mark.done_at is not None else None

    return store.read_now(look)


def pull(
    store: Store,
    actor: Actor,
    client: DialectClient,
    noun: Exchanged,
    bookmark: str | None,
    *,
    since: datetime | None = None,
    dry_run: bool = False,
    called: str | None = None,
) -> Step:
    """Fetch the records from the bookmark on and bring them into the book; raises Invalid for a noun that is not
    listed, and what calling the other server raises. `called` names the server in the reasons of stock mutations.
    """
    if noun in client.unlisted:
        raise Invalid(EXCHANGE_NO_CALL, client.unlisted[noun])
    batch = client.read(noun, bookmark, since)
    source = Source(client.connection, trial=dry_run, called=called)

    def work(uow: UnitOfWork) -> Step:
        entries = tuple(keep(uow, actor, source, noun, record) for record in batch.records)
        _note(uow, actor.organization_id, client.connection, noun, bookmark, batch, since)
        return Step(entries, batch.next, batch.total)

    return store.write_now(work, dry_run=dry_run)


def _note(
    uow: UnitOfWork, organization_id: UUID, connection: str, noun: Exchanged, bookmark: str | None, batch: Batch,
    since: datetime | None,
) -> None:  # fmt: skip
    """Write down how far the pull is, in the transaction that brought it there."""
    known = exchange_store.mark(uow, organization_id, connection, noun)
    mark = known or Mark(organization_id, uow.new_id(), connection, noun, None, since, uow.now, None)
    if bookmark is None:
        mark = replace(mark, started_at=uow.now, since=since)
    done = uow.now if batch.next is None else None
    exchange_store.put_mark(uow, replace(mark, bookmark=batch.next, done_at=done), known=known is not None)
