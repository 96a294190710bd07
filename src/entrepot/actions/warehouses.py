"""Warehouses: made, read, listed, changed. Exactly one active warehouse is the default."""

from uuid import UUID

from entrepot.actions.noun import Noun
from entrepot.book.people.actor import Actor
from entrepot.book.people.rights import Right
from entrepot.book.values.page import Listing, Page
from entrepot.book.values.patch import given_fields
from entrepot.book.warehouses.draft import WarehouseDraft, WarehousePatch
from entrepot.book.warehouses.errors import WAREHOUSE_DEFAULT, WAREHOUSE_UNKNOWN
from entrepot.book.warehouses.events import WAREHOUSE_CHANGED, WAREHOUSE_CREATED
from entrepot.book.warehouses.rules import check_warehouse
from entrepot.book.warehouses.warehouse import Warehouse
from entrepot.errors import Conflict, NotFound
from entrepot.store import warehouses
from entrepot.store.work import UnitOfWork

NOUN = Noun[Warehouse](
    "warehouse", WAREHOUSE_CREATED, WAREHOUSE_CHANGED, check_warehouse, warehouses.insert, warehouses.update
)


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
    _hand_over(uow, actor, warehouse.is_default, warehouse.active)
    return NOUN.keep_new(uow, actor, warehouse)


def read(uow: UnitOfWork, actor: Actor, *, id: UUID | None = None, serial: int | None = None) -> Warehouse:
    """One warehouse by id or serial; raises Forbidden, NotFound."""
    actor.require(Right.STOCK_READ)
    warehouse = None
    if id is not None:
        warehouse = warehouses.get(uow, actor.organization_id, id)
    elif serial is not None:
        warehouse = warehouses.by_serial(uow, actor.organization_id, serial)
    if warehouse is None:
        raise NotFound(WAREHOUSE_UNKNOWN)
    return warehouse


def browse(uow: UnitOfWork, actor: Actor, listing: Listing) -> Page[Warehouse]:
    """A page of warehouses; the closed lists of fields and sorts are `store.warehouses.CATALOGUE`'s."""
    actor.require(Right.STOCK_READ)
    return warehouses.page(uow, actor.organization_id, listing)


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
    given = given_fields(patch)
    default, active = given.get("is_default", before.is_default), given.get("active", before.active)
    if before.is_default and not (default and active):
        raise Conflict(WAREHOUSE_DEFAULT)
    if not before.is_default:
        _hand_over(uow, actor, default, active)
    return NOUN.keep_changed(uow, actor, before, given, expected_version)


def _hand_over(uow: UnitOfWork, actor: Actor, default: bool, active: bool) -> None:
    """Let the present default make room for a new one."""
    if not default:
        return
    if not active:
        raise Conflict(WAREHOUSE_DEFAULT)
    NOUN.keep_changed(uow, actor, warehouses.default(uow, actor.organization_id), {"is_default": False})
