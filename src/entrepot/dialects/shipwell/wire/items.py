"""Order items and what their transport asks for, as Shipwell writes them."""

from entrepot.dialects.shipwell.wire.values import (
    Count,
    Country,
    CurrencyCode,
    CustomData,
    DecimalText,
    Email,
    Exact,
    Flag,
    Quantity,
    Text,
    Text48,
    Text128,
    Wire,
    ZeroOrMore,
)
from entrepot.dialects.shipwell.wire.words import (
    AmountUnit,
    ContactType,
    FreightClass,
    ItemQualifier,
    LengthUnit,
    PackagingType,
    PackingGroup,
    PieceType,
    ProductQualifier,
    TemperatureUnit,
    VolumeUnit,
    WeightUnit,
)


class ShownAmount(Wire):
    """How much of something, as answers show it: other doors also order nothing of it."""

    unit: AmountUnit
    value: ZeroOrMore


class Amount(ShownAmount):
    """How much of something: a unit and a decimal above zero."""

    value: Quantity


class ItemReference(Wire):
    """A number somebody else knows the item by; PRODUCT_REF is a product's SKU."""

    qualifier: ItemQualifier
    value: Text


class ProductReference(Wire):
    """A number of the product inside the shipping requirements."""

    qualifier: ProductQualifier
    value: Text


class Dimension(Wire):
    """Outer measures in one unit."""

    unit: LengthUnit
    length: DecimalText | None = None
    width: DecimalText | None = None
    height: DecimalText | None = None


class Weight(Wire):
    """A weight."""

    unit: WeightUnit
    value: DecimalText


class Volume(Wire):
    """A volume."""

    unit: VolumeUnit
    value: DecimalText


class Temperature(Wire):
    """The range in which the goods keep."""

    unit: TemperatureUnit
    minimum: DecimalText | None = None
    maximum: DecimalText | None = None


class Money(Wire):
    """An amount of money; the currency defaults to the order's."""

    currency_code: CurrencyCode | None = None
    value: Exact


class CombinedHandlingUnit(Wire):
    """The handling unit that several items share."""

    packaging_type: PackagingType | None = None
    quantity: Count | None = None
    dimensions: Dimension | None = None
    weight: Weight | None = None
    freight_class: FreightClass | None = None


class IdentifyingMark(Wire):
    """A mark on the goods, with a qualifier of one's own."""

    qualifier: Text
    value: Text


class HazmatContact(Wire):
    """Somebody responsible for dangerous goods."""

    company_name: Text | None = None
    person_name: Text | None = None
    email: Email | None = None
    phone: Text | None = None
    fax: Text | None = None
    contact_type: ContactType | None = None
    system_id: Text | None = None


class Hazmat(Wire):
    """What makes the goods dangerous."""

    hazard_class: Text
    identification_number: Text
    packing_group: PackingGroup
    proper_shipping_name: Text
    hazard_subsidiary_class: Text | None = None
    packing_instructions: Text | None = None
    technical_name: Text | None = None
    emergency_contact: HazmatContact | None = None
    signatory: HazmatContact | None = None


class ItemRequirements(Wire):
    """What moving this item asks for; `value_per_piece` is the price of one unit."""

    packaging_type: PackagingType | None = None
    piece_type: PieceType | None = None
    quantity: Count | None = None
    total_pieces: Count | None = None
    stackable: Flag | None = None
    dimensions: Dimension | None = None
    gross_weight: Weight | None = None
    tare_weight: Weight | None = None
    volume: Volume | None = None
    temperature: Temperature | None = None
    freight_class: FreightClass | None = None
    nmfc_item_code: Text | None = None
    nmfc_sub_code: Text | None = None
    country_of_manufacture: Country | None = None
    customer_reference_number: Text | None = None
    value_per_piece: Money | None = None
    handling_unit_id: Text48 | None = None
    combined_handling_unit_info: CombinedHandlingUnit | None = None
    identifying_marks: list[IdentifyingMark] | None = None
    references: list[ProductReference] | None = None
    hazmat: Hazmat | None = None
    description: Text | None = None
    product_id: Text | None = None


class UpdateOrderItem(Wire):
    """Changes to one item: what is absent stays, null clears."""

    amount: ShownAmount | None = None
    description: Text128 | None = None
    references: list[ItemReference] | None = None
    shipping_requirements: ItemRequirements | None = None
    custom_data: CustomData | None = None


class CreateOrderItem(UpdateOrderItem):
    """An item to be ordered."""

    amount: Amount


class UpdateEntireOrderItem(UpdateOrderItem):
    """An entry of an order's full item list: with `id` it is that item, without one it is added and needs an amount."""

    id: Text | None = None
