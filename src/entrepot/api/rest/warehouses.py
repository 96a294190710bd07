"""Warehouses at the native door."""

from typing import Annotated, Literal

from pydantic import Field

from entrepot.actions import warehouses
from entrepot.api.rest import shapes
from entrepot.api.rest.listing import Paged, Texts, When, YesNo
from entrepot.api.rest.nouns import Noun, given, routes
from entrepot.api.rest.render_nouns import warehouse_document
from entrepot.api.rest.values import ABSENT, AddressIn, Body, Flag, Name, QueryText, Text
from entrepot.book.warehouses.draft import WarehouseDraft, WarehousePatch
from entrepot.book.warehouses.errors import WAREHOUSE_UNKNOWN
from entrepot.book.warehouses.warehouse import WarehouseType


class WarehouseNew(Body):
    """A warehouse to be made; a new default takes the place of the present one."""

    name: Name
    code: Text | None = None
    address: AddressIn | None = None
    is_default: Flag = False
    type: WarehouseType = WarehouseType.STANDARD
    active: Flag = True


class WarehouseUpdate(WarehouseNew):
    """Changes to a warehouse: what is left out stays, null empties; `is_default` can only be given as true."""

    name: Name = ABSENT
    is_default: Flag = ABSENT
    type: WarehouseType = ABSENT
    active: Flag = ABSENT


class WarehouseList(Paged):
    """The filters and the order of the list of warehouses."""

    sort: Literal[
        "id", "-id", "serial", "-serial", "name", "-name", "created_at", "-created_at", "updated_at", "-updated_at"
    ] = "id"
    q: Annotated[QueryText, Field(description="A text to look for in the name.")] | None = None
    name: Texts | None = None
    code: Texts | None = None
    type: WarehouseType | None = None
    is_default: YesNo | None = None
    active: YesNo | None = None
    created_from: When | None = None
    created_to: When | None = None
    updated_from: When | None = None
    updated_to: When | None = None


NOUN = Noun(
    path="/warehouses",
    word="warehouse",
    words="warehouses",
    unknown=WAREHOUSE_UNKNOWN,
    shape=shapes.Warehouse,
    show=warehouse_document,
    new=WarehouseNew,
    update=WarehouseUpdate,
    query=WarehouseList,
    draft=lambda body: WarehouseDraft(**given(body)),
    patch=lambda body: WarehousePatch(**given(body)),
    create=warehouses.create,
    read=lambda uow, actor, id: warehouses.read(uow, actor, id=id),
    browse=warehouses.browse,
    change=lambda uow, actor, id, patch, *, expected_version: warehouses.change(
        uow, actor, patch, id=id, expected_version=expected_version
    ),
)
router = routes(NOUN)
