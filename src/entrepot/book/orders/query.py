"""What can be asked of the order list: a closed set of fields, tests and sort keys, the same for every door."""

from dataclasses import dataclass
from enum import Flag, auto

from entrepot.book.values.page import Bookmark, Condition, Test

__all__ = ["FIELDS", "SORTS", "Bookmark", "Condition", "OrderQuery", "Parts", "Test"]


# Every field a list may be filtered by. `reference:QUALIFIER` narrows `reference` to one qualifier;
# `extension:DIALECT.KEY` and `line_extension:DIALECT.KEY` look into what a dialect keeps for itself.
FIELDS = frozenset(
    {
        "id",
        "serial",
        "number",
        "title",
        "status",
        "type",
        "receiving",
        "billing",
        "supplier_id",
        "supplier_serial",
        "supplier_name",
        "has_supplier",
        "company_id",
        "company_serial",
        "company_name",
        "warehouse_id",
        "warehouse_serial",
        "any_warehouse_serial",
        "tag_id",
        "tag_slug",
        "reference",
        "archived",
        "approved",
        "held",
        "overdue",
        "text",
        "source",
        "start_date",
        "expiration_date",
        "due_at",
        "raised_at",
        "sent_at",
        "created_at",
        "updated_at",
        "received_at",
        "parent_order_id",
        "parent_release_id",
        "released_whole",
        "shipment_id",
        "transport",
        "shipped",
        "exported_at",
        "ship_to.address",
        "ship_to.company_name",
        "ship_to.region",
        "ship_from.address",
        "ship_from.company_name",
        "ship_from.region",
    }
)

SORTS = frozenset(
    {
        "id",
        "serial",
        "number",
        "title",
        "status",
        "created_at",
        "updated_at",
        "raised_at",
        "due_at",
        "start_date",
        "expiration_date",
        "total",
    }
)


@dataclass(frozen=True, slots=True)
class OrderQuery:
    """A page of orders: all of `where` hold and, when given, at least one group of `any_of` holds entirely.

    `sort` is a name of SORTS, descending when `descending`; ties by id. Either `after` (keyset) or `offset` (for wire
    forms with page numbers). `limit` is 1 to 1000. `count` asks for the number of all matches.
    Only purchases are listed unless `where` names `type`; deleted orders never are.
    """

    where: tuple[Condition, ...] = ()
    any_of: tuple[tuple[Condition, ...], ...] = ()
    sort: str = "id"
    descending: bool = True
    after: Bookmark | None = None
    offset: int = 0
    limit: int = 50
    count: bool = False


class Parts(Flag):
    """What to bring along with an order, each at a constant number of statements however many orders there are."""

    NONE = 0
    LINES = auto()
    SUPPLIER = auto()
    COMPANY = auto()
    WAREHOUSES = auto()
    TERM = auto()
    TAGS = auto()
    PRODUCTS = auto()
    OFFERS = auto()
    STOCK = auto()
    EVENTS = auto()
    SETTINGS = auto()
    RECEIVED = auto()
    RECEIVERS = auto()
    RELEASES = auto()
    COLUMNS = auto()
    ALL = (
        LINES | SUPPLIER | COMPANY | WAREHOUSES | TERM | TAGS | PRODUCTS | OFFERS | STOCK | EVENTS | SETTINGS
        | RECEIVED | RECEIVERS | RELEASES | COLUMNS
    )  # fmt: skip
