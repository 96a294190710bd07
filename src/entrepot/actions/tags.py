"""Tags: made, read, listed, changed, deleted."""

from dataclasses import replace
from uuid import UUID

from entrepot.actions.history import check_version, record
from entrepot.actions.noun import Noun
from entrepot.book.orders.errors import TAG_UNKNOWN
from entrepot.book.orders.events import TAG_CHANGED, TAG_CREATED, TAG_DELETED
from entrepot.book.orders.tag import Tag
from entrepot.book.orders.tagdraft import TagDraft, TagPatch, check_tag, free_slug, slug_of
from entrepot.book.people.actor import Actor
from entrepot.book.people.rights import Right
from entrepot.book.values.page import Listing, Page
from entrepot.book.values.patch import given_fields
from entrepot.errors import NotFound
from entrepot.store import tags
from entrepot.store.work import UnitOfWork

NOUN = Noun[Tag]("tag", TAG_CREATED, TAG_CHANGED, check_tag, tags.insert, tags.update)


def create(uow: UnitOfWork, actor: Actor, draft: TagDraft) -> Tag:
    """Make a tag; raises Forbidden, Invalid."""
    actor.require(Right.ORDERS_WRITE)
    taken = tags.slugs_like(uow, actor.organization_id, slug_of(draft.name))
    tag = Tag(
        organization_id=actor.organization_id,
        id=uow.new_id(),
        name=draft.name.strip(),
        slug=free_slug(draft.name, taken),
        color=draft.color,
        status=draft.status,
        description=draft.description,
        version=1,
        created_at=uow.now,
        updated_at=uow.now,
        extension=draft.extension,
    )
    return NOUN.keep_new(uow, actor, tag)


def read(uow: UnitOfWork, actor: Actor, *, id: UUID | None = None, slug: str | None = None) -> Tag:
    """One tag by id or slug; raises Forbidden, NotFound."""
    actor.require(Right.ORDERS_READ)
    tag = None
    if id is not None:
        tag = tags.get(uow, actor.organization_id, id)
    elif slug is not None:
        tag = tags.by_slugs(uow, actor.organization_id, [slug]).get(slug)
    if tag is None:
        raise NotFound(TAG_UNKNOWN)
    return tag


def browse(uow: UnitOfWork, actor: Actor, listing: Listing) -> Page[Tag]:
    """A page of tags; the closed lists of fields and sorts are `store.tags.CATALOGUE`'s."""
    actor.require(Right.ORDERS_READ)
    return tags.page(uow, actor.organization_id, listing)


def change(
    uow: UnitOfWork,
    actor: Actor,
    patch: TagPatch,
    *,
    id: UUID | None = None,
    slug: str | None = None,
    expected_version: int | None = None,
) -> Tag:
    """Change a tag, but never its slug; raises Forbidden, NotFound, Invalid, Conflict."""
    actor.require(Right.ORDERS_WRITE)
    before = read(uow, actor, id=id, slug=slug)
    return NOUN.keep_changed(uow, actor, before, given_fields(patch), expected_version)


def delete(
    uow: UnitOfWork,
    actor: Actor,
    *,
    id: UUID | None = None,
    slug: str | None = None,
    expected_version: int | None = None,
) -> None:
    """Delete a tag: it leaves lists and orders, its slug stays taken. Raises Forbidden, NotFound, Conflict."""
    actor.require(Right.ORDERS_WRITE)
    tag = read(uow, actor, id=id, slug=slug)
    check_version(tag.version, expected_version)
    gone = replace(tag, deleted_at=uow.now, updated_at=uow.now, version=tag.version + 1)
    tags.update(uow, gone)
    record(
        uow,
        actor,
        subject="tag",
        subject_id=gone.id,
        version=gone.version,
        code=TAG_DELETED,
        message=f"Tag {gone.name} was deleted.",
    )
