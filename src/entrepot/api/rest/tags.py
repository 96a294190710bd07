"""Tags at the native door."""

from typing import Annotated, Literal

from pydantic import Field

from entrepot.actions import tags
from entrepot.api.rest import shapes
from entrepot.api.rest.listing import Paged, Texts, When
from entrepot.api.rest.nouns import Noun, given, routes
from entrepot.api.rest.render_nouns import tag_document
from entrepot.api.rest.values import ABSENT, Body, LongText, Name, QueryText
from entrepot.book.orders.errors import TAG_UNKNOWN
from entrepot.book.orders.tag import TagStatus
from entrepot.book.orders.tagdraft import TagDraft, TagPatch

Color = Annotated[str, Field(min_length=4, max_length=7, description="#rgb or #rrggbb.")]


class TagNew(Body):
    """A tag to be made; its slug comes from the name and stays."""

    name: Name
    color: Color = "#888888"
    status: TagStatus = TagStatus.ACTIVE
    description: LongText | None = None


class TagUpdate(TagNew):
    """Changes to a tag: what is left out stays, null empties; the slug stays."""

    name: Name = ABSENT
    color: Color = ABSENT
    status: TagStatus = ABSENT


class TagList(Paged):
    """The filters and the order of the list of tags."""

    sort: Literal["id", "-id", "name", "-name", "created_at", "-created_at", "updated_at", "-updated_at"] = "id"
    q: Annotated[QueryText, Field(description="A text to look for in the name.")] | None = None
    name: Texts | None = None
    slug: Texts | None = None
    status: TagStatus | None = None
    created_from: When | None = None
    created_to: When | None = None
    updated_from: When | None = None
    updated_to: When | None = None


NOUN = Noun(
    path="/tags",
    word="tag",
    words="tags",
    unknown=TAG_UNKNOWN,
    shape=shapes.Tag,
    show=tag_document,
    new=TagNew,
    update=TagUpdate,
    query=TagList,
    draft=lambda body: TagDraft(**given(body)),
    patch=lambda body: TagPatch(**given(body)),
    create=tags.create,
    read=lambda uow, actor, id: tags.read(uow, actor, id=id),
    browse=tags.browse,
    change=lambda uow, actor, id, patch, *, expected_version: tags.change(
        uow, actor, patch, id=id, expected_version=expected_version
    ),
    delete=lambda uow, actor, id, *, expected_version: tags.delete(
        uow, actor, id=id, expected_version=expected_version
    ),
)
router = routes(NOUN)
