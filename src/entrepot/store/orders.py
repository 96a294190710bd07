"""Purchase orders in the database."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from entrepot.book.orders.line import OrderLine
from entrepot.book.orders.numbering import number_key
from entrepot.book.orders.order import Order
from entrepot.store.orderrows import HEADER, LINE, line_values, lines_values, order_values, to_line, to_order
from entrepot.store.shape import chunks, listed_values
from entrepot.store.types import to_id
from entrepot.store.work import UnitOfWork

HEADER_COLUMNS = ", ".join(f"o.{name}" for name in HEADER)
LINE_COLUMNS = ", ".join(f"l.{name}" for name in LINE)


def _insert(table: str, names: Sequence[str]) -> str:
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"  # noqa: S608


def _update(table: str, names: Sequence[str]) -> str:
    sets = ", ".join(f"{name} = ?" for name in names if name not in {"organization_id", "id"})
    return f"UPDATE {table} SET {sets} WHERE organization_id = ? AND id = ?"  # noqa: S608


INSERT_ORDER = _insert("purchase_orders", HEADER)
INSERT_LINE = _insert("purchase_order_lines", LINE)
UPDATE_ORDER = _update("purchase_orders", HEADER)
UPDATE_LINE = _update("purchase_order_lines", LINE)
DELETE_LINE = "DELETE FROM purchase_order_lines WHERE organization_id = ? AND id = ?"
INSERT_TAG = "INSERT INTO purchase_order_tags (organization_id, tag_id, order_id) VALUES (?, ?, ?)"
DELETE_TAGS = "DELETE FROM purchase_order_tags WHERE organization_id = ? AND order_id = ?"
FIND_NUMBER = "SELECT id FROM purchase_orders WHERE organization_id = ? AND number_key = ?"
FIND_ORDER = (
    f"SELECT {HEADER_COLUMNS} FROM purchase_orders o WHERE o.organization_id = ? AND o.id = ? AND o.deleted_at IS NULL"  # noqa: S608
)
FIND_SERIAL = f"SELECT {HEADER_COLUMNS} FROM purchase_orders o WHERE o.organization_id = ? AND o.serial = ? AND o.deleted_at IS NULL"  # noqa: S608, E501
FIND_LINES = f"""
SELECT {LINE_COLUMNS}, p.sku, p.name FROM purchase_order_lines l
LEFT JOIN products p ON p.organization_id = l.organization_id AND p.id = l.product_id
WHERE l.organization_id = ? AND l.order_id = ? ORDER BY l.position, l.id
"""  # noqa: S608
FIND_LINES_OF = f"""
SELECT {LINE_COLUMNS}, p.sku, p.name FROM purchase_order_lines l
LEFT JOIN products p ON p.organization_id = l.organization_id AND p.id = l.product_id
WHERE l.organization_id = ? AND l.order_id IN (%s) ORDER BY l.order_id, l.position, l.id
"""  # noqa: S608
ANY_FOR = "SELECT 1 FROM purchase_orders WHERE organization_id = ? AND supplier_id = ? AND deleted_at IS NULL LIMIT 1"
ANY_WITH = "SELECT 1 FROM purchase_order_lines WHERE organization_id = ? AND product_id = ? LIMIT 1"


def add(uow: UnitOfWork, order: Order) -> None:
    """Store a new order with its lines and tags."""
    uow.sql(INSERT_ORDER, order_values(order))
    if order.lines:
        uow.many(INSERT_LINE, lines_values(order, order.lines))
    _write_tags(uow, order)


def update(uow: UnitOfWork, order: Order, before: dict[UUID, tuple[object, ...]]) -> None:
    """Store a changed order; `before` holds the stored values of its lines (see `stored_lines`)."""
    scope = (order.organization_id.bytes, order.id.bytes)
    uow.sql(UPDATE_ORDER, (*without_key(HEADER, order_values(order)), *scope))
    now = {line.id: line_values(order, line) for line in order.lines}
    fresh = [values for key, values in now.items() if key not in before]
    changed = [values for key, values in now.items() if key in before and values != before[key]]
    gone = [key for key in before if key not in now]
    organization = order.organization_id.bytes
    if gone:
        uow.many(DELETE_LINE, [(organization, key.bytes) for key in gone])
    if changed:
        uow.many(UPDATE_LINE, [(*without_key(LINE, values), values[0], values[1]) for values in changed])
    if fresh:
        uow.many(INSERT_LINE, fresh)


def update_moved(uow: UnitOfWork, order: Order, lines: Iterable[OrderLine]) -> None:
    """Store a changed header and those of its lines that were moved; one statement each."""
    scope = (order.organization_id.bytes, order.id.bytes)
    uow.sql(UPDATE_ORDER, (*without_key(HEADER, order_values(order)), *scope))
    rows = [line_values(order, line) for line in lines]
    if rows:
        uow.many(UPDATE_LINE, [(*without_key(LINE, values), values[0], values[1]) for values in rows])


def by_ids(uow: UnitOfWork, organization_id: UUID, ids: Iterable[UUID]) -> dict[UUID, Order]:
    """Those with these ids, with their lines, by id; deleted ones are not among them."""
    found: list[Order] = []
    for part in chunks(tuple(dict.fromkeys(id.bytes for id in ids))):
        marks, padded = listed_values(part)
        text = f"SELECT {HEADER_COLUMNS} FROM purchase_orders o WHERE o.organization_id = ? AND o.id IN {marks}"  # noqa: S608
        rows = uow.rows(text + " AND o.deleted_at IS NULL", (organization_id.bytes, *padded))
        found += [to_order(row) for row in rows]
    load_lines(uow, organization_id, found)
    return {order.id: order for order in found}


def retag(uow: UnitOfWork, order: Order) -> None:
    """Make the tag index say what the order says."""
    uow.sql(DELETE_TAGS, (order.organization_id.bytes, order.id.bytes))
    _write_tags(uow, order)


def _write_tags(uow: UnitOfWork, order: Order) -> None:
    if order.tag_ids:
        organization = order.organization_id.bytes
        uow.many(INSERT_TAG, [(organization, tag.bytes, order.id.bytes) for tag in order.tag_ids])


def without_key(names: Sequence[str], values: Sequence[object]) -> list[object]:
    """The values of an update: all but the primary key."""
    return [value for name, value in zip(names, values, strict=True) if name not in {"organization_id", "id"}]


def stored_lines(order: Order) -> dict[UUID, tuple[object, ...]]:
    """The rows of the order's lines as they are stored, by id: taken before a change, compared after it."""
    return {line.id: line_values(order, line) for line in order.lines}


def number_taken(uow: UnitOfWork, organization_id: UUID, number: str) -> UUID | None:
    """The id of the order (deleted ones included) that has this number, or None."""
    found = uow.row(FIND_NUMBER, (organization_id.bytes, number_key(number)))
    return None if found is None else to_id(found[0])


def get(uow: UnitOfWork, organization_id: UUID, *, id: UUID | None = None, serial: int | None = None) -> Order | None:
    """The order with this id or serial and all its lines, or None; two statements."""
    if id is not None:
        row = uow.row(FIND_ORDER, (organization_id.bytes, id.bytes))
    elif serial is not None and 0 <= serial < 1 << 63:
        row = uow.row(FIND_SERIAL, (organization_id.bytes, serial))
    else:
        return None
    if row is None:
        return None
    order = to_order(row)
    order.lines = [to_line(found, order.currency) for found in uow.rows(FIND_LINES, (row[0], row[1]))]
    return order


def load_lines(uow: UnitOfWork, organization_id: UUID, orders: Iterable[Order]) -> None:
    """Fill in the lines of these orders; one statement per 500 orders."""
    every = list(orders)
    for start in range(0, len(every), 500):
        chunk = {order.id.bytes: order for order in every[start : start + 500]}
        text = FIND_LINES_OF % ",".join("?" * len(chunk))
        for row in uow.rows(text, (organization_id.bytes, *chunk)):
            order = chunk[row[2]]
            order.lines.append(to_line(row, order.currency))


def any_for_supplier(uow: UnitOfWork, organization_id: UUID, supplier_id: UUID) -> bool:
    """Whether any order names this supplier."""
    return uow.row(ANY_FOR, (organization_id.bytes, supplier_id.bytes)) is not None


def any_with_product(uow: UnitOfWork, organization_id: UUID, product_id: UUID) -> bool:
    """Whether any order line names this product."""
    return uow.row(ANY_WITH, (organization_id.bytes, product_id.bytes)) is not None
