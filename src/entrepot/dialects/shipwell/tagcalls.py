"""What each call about tags does inside one unit of work."""

from collections.abc import Collection, Sequence
from typing import Any

from entrepot.actions import tags
from entrepot.book.people.actor import Actor
from entrepot.book.values.page import Listing
from entrepot.dialects.shipwell.render.orders import tag_document
from entrepot.dialects.shipwell.translate.tags import tag_draft, tag_patch
from entrepot.dialects.shipwell.translate.values import id_given
from entrepot.dialects.shipwell.wire.orders import TagBody
from entrepot.store.work import UnitOfWork

Document = dict[str, Any]


def create_tag(uow: UnitOfWork, actor: Actor, body: TagBody) -> Document:
    """Make a tag; raises Invalid."""
    return tag_document(tags.create(uow, actor, tag_draft(body)))


def list_tags(uow: UnitOfWork, actor: Actor, wanted: Listing) -> tuple[Sequence[Document], int]:
    """A page of tags, and how many there are in all."""
    page = tags.browse(uow, actor, wanted)
    return [tag_document(tag) for tag in page.items], page.total or 0


def read_tag(uow: UnitOfWork, actor: Actor, tag_id: str) -> Document:
    """One tag; raises NotFound."""
    return tag_document(tags.read(uow, actor, id=id_given(tag_id)))


def change_tag(uow: UnitOfWork, actor: Actor, tag_id: str, body: TagBody, given: Collection[str]) -> Document:
    """Change a tag; raises NotFound, Invalid. `given` names the fields the client sent."""
    return tag_document(tags.change(uow, actor, tag_patch(body, given), id=id_given(tag_id)))


def delete_tag(uow: UnitOfWork, actor: Actor, tag_id: str) -> None:
    """Delete a tag; raises NotFound."""
    tags.delete(uow, actor, id=id_given(tag_id))
