"""Pages of purchase orders: the closed set of conditions as SQL, keyset bookmarks, offsets and totals."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from enum import Enum
from uuid import UUID

from entrepot.book.orders.order import Order
from entrepot.book.orders.query import SORTS, Bookmark, Condition, OrderQuery, Test
from entrepot.book.values.text import folded
from entrepot.errors import FIELD_CHOICE, FIELD_FORMAT, FIELD_RANGE, Invalid
from entrepot.store import ordersearch, ordertallies
from entrepot.store.orderrows import to_order
from entrepot.store.orders import HEADER_COLUMNS
from entrepot.store.types import to_micros
from entrepot.store.work import UnitOfWork

MAX_LIMIT = 1000
MAX_VALUES = 1000
Clause = tuple[str, list[object]]
_MAKE = Callable[[UUID, Condition, datetime], Clause]
_COMPARE = {Test.EQ: "=", Test.GTE: ">=", Test.LTE: "<=", Test.LT: "<"}
_ADDRESS = " || ".join(
    f"coalesce(json_extract(o.{{stop}}, '$.{part}') || ' ', '')"
    for part in ("line_1", "line_2", "line_3", "locality", "region", "postal_code", "country")
)

_COLUMNS: dict[str, str] = {
    name: f"o.{name}"
    for name in (
        *(
            "id",
            "serial",
            "title",
            "status",
            "type",
            "receiving",
            "billing",
            "supplier_id",
            "supplier_name",
            "company_id",
        ),
        *("warehouse_id", "source", "start_date", "expiration_date", "due_at", "raised_at", "sent_at", "created_at"),
        *("updated_at", "archived", "approved", "parent_order_id", "parent_release_id", "transport"),
        *("shipped", "exported_at"),
    )
} | {
    f"{stop}.{part}": f"json_extract(o.{stop}, '$.{part}')"
    for stop in ("ship_to", "ship_from")
    for part in ("company_name", "region")
}
_COLUMNS |= {f"{stop}.address": f"trim({_ADDRESS.format(stop=stop)})" for stop in ("ship_to", "ship_from")}

# Filters on a neighbouring table: the column of the order, and which ids it may have.
_NEIGHBOURS: dict[str, tuple[str, str, str]] = {
    "supplier_serial": ("o.supplier_id", "suppliers", "serial"),
    "company_serial": ("o.company_id", "companies", "serial"),
    "company_name": ("o.company_id", "companies", "name"),
    "warehouse_serial": ("o.warehouse_id", "warehouses", "serial"),
}
_LAST_RECEIVED = (
    "SELECT max(m.occurred_at) FROM movements m WHERE m.organization_id = o.organization_id AND m.order_id = o.id"
    " AND m.kind = 'received' AND m.quantity > 0 AND NOT EXISTS (SELECT 1 FROM movements r"
    " WHERE r.organization_id = m.organization_id AND r.reverses_id = m.id)"
)
_SORT_COLUMNS = {name: f"o.{name}" for name in SORTS} | {"number": "o.number_key"}


def driver_value(value: object) -> object:
    """A book value as the driver takes it."""
    if isinstance(value, UUID):
        return value.bytes
    if isinstance(value, datetime):
        return to_micros(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return int(value)
    return value.value if isinstance(value, Enum) else value


def compared(column: str, condition: Condition, *, key: bool = False) -> Clause:
    """One test on one SQL expression; raises Invalid when the value does not fit the test."""
    test = condition.test
    value = condition.value

    def own(each: object) -> object:
        if isinstance(each, int) and not -(1 << 63) <= each < 1 << 63:
            raise Invalid(FIELD_RANGE, f"{condition.field} takes a number of at most 63 bits.")
        return folded(each) if key and isinstance(each, str) else driver_value(each)

    if test in {Test.IN, Test.NOT_IN}:
        if not isinstance(value, tuple | list | frozenset | set) or len(value) > MAX_VALUES:
            raise Invalid(FIELD_RANGE, f"{condition.field} takes at most {MAX_VALUES} values.")
        marks = ", ".join("?" * len(value))
        word = "IN" if test is Test.IN else "NOT IN"
        return f"{column} {word} ({marks})", [own(each) for each in value]
    if test is Test.IS_NULL:
        return f"{column} IS {'' if value else 'NOT '}NULL", []
    if test is Test.CONTAINS:
        return f"instr({column}, ?) > 0", [own(value)]
    if test is Test.ICONTAINS:
        return f"instr(lower({column}), ?) > 0", [folded(str(value))]
    if value is None:
        return f"{column} IS NULL", []
    return f"{column} {_COMPARE[test]} ?", [own(value)]


def _neighbour(organization_id: UUID, condition: Condition, now: datetime) -> Clause:
    column, table, name = _NEIGHBOURS[condition.field]
    text, params = compared(name, condition)
    return f"{column} IN (SELECT id FROM {table} WHERE organization_id = ? AND {text})", [  # noqa: S608
        organization_id.bytes,
        *params,
    ]


def _number(organization_id: UUID, condition: Condition, now: datetime) -> Clause:
    exact = condition.test is Test.CONTAINS
    return compared("o.number" if exact else "o.number_key", condition, key=not exact)


def _any_warehouse(organization_id: UUID, condition: Condition, now: datetime) -> Clause:
    text, params = compared("serial", condition)
    found = f"SELECT id FROM warehouses WHERE organization_id = ? AND {text}"  # noqa: S608
    lines = f"SELECT order_id FROM purchase_order_lines WHERE organization_id = ? AND warehouse_id IN ({found})"  # noqa: S608
    own = organization_id.bytes
    return f"(o.warehouse_id IN ({found}) OR o.id IN ({lines}))", [own, *params, own, own, *params]


def _tag(organization_id: UUID, condition: Condition, now: datetime) -> Clause:
    inside = Test.IN if condition.test is Test.NOT_IN else condition.test
    text, params = compared(condition.field.removeprefix("tag_"), Condition(condition.field, inside, condition.value))
    word = "NOT IN" if condition.test is Test.NOT_IN else "IN"
    tags = f"SELECT id FROM tags WHERE organization_id = ? AND deleted_at IS NULL AND {text}"  # noqa: S608
    orders = f"SELECT order_id FROM purchase_order_tags WHERE organization_id = ? AND tag_id IN ({tags})"  # noqa: S608
    return f"o.id {word} ({orders})", [organization_id.bytes, organization_id.bytes, *params]


def _reference(organization_id: UUID, condition: Condition, now: datetime) -> Clause:
    _, _, qualifier = condition.field.partition(":")
    text, params = compared("json_extract(r.value, '$.value')", condition)
    narrow = " AND json_extract(r.value, '$.qualifier') = ?" if qualifier else ""
    return f"EXISTS (SELECT 1 FROM json_each(o.order_references) r WHERE {text}{narrow})", [  # noqa: S608
        *params,
        *([qualifier] if qualifier else []),
    ]


def _path(field: str) -> str:
    """The JSON path behind `extension:pack.key`; raises Invalid for a name that is not plain letters and dots."""
    _, _, path = field.partition(":")
    if not path.replace(".", "").replace("_", "").isalnum():
        raise Invalid(FIELD_CHOICE, f"Orders cannot be filtered by {field}.")
    return f"$.{path}"


def _extension(organization_id: UUID, condition: Condition, now: datetime) -> Clause:
    return compared(f"json_extract(o.extension, '{_path(condition.field)}')", condition)


def _line_extension(organization_id: UUID, condition: Condition, now: datetime) -> Clause:
    text, params = compared(f"json_extract(x.extension, '{_path(condition.field)}')", condition)
    own = "x.organization_id = o.organization_id AND x.order_id = o.id"
    return f"EXISTS (SELECT 1 FROM purchase_order_lines x WHERE {own} AND {text})", params  # noqa: S608


def _text(organization_id: UUID, condition: Condition, now: datetime) -> Clause:
    return ordersearch.holding(organization_id, str(condition.value))


def _has_supplier(organization_id: UUID, condition: Condition, now: datetime) -> Clause:
    known = "(o.supplier_id IS NOT NULL OR o.supplier IS NOT NULL)"
    return known if condition.value else f"NOT {known}", []


def _held(organization_id: UUID, condition: Condition, now: datetime) -> Clause:
    return f"o.held_at IS {'NOT ' if condition.value else ''}NULL", []


def _overdue(organization_id: UUID, condition: Condition, now: datetime) -> Clause:
    late = "(o.status IN ('sent', 'confirmed') AND o.due_at IS NOT NULL AND o.due_at < ? AND o.receiving NOT IN ('full', 'over'))"  # noqa: E501
    return late if condition.value else f"NOT {late}", [to_micros(now)]


def _received_at(organization_id: UUID, condition: Condition, now: datetime) -> Clause:
    """When goods last came that were not taken back; an order without any never matches."""
    return compared(f"({_LAST_RECEIVED})", condition)


def _released_whole(organization_id: UUID, condition: Condition, now: datetime) -> Clause:
    """Every goods line is done and something was released."""
    own = "x.organization_id = o.organization_id AND x.order_id = o.id"
    some = f"EXISTS (SELECT 1 FROM purchase_order_lines x WHERE {own} AND x.quantity_released > 0)"  # noqa: S608
    whole = f"(o.receiving IN ('full', 'over') AND {some})"
    return whole if condition.value else f"NOT {whole}", []


def _shipment(organization_id: UUID, condition: Condition, now: datetime) -> Clause:
    """Goods of the order are on a shipment whose id passes the test."""
    text, params = compared("r.shipment_id", condition)
    on = f"r.type = 'transportation' AND r.status = 'accepted' AND {text}"
    found = f"SELECT r.order_id FROM releases r WHERE r.organization_id = ? AND {on}"  # noqa: S608
    return f"o.id IN ({found})", [organization_id.bytes, *params]


_SPECIAL: dict[str, _MAKE] = {
    **dict.fromkeys(_NEIGHBOURS, _neighbour),
    "number": _number,
    "any_warehouse_serial": _any_warehouse,
    "tag_id": _tag,
    "tag_slug": _tag,
    "reference": _reference,
    "extension": _extension,
    "line_extension": _line_extension,
    "text": _text,
    "has_supplier": _has_supplier,
    "held": _held,
    "overdue": _overdue,
    "received_at": _received_at,
    "released_whole": _released_whole,
    "shipment_id": _shipment,
}


def clause(organization_id: UUID, condition: Condition, now: datetime) -> Clause:
    """One condition as SQL; raises Invalid for a field outside the closed list."""
    column = _COLUMNS.get(condition.field)
    if column is not None:
        return compared(column, condition)
    make = _SPECIAL.get(condition.field.partition(":")[0])
    if make is None:
        raise Invalid(FIELD_CHOICE, f"Orders cannot be filtered by {condition.field}.")
    return make(organization_id, condition, now)


def _all_of(organization_id: UUID, conditions: Iterable[Condition], now: datetime) -> Clause:
    texts: list[str] = []
    params: list[object] = []
    for condition in conditions:
        text, values = clause(organization_id, condition, now)
        texts.append(text)
        params += values
    return " AND ".join(texts) or "1", params


def where_of(organization_id: UUID, query: OrderQuery, now: datetime) -> Clause:
    """Everything the orders of the query must meet."""
    texts = ["o.organization_id = ?", "o.deleted_at IS NULL"]
    params: list[object] = [organization_id.bytes]
    if not any(condition.field == "type" for condition in query.where):
        texts.append("o.type = 'purchase'")
    if query.where:
        text, values = _all_of(organization_id, query.where, now)
        texts.append(text)
        params += values
    if query.any_of:
        groups = [_all_of(organization_id, group, now) for group in query.any_of]
        texts.append("(" + " OR ".join(f"({text})" for text, _ in groups) + ")")
        params += [value for _, values in groups for value in values]
    return " AND ".join(texts), params


def beyond(query: OrderQuery, after: Bookmark) -> Clause:
    """The orders after a bookmark: nulls come first in ascending order and last in descending order."""
    mark, key = ("<" if query.descending else ">"), after.id.bytes
    if query.sort == "id":
        return f"o.id {mark} ?", [key]
    column = _SORT_COLUMNS[query.sort]
    value = after.value
    if value is not None and (isinstance(value, bool) or not isinstance(value, int | str)):
        raise Invalid(FIELD_FORMAT, "This is not a bookmark of this list.")
    if value is None:
        tied = f"({column} IS NULL AND o.id {mark} ?)"
        return tied if query.descending else f"({tied} OR {column} IS NOT NULL)", [key]
    further = f"({column}, o.id) {mark} (?, ?)"
    return f"({further} OR {column} IS NULL)" if query.descending else further, [value, key]


def page(uow: UnitOfWork, organization_id: UUID, query: OrderQuery) -> tuple[list[Order], Bookmark | None, int | None]:
    """One page of headers, the bookmark behind it and, when asked for, the number of all matches."""
    if not 1 <= query.limit <= MAX_LIMIT or query.offset < 0 or query.offset > 1 << 62:
        raise Invalid(FIELD_RANGE, f"A page holds 1 to {MAX_LIMIT} orders.")
    if query.sort not in SORTS:
        raise Invalid(FIELD_CHOICE, f"Orders cannot be sorted by {query.sort}.")
    where, params = where_of(organization_id, query, uow.now)
    total = count(uow, organization_id, query, where, params) if query.count else None
    if query.after is not None:
        text, values = beyond(query, query.after)
        where, params = f"{where} AND {text}", [*params, *values]
    way = "DESC" if query.descending else "ASC"
    column = _SORT_COLUMNS[query.sort]
    order_by = f"o.id {way}" if query.sort == "id" else f"{column} {way}, o.id {way}"
    wanted = f"SELECT {HEADER_COLUMNS}, {column} FROM purchase_orders o WHERE {where} ORDER BY {order_by} LIMIT ?"  # noqa: S608
    params = [*params, query.limit + 1]
    if query.offset:
        wanted, params = f"{wanted} OFFSET ?", [*params, query.offset]
    rows = uow.rows(wanted, params)
    orders = [to_order(row[:-1]) for row in rows[: query.limit]]
    if len(rows) <= query.limit:
        return orders, None, total
    last = rows[query.limit - 1][-1]
    return orders, Bookmark(None if query.sort == "id" else last, orders[-1].id), total


_TALLIED: dict[str, Callable[[object], str]] = {
    "status": lambda value: f"status:{getattr(value, 'value', value)}",
    "supplier_id": lambda value: f"supplier:{value.hex if isinstance(value, UUID) else ''}",
    "warehouse_id": lambda value: f"warehouse:{value.hex if isinstance(value, UUID) else ''}",
}


def count(uow: UnitOfWork, organization_id: UUID, query: OrderQuery, where: str, params: list[object]) -> int:
    """The number of all matches: from a kept tally where there is one, else counted."""
    if not query.any_of:
        if not query.where:
            return ordertallies.tally(uow, organization_id, "all")
        only = query.where[0]
        if len(query.where) == 1 and only.test is Test.EQ and only.field in _TALLIED and only.value is not None:
            return ordertallies.tally(uow, organization_id, _TALLIED[only.field](only.value))
    found = uow.row(f"SELECT count(*) FROM purchase_orders o WHERE {where}", params)  # noqa: S608
    return int(found[0])
