"""Stock levels and their ledger, in the store."""

from collections.abc import Iterable
from uuid import UUID

from entrepot.book.orders.view import StockFigures
from entrepot.book.stock.level import StockLevel, StockMutation
from entrepot.store.listing import Catalogue, Field, within
from entrepot.store.schema.catalog import products
from entrepot.store.schema.stock import stock_levels, stock_mutations
from entrepot.store.schema.warehouses import warehouses
from entrepot.store.shape import Shape, chunks, listed_values
from entrepot.store.types import QUANTITY_PLACES, from_scaled
from entrepot.store.work import UnitOfWork

_SHORT = stock_levels.c.allocated > stock_levels.c.on_hand
LEVELS = Shape(stock_levels, StockLevel)
MUTATIONS = Shape(stock_mutations, StockMutation)
LEVEL_CATALOGUE = Catalogue(
    LEVELS,
    {
        "id": Field(stock_levels.c.id),
        "product_id": Field(stock_levels.c.product_id),
        "warehouse_id": Field(stock_levels.c.warehouse_id),
        "product_serial": within(stock_levels.c.product_id, products.c.id, Field(products.c.serial)),
        "warehouse_serial": within(stock_levels.c.warehouse_id, warehouses.c.id, Field(warehouses.c.serial)),
        "on_hand": Field(stock_levels.c.on_hand),
        "allocated": Field(stock_levels.c.allocated),
        "short": lambda condition: _SHORT if condition.value else ~_SHORT,
        "updated_at": Field(stock_levels.c.updated_at),
    },
)
_UNBALANCED = """
SELECT l.id FROM stock_levels l
LEFT JOIN stock_mutations m ON m.organization_id = l.organization_id AND m.stock_level_id = l.id
WHERE l.organization_id = ?
GROUP BY l.id, l.on_hand, l.allocated
HAVING coalesce(sum(CASE m.kind WHEN 'on_hand' THEN m.delta ELSE 0 END), 0) <> l.on_hand
    OR coalesce(sum(CASE m.kind WHEN 'allocated' THEN m.delta ELSE 0 END), 0) <> l.allocated
"""
MUTATION_CATALOGUE = Catalogue(
    MUTATIONS,
    {
        "id": Field(stock_mutations.c.id),
        "stock_level_id": Field(stock_mutations.c.stock_level_id),
        "product_id": Field(stock_mutations.c.product_id),
        "warehouse_id": Field(stock_mutations.c.warehouse_id),
        "kind": Field(stock_mutations.c.kind),
        "reference": Field(stock_mutations.c.reference),
        "created_at": Field(stock_mutations.c.created_at),
    },
)
insert_level = LEVELS.insert
update_level = LEVELS.update
insert_mutation = MUTATIONS.insert
insert_levels = LEVELS.insert_many
update_levels = LEVELS.update_many
insert_mutations = MUTATIONS.insert_many
page = LEVEL_CATALOGUE.page
mutation_page = MUTATION_CATALOGUE.page


def level(uow: UnitOfWork, organization_id: UUID, product_id: UUID, warehouse_id: UUID) -> StockLevel | None:
    """The level of a product in a warehouse, or None before its first change."""
    rest = "product_id = ? AND warehouse_id = ?"
    return LEVELS.one(uow, organization_id, rest, (product_id.bytes, warehouse_id.bytes))


def levels_of(
    uow: UnitOfWork, organization_id: UUID, product_ids: Iterable[UUID]
) -> dict[tuple[UUID, UUID], StockLevel]:
    """The levels of these products, by product and warehouse; one statement for each 500 products."""
    found = LEVELS.among(uow, organization_id, "product_id", {id.bytes for id in product_ids})
    return {(level.product_id, level.warehouse_id): level for level in found}


def figures(uow: UnitOfWork, organization_id: UUID, product_ids: Iterable[UUID]) -> dict[UUID, StockFigures]:
    """Units over all warehouses for each of these products, by product id; one statement for each 500."""
    found: dict[UUID, StockFigures] = {}
    for part in chunks(tuple({id.bytes for id in product_ids})):
        marks, padded = listed_values(part)
        text = (
            "SELECT product_id, sum(on_hand), sum(allocated) FROM stock_levels "  # noqa: S608 - only question marks come in
            f"WHERE organization_id = ? AND product_id IN {marks} GROUP BY product_id"
        )
        for id, on_hand, allocated in uow.rows(text, (organization_id.bytes, *padded)):
            found[UUID(bytes=id)] = StockFigures(
                from_scaled(on_hand, QUANTITY_PLACES), from_scaled(allocated, QUANTITY_PLACES)
            )
    return found


def unbalanced(uow: UnitOfWork, organization_id: UUID) -> list[UUID]:
    """Ids of levels that are not the sum of their mutations: none in a sound book."""
    rows = uow.rows(_UNBALANCED, (organization_id.bytes,))
    return [UUID(bytes=row[0]) for row in rows]
