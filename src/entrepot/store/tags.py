"""Tags in the store."""

from collections.abc import Iterable
from uuid import UUID

from entrepot.book.orders.errors import TAG_SLUG_TAKEN
from entrepot.book.orders.tag import Tag
from entrepot.book.values.text import folded
from entrepot.store.listing import Catalogue, Field, Sort, holding
from entrepot.store.schema.tags import tags
from entrepot.store.shape import Shape, Taken
from entrepot.store.work import UnitOfWork

SHAPE = Shape(
    tags,
    Tag,
    keys={"name_key": lambda tag: folded(tag.name)},
    taken=[Taken("slug", "name", TAG_SLUG_TAKEN)],
)
CATALOGUE = Catalogue(
    SHAPE,
    {
        "id": Field(tags.c.id),
        "name": Field(tags.c.name),
        "slug": Field(tags.c.slug),
        "status": Field(tags.c.status),
        "created_at": Field(tags.c.created_at),
        "updated_at": Field(tags.c.updated_at),
        "text": holding(tags.c.name_key, tags.c.slug),
    },
    {
        "name": Sort(tags.c.name_key, lambda tag: folded(tag.name)),
        "created_at": Sort(tags.c.id, lambda tag: tag.id),
        "updated_at": Sort(tags.c.updated_at, lambda tag: tag.updated_at),
    },
    always=[tags.c.deleted_at.is_(None)],
)
insert = SHAPE.insert
update = SHAPE.update
page = CATALOGUE.page


def get(uow: UnitOfWork, organization_id: UUID, id: UUID) -> Tag | None:
    """The tag with this id, or None when there is none or it was deleted."""
    tag = SHAPE.get(uow, organization_id, id)
    return None if tag is None or tag.deleted_at is not None else tag


def by_ids(uow: UnitOfWork, organization_id: UUID, ids: Iterable[UUID]) -> dict[UUID, Tag]:
    """Those with these ids that were not deleted, by id."""
    return {id: tag for id, tag in SHAPE.by_ids(uow, organization_id, ids).items() if tag.deleted_at is None}


def by_slugs(uow: UnitOfWork, organization_id: UUID, slugs: Iterable[str]) -> dict[str, Tag]:
    """Those with these slugs that were not deleted, by slug."""
    found = SHAPE.among(uow, organization_id, "slug", set(slugs))
    return {tag.slug: tag for tag in found if tag.deleted_at is None}


def slugs_like(uow: UnitOfWork, organization_id: UUID, slug: str) -> set[str]:
    """Every slug that is this one or begins with it and a hyphen, those of deleted tags too."""
    rows = uow.rows(
        "SELECT slug FROM tags WHERE organization_id = ? AND slug >= ? AND slug < ?",
        (organization_id.bytes, slug, slug + "."),
    )
    return {row[0] for row in rows}
