"""Warehouses: made, read, listed, changed. Exactly one active warehouse is the default."""

from uuid import UUID

from entrepot.actions.noun import Noun, OneDefault, Shelf
from entrepot.book.people.actor import Actor
from entrepot.book.people.rights import Right
from entrepot.book.values.patch import given_fields
from entrepot.book.warehouses.draft import WarehouseDraft, WarehousePatch
from entrepot.book.warehouses.errors import WAREHOUSE_DEFAULT, WAREHOUSE_UNKNOWN
from entrepot.book.warehouses.events import WAREHOUSE_CHANGED, WAREHOUSE_CREATED
from entrepot.book.warehouses.rules import check_warehouse
from entrepot.book.warehouses.warehouse import Warehouse
from entrepot.store import warehouses
from entrepot.store.work import UnitOfWork

NOUN = Noun[Warehouse](
    "warehouse", WAREHOUSE_CREATED, WAREHOUSE_CHANGED, check_warehouse, warehouses.insert, warehouses.update
)
ONE_DEFAULT = OneDefault(NOUN, warehouses.default, WAREHOUSE_DEFAULT)
SHELF = Shelf(Right.STOCK_READ, WAREHOUSE_UNKNOWN, warehouses.get, warehouses.by_serial, warehouses.page)
read = SHELF.read
browse = SHELF.browse


def create(uow: UnitOfWork, actor: Actor, draft: WarehouseDraft) -> Warehouse:
    """Make a warehouse; raises Forbidden, Invalid, and Conflict when its name is taken."""
    actor.require(Right.SETTINGS_WRITE)
    warehouse = Warehouse(
        organization_id=actor.organization_id,
        id=uow.new_id(),
        serial=uow.counter(actor.organization_id, "warehouse"),
        name=draft.name.strip(),
        code=draft.code,
        address=draft.address,
        is_default=draft.is_default,
        type=draft.type,
        active=draft.active,
        version=1,
        created_at=uow.now,
        updated_at=uow.now,
        extension=draft.extension,
    )
    return ONE_DEFAULT.keep_new(uow, actor, warehouse)


def change(
    uow: UnitOfWork,
    actor: Actor,
    patch: WarehousePatch,
    *,
    id: UUID | None = None,
    serial: int | None = None,
    expected_version: int | None = None,
) -> Warehouse:
    """Change a warehouse; raises Forbidden, NotFound, Invalid, Conflict. Making it the default demotes the other."""
    actor.require(Right.SETTINGS_WRITE)
    before = read(uow, actor, id=id, serial=serial)
    return ONE_DEFAULT.keep_changed(uow, actor, before, given_fields(patch), expected_version)
