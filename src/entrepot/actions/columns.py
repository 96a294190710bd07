"""Custom columns of orders: made, read, listed, changed, deleted; and one value of an order set."""

from dataclasses import replace
from uuid import UUID

from entrepot.actions import orders
from entrepot.actions.history import check_version, record
from entrepot.actions.noun import Noun
from entrepot.book.orders.columns import ColumnDraft, ColumnPatch, CustomColumn, check_column
from entrepot.book.orders.draft import HOUSE_POLICY, DoorPolicy, OrderKey, OrderPatch
from entrepot.book.orders.errors import COLUMN_UNKNOWN
from entrepot.book.orders.events import COLUMN_CHANGED, COLUMN_CREATED, COLUMN_DELETED
from entrepot.book.orders.view import Outcome
from entrepot.book.people.actor import Actor
from entrepot.book.people.rights import Right
from entrepot.book.values.page import Listing, Page
from entrepot.book.values.patch import given_fields
from entrepot.book.values.text import folded
from entrepot.errors import NotFound
from entrepot.store import columns
from entrepot.store.work import UnitOfWork

NOUN = Noun[CustomColumn]("custom_column", COLUMN_CREATED, COLUMN_CHANGED, check_column, columns.insert, columns.update)


def create(uow: UnitOfWork, actor: Actor, draft: ColumnDraft) -> CustomColumn:
    """Make a column; raises Forbidden, Invalid, Conflict when its key is taken."""
    actor.require(Right.SETTINGS_WRITE)
    column = CustomColumn(
        organization_id=actor.organization_id,
        id=uow.new_id(),
        serial=uow.counter(actor.organization_id, "custom_column"),
        key=draft.key.strip(),
        name=draft.name.strip(),
        type=draft.type,
        choices=draft.choices,
        description=draft.description,
        version=1,
        created_at=uow.now,
        updated_at=uow.now,
        extension=draft.extension,
    )
    return NOUN.keep_new(uow, actor, column)


def read(uow: UnitOfWork, actor: Actor, id: UUID) -> CustomColumn:
    """One column; raises Forbidden, NotFound."""
    actor.require(Right.ORDERS_READ)
    column = columns.get(uow, actor.organization_id, id)
    if column is None:
        raise NotFound(COLUMN_UNKNOWN)
    return column


def browse(uow: UnitOfWork, actor: Actor, listing: Listing) -> Page[CustomColumn]:
    """A page of columns; the closed lists of fields and sorts are `store.columns.CATALOGUE`'s."""
    actor.require(Right.ORDERS_READ)
    return columns.page(uow, actor.organization_id, listing)


def every(uow: UnitOfWork, actor: Actor) -> list[CustomColumn]:
    """All columns in the order they were made."""
    actor.require(Right.ORDERS_READ)
    return columns.every(uow, actor.organization_id)


def change(
    uow: UnitOfWork, actor: Actor, id: UUID, patch: ColumnPatch, *, expected_version: int | None = None
) -> CustomColumn:
    """Change a column, but neither its key nor its type; raises Forbidden, NotFound, Invalid, Conflict."""
    actor.require(Right.SETTINGS_WRITE)
    return NOUN.keep_changed(uow, actor, read(uow, actor, id), given_fields(patch), expected_version)


def delete(uow: UnitOfWork, actor: Actor, id: UUID, *, expected_version: int | None = None) -> None:
    """Delete a column: orders keep its values as custom data without a type. Raises Forbidden, NotFound, Conflict."""
    actor.require(Right.SETTINGS_WRITE)
    column = read(uow, actor, id)
    check_version(column.version, expected_version)
    gone = replace(column, deleted_at=uow.now, updated_at=uow.now, version=column.version + 1)
    columns.update(uow, gone)
    record(
        uow,
        actor,
        subject="custom_column",
        subject_id=gone.id,
        version=gone.version,
        code=COLUMN_DELETED,
        message=f"Custom column {gone.name} was deleted.",
    )


def set_value(
    uow: UnitOfWork, actor: Actor, key: OrderKey, name: str, value: object, policy: DoorPolicy = HOUSE_POLICY
) -> Outcome:
    """Set the value of the column of this key or name (in any case) on an order; None takes it away.

    Raises Forbidden, NotFound for order and column, Invalid for a value of another type, Conflict for a final order.
    """
    actor.require(Right.ORDERS_WRITE)
    order = orders.find(uow, actor, key)
    wanted = folded(name)
    known = columns.every(uow, actor.organization_id)
    column = next((each for each in known if folded(each.key) == wanted), None)
    column = column or next((each for each in known if folded(each.name) == wanted), None)
    if column is None:
        raise NotFound(COLUMN_UNKNOWN)
    data = {held: each for held, each in order.custom_data.items() if held != column.key}
    if value is not None:
        data[column.key] = value
    return orders.change(uow, actor, key, OrderPatch(custom_data=data), policy)
