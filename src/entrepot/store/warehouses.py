"""Warehouses in the store."""

from uuid import UUID

from entrepot.book.values.address import address_from_dict, address_to_dict
from entrepot.book.values.text import folded
from entrepot.book.warehouses.errors import WAREHOUSE_NAME_TAKEN
from entrepot.book.warehouses.warehouse import Warehouse
from entrepot.store.listing import Catalogue, Field, Sort, holding
from entrepot.store.schema.warehouses import warehouses
from entrepot.store.shape import Packed, Shape, Taken
from entrepot.store.work import UnitOfWork

SHAPE = Shape(
    warehouses,
    Warehouse,
    packed={"address": Packed(address_to_dict, address_from_dict)},
    keys={"name_key": lambda warehouse: folded(warehouse.name)},
    taken=[Taken("name_key", "name", WAREHOUSE_NAME_TAKEN)],
)
CATALOGUE = Catalogue(
    SHAPE,
    {
        "id": Field(warehouses.c.id),
        "serial": Field(warehouses.c.serial),
        "name": Field(warehouses.c.name_key, key=True),
        "code": Field(warehouses.c.code),
        "type": Field(warehouses.c.type),
        "is_default": Field(warehouses.c.is_default),
        "active": Field(warehouses.c.active),
        "created_at": Field(warehouses.c.created_at),
        "updated_at": Field(warehouses.c.updated_at),
        "text": holding(warehouses.c.name_key),
    },
    {
        "serial": Sort(warehouses.c.serial, lambda warehouse: warehouse.serial),
        "name": Sort(warehouses.c.name_key, lambda warehouse: folded(warehouse.name)),
        "created_at": Sort(warehouses.c.id, lambda warehouse: warehouse.id),
        "updated_at": Sort(warehouses.c.updated_at, lambda warehouse: warehouse.updated_at),
    },
)
insert = SHAPE.insert
update = SHAPE.update
get = SHAPE.get
by_ids = SHAPE.by_ids
by_serial = SHAPE.by_serial
by_serials = SHAPE.by_serials
page = CATALOGUE.page


def default(uow: UnitOfWork, organization_id: UUID) -> Warehouse:
    """The warehouse that orders go to when none is named: every organization has one."""
    warehouse = SHAPE.one(uow, organization_id, "is_default = 1")
    if warehouse is None:
        raise LookupError("an organization without a default warehouse")
    return warehouse


def by_name(uow: UnitOfWork, organization_id: UUID, name: str) -> Warehouse | None:
    """The warehouse of this name, as names are compared."""
    return SHAPE.one(uow, organization_id, "name_key = ?", (folded(name),))
