"""Serial numbers in the store."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from sqlalchemy import select, tuple_

from entrepot.book.receiving.receipt import SerialNumber
from entrepot.book.values.page import Condition, Test
from entrepot.book.values.text import folded
from entrepot.store.listing import HERE, Catalogue, Field, Where
from entrepot.store.schema.receiving import numbered_units
from entrepot.store.schema.stock import stock_levels
from entrepot.store.shape import Shape, chunks, listed_values
from entrepot.store.types import to_id
from entrepot.store.work import UnitOfWork

_LEVEL_ID = Field(stock_levels.c.id)


def _of_levels(condition: Condition) -> Where:
    """Units that lie where the stock levels with these ids are kept."""
    several = condition.value if condition.test is Test.IN else (condition.value,)
    meets = _LEVEL_ID.where(replace(condition, test=Test.IN, value=several))
    chosen = select(stock_levels.c.product_id, stock_levels.c.warehouse_id)
    there = chosen.where(stock_levels.c.organization_id == HERE, meets)
    return tuple_(numbered_units.c.product_id, numbered_units.c.warehouse_id).in_(there)


SHAPE = Shape(numbered_units, SerialNumber, keys={"code_key": lambda serial: folded(serial.code)})
CATALOGUE = Catalogue(
    SHAPE,
    {
        "id": Field(numbered_units.c.id),
        "product_id": Field(numbered_units.c.product_id),
        "code": Field(numbered_units.c.code_key, key=True),
        "warehouse_id": Field(numbered_units.c.warehouse_id),
        "receipt_line_id": Field(numbered_units.c.receipt_line_id),
        "stock_level_id": _of_levels,
        "present": Field(numbered_units.c.present),
    },
)
# The units of order lines, found by the receipt lines whose goods they count; newest first.
_HERE = """
JOIN (SELECT DISTINCT m.organization_id, m.order_line_id, m.receipt_line_id FROM movements m
      WHERE m.organization_id = ? AND m.order_line_id IN %s AND m.kind = 'received') came
ON came.organization_id = numbered_units.organization_id AND came.receipt_line_id = numbered_units.receipt_line_id
WHERE numbered_units.organization_id = ? ORDER BY numbered_units.id DESC
"""
page = CATALOGUE.page
insert = SHAPE.insert_many
update = SHAPE.update_many


def known(uow: UnitOfWork, organization_id: UUID, codes: Iterable[str]) -> dict[tuple[UUID, str], SerialNumber]:
    """Every unit that has one of these codes, by product and folded code."""
    keys = tuple({folded(code) for code in codes})
    found = SHAPE.among(uow, organization_id, "code_key", keys) if keys else []
    return {(serial.product_id, folded(serial.code)): serial for serial in found}


def of_lines(uow: UnitOfWork, organization_id: UUID, receipt_line_ids: Iterable[UUID]) -> Sequence[SerialNumber]:
    """The units that came in with these receipt lines."""
    return SHAPE.among(uow, organization_id, "receipt_line_id", {id.bytes for id in receipt_line_ids})


def of_order_lines(
    uow: UnitOfWork, organization_id: UUID, order_line_ids: Iterable[UUID]
) -> dict[UUID, list[SerialNumber]]:
    """The units in stock that came for these order lines, by line, newest first; one statement for each 500 lines."""
    found: dict[UUID, list[SerialNumber]] = {}
    selecting = SHAPE.selecting.replace("SELECT ", "SELECT came.order_line_id, ", 1)
    for part in chunks(tuple(id.bytes for id in order_line_ids)):
        marks, padded = listed_values(part)
        own = organization_id.bytes
        for line_id, *row in uow.rows(f"{selecting} {_HERE % marks}", (own, *padded, own)):
            unit = SHAPE.from_driver(row)
            if unit.present:
                found.setdefault(to_id(line_id), []).append(unit)
    return found


def left_with(uow: UnitOfWork, organization_id: UUID, movement_ids: Iterable[UUID]) -> Sequence[SerialNumber]:
    """The units that these movements took out of stock and that have not come back since."""
    return SHAPE.among(uow, organization_id, "left_with_id", {id.bytes for id in movement_ids})
