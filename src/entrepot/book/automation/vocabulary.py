"""The closed vocabulary of rules: per type, the facts that can be compared and the actions that can be taken."""

from dataclasses import dataclass
from enum import StrEnum

from entrepot.book.automation.rule import RuleType
from entrepot.book.orders.order import OrderStatus, Receiving
from entrepot.book.receiving.receipt import ReceiptStatus


class Sort(StrEnum):
    """What kind of value a fact or a field has.

    LIST is a set of words, of which some are compared; DAYS a whole number that the calendar can bear.
    """

    BOOLEAN = "boolean"
    MONEY = "money"
    NUMBER = "number"
    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    LIST = "list"
    DAYS = "days"


OPERATORS: dict[Sort, tuple[str, ...]] = {
    Sort.BOOLEAN: ("eq",),
    Sort.MONEY: ("eq", "ne", "gt", "gte", "lt", "lte"),
    Sort.NUMBER: ("eq", "ne", "gt", "gte", "lt", "lte"),
    Sort.TEXT: ("eq", "ne", "in", "contains", "not_contains", "starts_with"),
    Sort.CHOICE: ("eq", "ne", "in"),
    Sort.LIST: ("contains", "not_contains"),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that is true of a subject and can be compared; `choices` closes the values of a CHOICE."""

    code: str
    name: str
    sort: Sort
    choices: tuple[str, ...] = ()

    @property
    def operators(self) -> tuple[str, ...]:
        """The ways to compare it."""
        return OPERATORS[self.sort]


@dataclass(frozen=True, slots=True)
class Field:
    """What an action wants to know."""

    key: str
    title: str
    sort: Sort
    required: bool = True
    default: str | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Deed:
    """Something a rule can do."""

    code: str
    name: str
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A rule type: its name, facts and deeds. `open` types take any words, because they are kept and never run."""

    type: RuleType
    name: str
    facts: tuple[Fact, ...] = ()
    deeds: tuple[Deed, ...] = ()
    open: bool = False

    def fact(self, code: str) -> Fact | None:
        """The fact of that code."""
        return next((each for each in self.facts if each.code == code), None)

    def deed(self, code: str) -> Deed | None:
        """The deed of that code."""
        return next((each for each in self.deeds if each.code == code), None)


# What happens to an order, by the word a condition uses and the events it stands for.
ORDER_EVENTS: dict[str, tuple[str, ...]] = {
    "created": ("order.created",),
    "changed": ("order.changed", "order.line_added", "order.line_changed", "order.line_removed"),
    "sent": ("order.sent",),
    "confirmed": ("order.confirmed",),
    "goods_received": ("order.goods_received",),
    "goods_returned": ("order.goods_returned",),
    "written_off": ("order.written_off",),
    "held": ("order.held",),
    "resumed": ("order.resumed",),
    "closed": ("order.closed",),
    "reopened": ("order.reopened",),
    "canceled": ("order.canceled",),
}
RECEIPT_EVENTS: dict[str, tuple[str, ...]] = {
    "announced": ("receipt.announced",),
    "changed": ("receipt.changed",),
    "arrived": ("receipt.arrived",),
    "booked": ("receipt.booked",),
    "completed": ("receipt.completed",),
    "canceled": ("receipt.canceled",),
    "undone": ("receipt.undone",),
}
WORDS: dict[str, dict[str, str]] = {
    "order": {code: word for word, codes in ORDER_EVENTS.items() for code in codes},
    "goods_receipt": {code: word for word, codes in RECEIPT_EVENTS.items() for code in codes},
}
TYPES_BY_SUBJECT = {"order": RuleType.PURCHASE_ORDER, "goods_receipt": RuleType.GOODS_RECEIPT}

_REASON = Field("reason", "Reason", Sort.TEXT)
_NOTIFY = Deed(
    "notify",
    "Tell about it",
    (Field("message", "Message", Sort.LONG_TEXT), Field("to", "E-mail address", Sort.TEXT, False)),
)
_ORDER_FACTS = (
    Fact("event", "What happened", Sort.CHOICE, tuple(ORDER_EVENTS)),
    Fact("status", "Status", Sort.CHOICE, tuple(str(word) for word in OrderStatus)),
    Fact("receiving", "Progress of receiving", Sort.CHOICE, tuple(str(word) for word in Receiving)),
    Fact("total", "Total", Sort.MONEY),
    Fact("subtotal", "Subtotal", Sort.MONEY),
    Fact("currency", "Currency", Sort.TEXT),
    Fact("number", "Number", Sort.TEXT),
    Fact("title", "Title", Sort.TEXT),
    Fact("source", "Door it came through", Sort.TEXT),
    Fact("supplier", "Id of the supplier", Sort.TEXT),
    Fact("supplier_name", "Name of the supplier", Sort.TEXT),
    Fact("warehouse", "Id of the warehouse", Sort.TEXT),
    Fact("tags", "Tags, by slug", Sort.LIST),
    Fact("skus", "SKUs ordered", Sort.LIST),
    Fact("line_count", "Number of lines", Sort.NUMBER),
    Fact("quantity_ordered", "Units ordered", Sort.NUMBER),
    Fact("received_percent", "Percent received", Sort.NUMBER),
    Fact("days_until_due", "Days until it is due", Sort.NUMBER),
    Fact("is_overdue", "Is overdue", Sort.BOOLEAN),
    Fact("is_held", "Is on hold", Sort.BOOLEAN),
    Fact("is_approved", "Is approved", Sort.BOOLEAN),
    Fact("has_free_text", "Has lines without a product", Sort.BOOLEAN),
    Fact("has_lines_without_price", "Has lines without a price", Sort.BOOLEAN),
)
_ORDER_DEEDS = (
    Deed("add_tag", "Add a tag", (Field("tag", "Tag, by slug", Sort.TEXT),)),
    Deed("remove_tag", "Take a tag off", (Field("tag", "Tag, by slug", Sort.TEXT),)),
    Deed(
        "add_note",
        "Add a note",
        (
            Field("text", "Note", Sort.LONG_TEXT),
            Field("where", "Where", Sort.CHOICE, False, "description", ("description", "vendor_note")),
        ),
    ),
    Deed("hold", "Put on hold", (_REASON,)),
    Deed("ask_for_approval", "Take back the approval and hold until somebody approves", (_REASON,)),
    Deed("set_due_date", "Set the due date", (Field("days", "Days from when it was raised", Sort.DAYS),)),
    Deed("send", "Send to the supplier"),
    _NOTIFY,
)
_RECEIPT_FACTS = (
    Fact("event", "What happened", Sort.CHOICE, tuple(RECEIPT_EVENTS)),
    Fact("status", "Status", Sort.CHOICE, tuple(str(word) for word in ReceiptStatus)),
    Fact("reference", "Reference", Sort.TEXT),
    Fact("remarks", "Remarks", Sort.TEXT),
    Fact("source", "Door it came through", Sort.TEXT),
    Fact("warehouse", "Id of the warehouse", Sort.TEXT),
    Fact("suppliers", "Ids of the suppliers of its orders", Sort.LIST),
    Fact("order_count", "Number of linked orders", Sort.NUMBER),
    Fact("piece_count", "Number of pieces", Sort.NUMBER),
    Fact("line_count", "Number of booked lines", Sort.NUMBER),
    Fact("quantity_accepted", "Units accepted", Sort.NUMBER),
    Fact("quantity_rejected", "Units rejected", Sort.NUMBER),
    Fact("days_late", "Days after it was expected", Sort.NUMBER),
    Fact("has_unannounced_goods", "Has goods nobody ordered", Sort.BOOLEAN),
)
_RECEIPT_DEEDS = (
    Deed("add_note", "Add to its remarks", (Field("text", "Note", Sort.LONG_TEXT),)),
    Deed("tag_orders", "Add a tag to its orders", (Field("tag", "Tag, by slug", Sort.TEXT),)),
    Deed("hold_orders", "Put its orders on hold", (_REASON,)),
    _NOTIFY,
)
VOCABULARY: dict[RuleType, Vocabulary] = {
    each.type: each
    for each in (
        Vocabulary(RuleType.PURCHASE_ORDER, "Purchase order", _ORDER_FACTS, _ORDER_DEEDS),
        Vocabulary(RuleType.GOODS_RECEIPT, "Goods receipt", _RECEIPT_FACTS, _RECEIPT_DEEDS),
        Vocabulary(RuleType.ORDER, "Sales order", open=True),
        Vocabulary(RuleType.RETURN_RECEIPT_COMPLETED, "Return received", open=True),
        Vocabulary(RuleType.RETURN_REFUND_CREATE, "Refund of a return", open=True),
        Vocabulary(RuleType.RETURN_REQUEST_GATEKEEPER, "Return requested", open=True),
    )
}
