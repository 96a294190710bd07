"""The vendor's closed lists of words, as literal types (which also makes them enums in the OpenAPI document)."""

from typing import Literal, get_args

PackagingType = Literal[
    "BAG", "BALE", "BARREL", "BASKET", "BIN", "BOX", "BUCKET", "BUNDLE", "CAN", "CARTON", "CASE", "COIL", "CONTAINER",
    "CRATE", "CYLINDER", "DRUM", "ENVELOPE", "FLOOR_LOADED", "HAMPER", "NONE", "OTHER", "PACKAGE", "PAIL", "PALLET",
    "PIECE", "PROVIDER_SPECIFIC", "REEL", "ROLL", "SKID", "TANK", "TOTE_BIN", "TOTE_CAN", "TUBE", "UNIT",
]  # fmt: skip
PieceType = Literal[
    "BAG", "BALE", "BOX", "BUCKET", "BUNDLE", "CAN", "CARTON", "CASE", "COIL", "CRATE", "CYLINDER", "DRUM", "PACKAGE",
    "PIECES", "PAIL", "REEL", "ROLL", "SKID", "TUBE",
]  # fmt: skip
WeightUnit = Literal["KG", "LB"]
VolumeUnit = Literal["CU_FT", "CU_M", "GALLON", "LITER"]
LengthUnit = Literal["CM", "FT", "IN", "M"]
AreaUnit = Literal["SQ_FT", "SQ_YD"]
TemperatureUnit = Literal["C", "F"]
# The vendor leaves `amount.unit` untyped; it is held to the union of every unit the API knows.
AmountUnit = Literal[PackagingType, PieceType, WeightUnit, VolumeUnit, AreaUnit, LengthUnit]
FreightClass = Literal[
    "50", "55", "60", "65", "70", "77.5", "85", "92.5", "100", "110", "125", "150", "175", "200", "250", "300", "400",
    "500",
]  # fmt: skip
PackingGroup = Literal["I", "II", "III"]
ContactType = Literal[
    "ACCOUNT_REP", "ADMINISTRATOR", "AFTER_HOURS_CONTACT", "APPOINTMENT_SCHEDULER", "AGENT", "BROKER", "CARRIER_REP",
    "FORWARDER_CONTACT", "OTHER", "RECEIVING_CONTACT", "SALES_REP", "SHIPPER_CONTACT", "ULTIMATE_RECEIVER",
]  # fmt: skip
BillingTerm = Literal["PREPAID", "COLLECT", "THIRD_PARTY"]
OrderStatusWord = Literal[
    "NOT_READY", "READY", "FILLED", "ASSIGNED", "CANCELLED", "DISPATCHED", "IN_TRANSIT", "OUT_FOR_DELIVERY",
    "DELIVERED",
]  # fmt: skip
DocumentTypeWord = Literal[
    "BOL", "FUEL", "LUMPER", "HOS", "SIGNATURE", "RATE_CONFIRMATION", "DELIVERY_RECEIPT", "WEIGHT_CERTIFICATE",
    "OVERAGES_SHORTAGES_AND_DAMAGES", "INVOICE", "INSURANCE", "CUSTOMS_PAPERWORK", "PACKING_SLIPS", "OTHER",
]  # fmt: skip
ReleaseTypeWord = Literal["ORDER", "TRANSPORTATION"]
ReleaseStatusWord = Literal["NEED", "ACCEPTED", "REJECTED", "CANCELLED"]
TransitWord = Literal["DISPATCHED", "IN_TRANSIT", "OUT_FOR_DELIVERY", "DELIVERED"]
TagStatusWord = Literal["ACTIVE", "INACTIVE"]
CreatedBySource = Literal["SHIPWELL_WEB", "IMPORT", "TENDER", "SHIPWELL_WEB_UNAUTH", "OTHER"]

OrderQualifier = Literal["CUSTOMER_REFERENCE_NUMBER", "PURCHASE_ORDER_NUMBER"]
StopQualifier = Literal[
    "DOCK_EXTERNAL_ID", "ADDRESS_BOOK_ENTRY_ID", "ADDRESS_BOOK_ENTRY_REFERENCE_ID", "STOP_ID", "COMPANY_EXTERNAL_ID",
]  # fmt: skip
ItemQualifier = Literal["EXTERNAL_REFERENCE", "PRODUCT_REF"]
ProductQualifier = Literal["PRODUCT_REF"]
PartyQualifier = Literal["EXTERNAL_ID"]

PURCHASE_ORDER = "PURCHASE_ORDER"
SALES_ORDER = "SALES_ORDER"
AMOUNT_UNITS: frozenset[str] = frozenset(get_args(AmountUnit))
ORDER_QUALIFIERS: frozenset[str] = frozenset(get_args(OrderQualifier))
PARTY_QUALIFIERS: frozenset[str] = frozenset(get_args(PartyQualifier))
ORDER_STATUS_WORDS: tuple[str, ...] = get_args(OrderStatusWord)
TAG_STATUS_WORDS: tuple[str, ...] = get_args(TagStatusWord)
