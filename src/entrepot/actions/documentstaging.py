"""Large files are stored before they are attached, a megabyte at a time, so that no other write waits for all of one.

A content that is not attached in the end goes again: at once when the attaching is refused, with a later large file of
the same organization when the server was killed in between.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from uuid import UUID

from entrepot.book.documents.draft import DocumentDraft
from entrepot.book.people.actor import Actor
from entrepot.store import documents
from entrepot.store.store import Store
from entrepot.store.work import UnitOfWork

# How many pieces of 256 KiB one write stores.
PIECES = 4
LEFT_BEHIND = timedelta(hours=1)


@asynccontextmanager
async def put_by(store: Store, actor: Actor, draft: DocumentDraft) -> AsyncIterator[DocumentDraft]:
    """The draft to attach, inside the block, instead of this one; a small file is left to the attaching itself."""
    chunks, organization_id = draft.content.chunks, actor.organization_id
    if len(chunks) <= PIECES:
        yield draft
        return
    id = await store.write(partial(_begin, organization_id=organization_id))
    try:
        for start in range(0, len(chunks), PIECES):
            part = chunks[start : start + PIECES]
            await store.write(
                partial(documents.add, organization_id=organization_id, content_id=id, position=start, pieces=part)
            )
        yield replace(draft, content_id=id)
    finally:
        await store.write(partial(documents.discard, organization_id=organization_id, content_id=id))


def _begin(uow: UnitOfWork, organization_id: UUID) -> UUID:
    documents.sweep(uow, organization_id, uow.now - LEFT_BEHIND)
    return documents.begin(uow, organization_id)
