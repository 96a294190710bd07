"""Stock: changed and promised, each time with an entry in the ledger; levels and ledger listed."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from entrepot.actions import units
from entrepot.actions.history import record
from entrepot.actions.noun import wrong_field
from entrepot.book.catalog.errors import PRODUCT_UNKNOWN
from entrepot.book.catalog.product import Product
from entrepot.book.events import Category, Change, EventCode
from entrepot.book.orders.view import StockFigures, Warning
from entrepot.book.people.actor import Actor
from entrepot.book.people.rights import Right
from entrepot.book.stock.events import STOCK_MUTATED, STOCK_OVERDRAWN, STOCK_RESERVED
from entrepot.book.stock.level import MutationKind, StockLevel, StockMutation
from entrepot.book.stock.rules import check_entry, check_on_hand, check_promise
from entrepot.book.values.money import ZERO
from entrepot.book.values.page import Listing, Page
from entrepot.book.values.quantity import plain
from entrepot.book.warehouses.errors import WAREHOUSE_UNKNOWN
from entrepot.errors import NotFound
from entrepot.store import catalog, stock, warehouses
from entrepot.store.work import UnitOfWork


def mutate(
    uow: UnitOfWork,
    actor: Actor,
    product_id: UUID,
    warehouse_id: UUID,
    delta: Decimal,
    reason: str | None = None,
    *,
    reference: str | None = None,
    lot: str | None = None,
    expiry: date | None = None,
    serial_numbers: Sequence[str] = (),
) -> tuple[StockLevel, StockMutation]:
    """Add to (or take from) what is on hand; raises Forbidden, Invalid, and Conflict below zero.

    `serial_numbers` name the units, all of them or none.
    """
    actor.require(Right.STOCK_WRITE)
    product = _product(uow, actor, product_id)
    level = _level(uow, actor, product, warehouse_id)
    check_entry(product, "delta", delta, reason=reason, reference=reference, lot=lot)
    check_on_hand(level, delta)
    made = _moved(uow, actor, level, MutationKind.ON_HAND, delta, reason, reference, lot=lot, expiry=expiry)
    if serial_numbers:
        units.count(uow, made[1], serial_numbers)
    if delta < 0:
        tell_overdrawn(uow, actor, [made[0]])
    return made


def keep(uow: UnitOfWork, actor: Actor, product_id: UUID, warehouse_id: UUID) -> StockLevel:
    """The stock level of a product the warehouse keeps, begun with nothing; raises Forbidden and Invalid."""
    actor.require(Right.CATALOG_WRITE)
    level = _level(uow, actor, _product(uow, actor, product_id), warehouse_id)
    if level.version:
        return level
    begun = replace(level, version=1)
    stock.insert_level(uow, begun)
    return begun


def tell_overdrawn(uow: UnitOfWork, actor: Actor, levels: Iterable[StockLevel]) -> tuple[Warning, ...]:
    """Write down which of these levels, from which goods were taken, hold less than is promised; a warning for each.

    What is there may always be counted and sent away, so this refuses nothing.
    """
    found = [level for level in levels if level.available < ZERO]
    said = [
        record(
            uow,
            actor,
            subject="stock_level",
            subject_id=level.id,
            version=level.version,
            code=STOCK_OVERDRAWN,
            category=Category.ERROR,
            message=f"{plain(level.on_hand)} on hand, {plain(level.allocated)} promised.",
        )
        for level in found
    ]
    return tuple(
        Warning(("stock_levels", str(level.id)), event.code, event.message)
        for level, event in zip(found, said, strict=True)
    )


def reserve(
    uow: UnitOfWork,
    actor: Actor,
    product_id: UUID,
    warehouse_id: UUID,
    quantity: Decimal,
    reference: str | None = None,
) -> tuple[StockLevel, StockMutation]:
    """Promise some of what is available (a negative quantity gives it back); raises Conflict when it is too much."""
    actor.require(Right.STOCK_WRITE)
    product = _product(uow, actor, product_id)
    level = _level(uow, actor, product, warehouse_id)
    check_entry(product, "quantity", quantity, reference=reference)
    check_promise(level, quantity)
    return _moved(uow, actor, level, MutationKind.ALLOCATED, quantity, None, reference)


def allocate(
    uow: UnitOfWork, actor: Actor, level: StockLevel, quantity: Decimal, reference: str | None = None
) -> StockLevel:
    """Write down that units of a level are promised (less than zero: no longer), as part of a step already allowed."""
    return _moved(uow, actor, level, MutationKind.ALLOCATED, quantity, None, reference)[0]


def browse(uow: UnitOfWork, actor: Actor, listing: Listing) -> Page[StockLevel]:
    """A page of stock levels; the closed list of fields is `store.stock.LEVEL_CATALOGUE`'s."""
    actor.require(Right.STOCK_READ)
    return stock.page(uow, actor.organization_id, listing)


def figures(uow: UnitOfWork, actor: Actor, product_ids: Iterable[UUID]) -> dict[UUID, StockFigures]:
    """Units over all warehouses for each of these products that has any stock level, by product id."""
    actor.require(Right.STOCK_READ)
    return stock.figures(uow, actor.organization_id, product_ids)


def places(uow: UnitOfWork, actor: Actor, product_ids: Iterable[UUID]) -> dict[tuple[UUID, UUID], StockLevel]:
    """Where these products lie: their stock levels by product id and warehouse id."""
    actor.require(Right.STOCK_READ)
    return stock.levels_of(uow, actor.organization_id, product_ids)


def browse_mutations(uow: UnitOfWork, actor: Actor, listing: Listing) -> Page[StockMutation]:
    """A page of the ledger; the closed list of fields is `store.stock.MUTATION_CATALOGUE`'s."""
    actor.require(Right.STOCK_READ)
    return stock.mutation_page(uow, actor.organization_id, listing)


def _product(uow: UnitOfWork, actor: Actor, product_id: UUID) -> Product:
    product = catalog.get(uow, actor.organization_id, product_id)
    if product is None:
        raise wrong_field("product_id", NotFound(PRODUCT_UNKNOWN))
    return product


def _level(uow: UnitOfWork, actor: Actor, product: Product, warehouse_id: UUID) -> StockLevel:
    warehouse = warehouses.get(uow, actor.organization_id, warehouse_id)
    if warehouse is None:
        raise wrong_field("warehouse_id", NotFound(WAREHOUSE_UNKNOWN))
    found = stock.level(uow, actor.organization_id, product.id, warehouse.id)
    return found or StockLevel(
        organization_id=actor.organization_id,
        id=uow.new_id(),
        product_id=product.id,
        warehouse_id=warehouse.id,
        on_hand=ZERO,
        allocated=ZERO,
        version=0,
        created_at=uow.now,
        updated_at=uow.now,
    )


def _moved(
    uow: UnitOfWork,
    actor: Actor,
    level: StockLevel,
    kind: MutationKind,
    delta: Decimal,
    reason: str | None,
    reference: str | None,
    *,
    lot: str | None = None,
    expiry: date | None = None,
) -> tuple[StockLevel, StockMutation]:
    """The level after the change, with its entry in the ledger and its event, all stored."""
    old: Decimal = getattr(level, kind.value)
    after = replace(level, version=level.version + 1, updated_at=uow.now)
    if kind is MutationKind.ON_HAND:
        after.on_hand += delta
    else:
        after.allocated += delta
    if level.version:
        stock.update_level(uow, after)
    else:
        stock.insert_level(uow, after)
    mutation = StockMutation(
        organization_id=actor.organization_id,
        id=uow.new_id(),
        stock_level_id=after.id,
        product_id=after.product_id,
        warehouse_id=after.warehouse_id,
        kind=kind,
        delta=delta,
        reason=reason,
        reference=reference,
        actor_id=actor.id,
        actor_name=actor.name,
        created_at=uow.now,
        lot=lot,
        expiry=expiry,
    )
    stock.insert_mutation(uow, mutation)
    code: EventCode = STOCK_MUTATED if kind is MutationKind.ON_HAND else STOCK_RESERVED
    words = "on hand" if kind is MutationKind.ON_HAND else "allocated"
    record(
        uow,
        actor,
        subject="stock_level",
        subject_id=after.id,
        version=after.version,
        code=code,
        message=f"{plain(delta)} {words}.",
        changes=(Change(kind.value, plain(old), plain(old + delta)),),
    )
    return after, mutation
