"""The settings of an organization: one flat, closed catalogue, each with its default, its limits and its sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

Value = bool | int | str | Decimal | None


@dataclass(frozen=True, slots=True)
class Setting:
    """One named setting. `kind` is flag, integer, percent, text, choice or pattern; None is allowed when `optional`."""

    name: str
    kind: str
    default: Value
    sentence: str
    choices: tuple[str, ...] = ()
    minimum: int = 0
    maximum: int = 2**53
    optional: bool = False

    def parse(self, value: object) -> Value:
        """The value in its exact type; raises ValueError with a sentence when the setting does not take it."""
        if value is None:
            if self.optional:
                return None
            raise ValueError("this setting cannot be empty")
        return _PARSERS[self.kind](self, value)


def _flag(setting: Setting, value: object) -> Value:
    if not isinstance(value, bool):
        raise ValueError("expected true or false")
    return value


def _integer(setting: Setting, value: object) -> Value:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError("expected a whole number")
    if not setting.minimum <= value <= setting.maximum:
        raise ValueError(f"expected a number from {setting.minimum} to {setting.maximum}")
    return value


def _percent(setting: Setting, value: object) -> Value:
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
        raise ValueError("expected a percentage")
    try:
        percent = Decimal(value)
    except InvalidOperation as error:
        raise ValueError("expected a percentage") from error
    if not percent.is_finite() or not setting.minimum <= percent <= setting.maximum:
        raise ValueError(f"expected a percentage from {setting.minimum} to {setting.maximum}")
    return percent


def _text(setting: Setting, value: object) -> Value:
    if not isinstance(value, str) or not setting.minimum <= len(value) <= setting.maximum:
        raise ValueError(f"expected a text of {setting.minimum} to {setting.maximum} characters")
    return value


def _choice(setting: Setting, value: object) -> Value:
    if value not in setting.choices:
        raise ValueError("expected one of " + ", ".join(setting.choices))
    return str(value)


_PARSERS = {"flag": _flag, "integer": _integer, "percent": _percent, "text": _text, "choice": _choice}

_ALL = (
    Setting(
        "orders.number_pattern",
        "text",
        "PO-{sequence:06d}",
        "The form of an assigned order number: {sequence} with an optional width such as {sequence:06d}, {year}, "
        "{month} and {day} in the organization's time zone. The counter starts anew with each rendered period.",
        minimum=1,
        maximum=64,
    ),
    Setting("orders.number_next", "integer", 1, "The next {sequence} of this period.", minimum=1, maximum=10**12),
    Setting(
        "orders.close_short",
        "choice",
        "allowed",
        "Whether an order may be closed while goods are outstanding: allowed, or only when the call says so (confirm). "
        "Doors whose vendor knows no such question always close.",
        choices=("allowed", "confirm"),
    ),
    Setting(
        "orders.email_supplier",
        "flag",
        False,
        "Send an order to its supplier's e-mail addresses when it is sent; the server needs a mail server for it.",
    ),
    Setting(
        "receiving.over_receipt_percent",
        "percent",
        Decimal(0),
        "How much more than ordered may be received, in percent of the ordered quantity; 0 means not one unit more.",
        maximum=1000,
    ),
    Setting(
        "receiving.short_receipt_percent",
        "percent",
        Decimal(0),
        "How much less than ordered counts as all of it, in percent: the rest of such a line is written off when goods "
        "are received on it.",
        maximum=100,
    ),
    Setting("receiving.auto_close", "flag", False, "Close an order by itself when every line is done."),
    Setting(
        "documents.max_bytes",
        "integer",
        10 * 1024 * 1024,
        "The largest file that may be attached to anything, in bytes; at most 10 MiB.",
        minimum=1024,
        maximum=10 * 1024 * 1024,
    ),
    Setting(
        "documents.per_subject",
        "integer",
        100,
        "How many files an order, a goods receipt, a supplier or a product may have.",
        minimum=1,
        maximum=1000,
    ),
    Setting(
        "documents.link_minutes",
        "integer",
        15,
        "For how many minutes a link to a file works without a credential.",
        minimum=1,
        maximum=7 * 24 * 60,
    ),
    Setting(
        "pack.over_receipt_percent",
        "percent",
        None,
        "How much more than ordered may be received through Pack, in percent; empty means without limit.",
        maximum=1_000_000,
        optional=True,
    ),
    Setting(
        "pack.purchase_webhooks",
        "flag",
        False,
        "Let Pack's webhooks be about purchase orders and goods receipts too; the vendor's are about sales orders.",
    ),
    Setting(
        "storefeeder.initial_status",
        "choice",
        "Draft",
        "The status in which StoreFeeder's create call leaves an order.",
        choices=("Draft", "SentToSupplier"),
    ),
    Setting(
        "sellercloud.po_default_status",
        "choice",
        "Saved",
        "The status in which Sellercloud's create call leaves an order.",
        choices=("Saved", "Ordered", "Pending"),
    ),
    Setting("sellercloud.approved_by_default", "flag", False, "Mark orders made through Sellercloud as approved."),
    Setting("sellercloud.case_quantity_mode", "flag", True, "Allow Sellercloud orders to be entered by case."),
    Setting(
        "sellercloud.force_expected_delivery_date",
        "flag",
        False,
        "Require an expected delivery date on Sellercloud orders; while off, giving one is refused.",
    ),
    Setting(
        "sellercloud.enable_multi_discount",
        "flag",
        False,
        "Several discounts per Sellercloud order; while on, the single discount of a line is refused.",
    ),
    Setting("sellercloud.enable_bill_to", "flag", False, "Allow a billing address on Sellercloud orders."),
    Setting("sellercloud.allow_over_receive", "flag", False, "Allow Sellercloud to receive more than was ordered."),
    Setting(
        "sellercloud.multiple_tracking_numbers",
        "flag",
        False,
        "Several tracking numbers per Sellercloud order; while off, one.",
    ),
    Setting("sellercloud.vendor_invoices_workflow", "flag", False, "Sellercloud's vendor-invoice workflow."),
    Setting("sellercloud.multiple_invoices", "flag", False, "Several invoices per Sellercloud order."),
    Setting(
        "sellercloud.per_session_receiving_cost",
        "flag",
        False,
        "Add the shipping cost of each Sellercloud receipt to the order's delivery cost.",
    ),
    Setting("sellercloud.free_shipping", "flag", False, "Sellercloud's free-shipping feature for purchase orders."),
    Setting(
        "sellercloud.lenient_required",
        "flag",
        False,
        "Let Sellercloud's POType and CaseQtyMode be left out on create (PurchaseOrder, false).",
    ),
)

SETTINGS: dict[str, Setting] = {setting.name: setting for setting in _ALL}


class OrganizationSettings:
    """The settings of one organization: what was stored, and the defaults for the rest."""

    __slots__ = ("_stored",)

    def __init__(self, stored: Mapping[str, object]) -> None:
        """`stored` maps names to JSON values; percentages are kept as texts."""
        self._stored = stored

    def __getitem__(self, name: str) -> Value:
        """The value of the setting; KeyError for an unknown name."""
        setting = SETTINGS[name]
        return setting.parse(self._stored[name]) if name in self._stored else setting.default

    def flag(self, name: str) -> bool:
        """The value of a flag."""
        return self[name] is True

    def text(self, name: str) -> str:
        """The value of a text or choice."""
        return str(self[name])

    def integer(self, name: str) -> int:
        """The value of a whole number."""
        value = self[name]
        return value if isinstance(value, int) else 0

    def percent(self, name: str) -> Decimal | None:
        """The value of a percentage, or None when it is empty."""
        value = self[name]
        return value if isinstance(value, Decimal) else None

    def all(self) -> dict[str, Value]:
        """Every setting by name, in catalogue order."""
        return {name: self[name] for name in SETTINGS}
