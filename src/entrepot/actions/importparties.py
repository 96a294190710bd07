"""Whom a row names: suppliers, warehouses and orders by what people call them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from entrepot.book.imports.job import RowOutcome, Values
from entrepot.book.people.actor import Actor
from entrepot.book.suppliers.errors import SUPPLIER_UNKNOWN
from entrepot.book.suppliers.supplier import Supplier
from entrepot.book.values.page import Condition, Listing, Test
from entrepot.book.warehouses.errors import WAREHOUSE_UNKNOWN
from entrepot.book.warehouses.warehouse import Warehouse
from entrepot.errors import EntrepotError, NotFound
from entrepot.store import suppliers, warehouses
from entrepot.store.work import UnitOfWork

NUMBER_DIGITS = 15


@dataclass(frozen=True, slots=True)
class Taken:
    """What a group of rows did: to which thing, and what people call it."""

    outcome: RowOutcome
    id: UUID
    label: str


class RowsWrong(Exception):
    """Rows that name what is not there, or contradict each other: number of the row, field, what is wrong."""

    def __init__(self, rows: Sequence[tuple[int, str | None, EntrepotError]]) -> None:
        """At least one."""
        self.rows = tuple(rows)
        super().__init__(self.rows[0][2].message)


def supplier_of(uow: UnitOfWork, actor: Actor, row: Values) -> Supplier | None:
    """The supplier a row names by number, code or name, None when it names none; raises `RowsWrong`."""
    number, name = row.given.get("supplier_number"), row.given.get("supplier")
    found: Supplier | None
    if number is not None:
        found = suppliers.by_serial(uow, actor.organization_id, int(str(number)))
        field, called = "supplier_number", str(number)
    elif name is not None:
        called, field = str(name), "supplier"
        found = suppliers.by_code(uow, actor.organization_id, called) or suppliers.by_name(
            uow, actor.organization_id, called
        )
    else:
        return None
    if found is None:
        raise RowsWrong([(row.number, field, NotFound(SUPPLIER_UNKNOWN, f"There is no supplier {called}."))])
    return found


def warehouse_of(uow: UnitOfWork, actor: Actor, row: Values) -> Warehouse | None:
    """The warehouse that a row names for its order, None when it names none; raises `RowsWrong`."""
    number = row.given.get("warehouse_number")
    if number is not None:
        found = warehouses.by_serial(uow, actor.organization_id, int(str(number)))
        return _there(found, row, "warehouse_number", str(number))
    return named_warehouse(uow, actor, row, "warehouse")


def named_warehouse(uow: UnitOfWork, actor: Actor, row: Values, field: str) -> Warehouse | None:
    """The warehouse that a field names by its name or number, None when it is blank; raises `RowsWrong`."""
    text = row.given.get(field)
    if text is None:
        return None
    called = str(text)
    listing = Listing(where=(Condition("name", Test.EQ, called),), limit=1)
    items = warehouses.page(uow, actor.organization_id, listing).items
    if items:
        return items[0]
    is_number = called.isascii() and called.isdigit() and len(called) <= NUMBER_DIGITS
    found = warehouses.by_serial(uow, actor.organization_id, int(called)) if is_number else None
    return _there(found, row, field, called)


def _there(found: Warehouse | None, row: Values, field: str, called: str) -> Warehouse:
    if found is None:
        raise RowsWrong([(row.number, field, NotFound(WAREHOUSE_UNKNOWN, f"There is no warehouse {called}."))])
    return found
