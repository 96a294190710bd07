"""The vendor's enumerations. Requests may name a member, number it, or number it in a string; answers hold integers."""

from enum import IntEnum
from typing import Annotated, TypeVar

from pydantic_core import PydanticCustomError, core_schema

from entrepot.errors import FIELD_CHOICE

E = TypeVar("E", bound=IntEnum)


class POType(IntEnum):
    """What the document is: an order, a return to the vendor, or an offer that was only logged."""

    PurchaseOrder = 0
    CreditMemo = 1
    VendorOffer = 2


class DiscountType(IntEnum):
    """How a line's discount is given: an amount per unit, or a percentage."""

    FixedAmount = 0
    Percentage = 1


class PurchaseOrderStatus(IntEnum):
    """Where an order stands; `Select` means no filter, and the vendor's page misspells Completed."""

    Saved = 0
    Ordered = 1
    Pending = 2
    Received = 3
    Cancelled = 4
    Completed = 5
    Competed = 5
    Select = -1


class ReceivingStatus(IntEnum):
    """How much has arrived."""

    None_ = 0
    PartiallyReceived = 1
    FullyReceived = 2


class ShippingStatus(IntEnum):
    """How much the vendor has shipped."""

    None_ = 0
    PartiallyShipped = 1
    FullyShipped = 2


class PaymentStatus(IntEnum):
    """How far the order is paid; a new one is at 10."""

    NoPayment = 10
    Authorized = 20
    Charged = 30
    Uncleared = 40
    PartiallyRefund = 50
    FullRefund = 60
    PartialPayment = 70
    eBayPaid = 80
    PaymentError = 99


class VendorInvoiced(IntEnum):
    """How far the vendor has invoiced; `All` means no filter."""

    NotInvoiced = 0
    Invoiced = 1
    PartiallyInvoiced = 2
    All = -1


class WarehouseType(IntEnum):
    """What sort of place a warehouse is."""

    Normal = 0
    FBA = 1
    Un_Tested = 2
    Interim = 3
    DropShip = 4
    NewEgg = 5
    Cdiscount = 6
    WFS = 7


class YesNo(IntEnum):
    """A filter that asks for one half."""

    No = 0
    Yes = 1


class YesNoAll(IntEnum):
    """A filter that asks for one half or, as `All`, for both."""

    No = 0
    Yes = 1
    All = -1


class SellAble(IntEnum):
    """The warehouse list's own filter form: here 0 means both."""

    All = 0
    Yes = 1
    No = 2


class FileFormat(IntEnum):
    """What sort of file a table is in."""

    TAB_Delimited = 0
    CSV = 1
    Excel = 2


# ISO code → the vendor's number; a currency without one is shown as 0.
_CURRENCIES = (
    "USD=0 GBP=1 JPY=2 EUR=3 CAD=4 AUD=5 MXN=6 TWD=7 CNY=8 INR=26 BRL=31 CZK=49 DKK=50 HKD=73 HUF=74 ILS=79 KRW=85 "
    "CHF=94 ZAR=111 NZD=116 NOK=119 PHP=126 PLN=127 RUB=130 SAR=136 SGD=139 SEK=148 THB=152 UAH=160 AED=161 VND=168"
)
CURRENCY_NUMBERS = {pair[:3]: int(pair[4:]) for pair in _CURRENCIES.split()}


def member(kind: type[E], value: object) -> E:
    """The member that a wire value means; raises a pydantic error for anything else."""
    found: E | None = None
    if isinstance(value, str):
        text = value.strip()
        found = _by_name(kind).get(text.lower())
        if found is None and text.lstrip("+-").isascii() and text.lstrip("+-").isdigit() and len(text) < 12:
            value = int(text)
    if found is None and isinstance(value, int) and not isinstance(value, bool):
        found = next((known for known in kind if known.value == value), None)
    if found is None:
        names = ", ".join(f"{known.value} {known.name.rstrip('_')}" for known in kind)
        raise PydanticCustomError(FIELD_CHOICE, "Must be one of {names}.", {"names": names})
    return found


def _by_name(kind: type[E]) -> dict[str, E]:
    return {name.rstrip("_").lower(): known for name, known in kind.__members__.items()}


class Accepts:
    """The pydantic annotation of an enumeration in a request: `Annotated[POType, Accepts(POType)]`."""

    def __init__(self, kind: type[IntEnum]) -> None:
        """`kind` is the enumeration."""
        self.kind = kind

    def __get_pydantic_core_schema__(self, source: object, handler: object) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(lambda value: member(self.kind, value))

    def __get_pydantic_json_schema__(self, schema: object, handler: object) -> dict[str, object]:
        names = [name.rstrip("_") for name in self.kind.__members__]
        numbers = [known.value for known in self.kind]
        return {"anyOf": [{"type": "integer", "enum": numbers}, {"type": "string", "enum": names}]}


POTypeIn = Annotated[POType, Accepts(POType)]
DiscountTypeIn = Annotated[DiscountType, Accepts(DiscountType)]
PurchaseOrderStatusIn = Annotated[PurchaseOrderStatus, Accepts(PurchaseOrderStatus)]
ReceivingStatusIn = Annotated[ReceivingStatus, Accepts(ReceivingStatus)]
ShippingStatusIn = Annotated[ShippingStatus, Accepts(ShippingStatus)]
PaymentStatusIn = Annotated[PaymentStatus, Accepts(PaymentStatus)]
VendorInvoicedIn = Annotated[VendorInvoiced, Accepts(VendorInvoiced)]
WarehouseTypeIn = Annotated[WarehouseType, Accepts(WarehouseType)]
YesNoIn = Annotated[YesNo, Accepts(YesNo)]
YesNoAllIn = Annotated[YesNoAll, Accepts(YesNoAll)]
SellAbleIn = Annotated[SellAble, Accepts(SellAble)]
FileFormatIn = Annotated[FileFormat, Accepts(FileFormat)]
