"""Custom columns of orders at the native door."""

from typing import Annotated, Literal

from pydantic import Field

from entrepot.actions import columns
from entrepot.api.rest.listing import Paged, Texts, When
from entrepot.api.rest.nouns import Noun, given, routes
from entrepot.api.rest.shapes_views import CustomColumn as ColumnShape
from entrepot.api.rest.values import ABSENT, Body, LongText, Name
from entrepot.book.orders.columns import ColumnDraft, ColumnPatch, ColumnType, CustomColumn
from entrepot.book.orders.errors import COLUMN_UNKNOWN

Choices = Annotated[list[Name], Field(max_length=200, description="The values of a column of choices.")]


class ColumnNew(Body):
    """A column to be made. Its values are the orders' `custom_data` under `key`, checked to be of its type."""

    key: Annotated[str, Field(max_length=40, description="A letter, then letters, digits and underscores; it stays.")]
    name: Name
    type: ColumnType = ColumnType.TEXT
    choices: Choices = ABSENT
    description: LongText | None = None


class ColumnUpdate(Body):
    """Changes to a column: what is left out stays, null empties; key and type stay."""

    name: Name = ABSENT
    choices: Choices = ABSENT
    description: LongText | None = None


class ColumnList(Paged):
    """The filters and the order of the list of custom columns."""

    sort: Literal["serial", "-serial", "id", "-id", "created_at", "-created_at", "updated_at", "-updated_at"] = "serial"
    key: Texts | None = None
    type: ColumnType | None = None
    created_from: When | None = None
    created_to: When | None = None
    updated_from: When | None = None
    updated_to: When | None = None


def column_document(column: CustomColumn) -> dict[str, object]:
    """A custom column."""
    return {
        "id": column.id,
        "serial": column.serial,
        "key": column.key,
        "name": column.name,
        "type": column.type.value,
        "choices": column.choices,
        "description": column.description,
        "version": column.version,
        "created_at": column.created_at,
        "updated_at": column.updated_at,
    }


NOUN = Noun(
    path="/custom-columns",
    word="custom_column",
    words="custom_columns",
    unknown=COLUMN_UNKNOWN,
    shape=ColumnShape,
    show=column_document,
    new=ColumnNew,
    update=ColumnUpdate,
    query=ColumnList,
    draft=lambda body: ColumnDraft(**given(body)),
    patch=lambda body: ColumnPatch(**given(body)),
    create=columns.create,
    read=columns.read,
    browse=columns.browse,
    change=columns.change,
    delete=columns.delete,
)
router = routes(NOUN)
