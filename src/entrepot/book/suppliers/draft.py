"""What a door gives in order to create or change a supplier, or what a supplier asks for a product."""

from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from entrepot.book.suppliers.supplier import Block, Contact, IdentificationCode, PriceBreak
from entrepot.book.values.address import Address
from entrepot.book.values.unset import UNSET, Unset


@dataclass(frozen=True, slots=True)
class SupplierDraft:
    """A supplier to be made; `currency` defaults to the organization's. The payment term is named by id or serial."""

    name: str
    code: str | None = None
    account_reference: str | None = None
    their_reference: str | None = None
    emails: tuple[str, ...] = ()
    phone: str | None = None
    address: Address | None = None
    contacts: tuple[Contact, ...] = ()
    currency: str | None = None
    payment_term_id: UUID | None = None
    payment_term_serial: int | None = None
    default_tax_rate: Decimal | None = None
    default_delivery_cost: Decimal | None = None
    minimum_order_value: Decimal | None = None
    lead_time_days: int | None = None
    identification_codes: tuple[IdentificationCode, ...] = ()
    remarks: str | None = None
    active: bool = True
    block: Block = Block.NONE
    over_receipt_percent: Decimal | None = None
    short_receipt_percent: Decimal | None = None
    extension: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SupplierPatch:
    """Changes to a supplier: what is UNSET stays, None clears. `extension` is merged per door."""

    name: str | Unset = UNSET
    code: str | None | Unset = UNSET
    account_reference: str | None | Unset = UNSET
    their_reference: str | None | Unset = UNSET
    emails: tuple[str, ...] | Unset = UNSET
    phone: str | None | Unset = UNSET
    address: Address | None | Unset = UNSET
    contacts: tuple[Contact, ...] | Unset = UNSET
    currency: str | Unset = UNSET
    payment_term_id: UUID | None | Unset = UNSET
    default_tax_rate: Decimal | None | Unset = UNSET
    default_delivery_cost: Decimal | None | Unset = UNSET
    minimum_order_value: Decimal | None | Unset = UNSET
    lead_time_days: int | None | Unset = UNSET
    identification_codes: tuple[IdentificationCode, ...] | Unset = UNSET
    remarks: str | None | Unset = UNSET
    active: bool | Unset = UNSET
    block: Block | Unset = UNSET
    over_receipt_percent: Decimal | None | Unset = UNSET
    short_receipt_percent: Decimal | None | Unset = UNSET
    extension: dict[str, object] | Unset = UNSET


@dataclass(frozen=True, slots=True)
class SupplierProductPatch:
    """What one supplier asks for one product: used to list a product the first time and to change it later.

    What is UNSET stays (the first time: is empty), None clears.
    """

    supplier_sku: str | None | Unset = UNSET
    supplier_name: str | None | Unset = UNSET
    price: Decimal | None | Unset = UNSET
    price_breaks: tuple[PriceBreak, ...] | Unset = UNSET
    carton_quantity: Decimal | None | Unset = UNSET
    minimum_quantity: Decimal | None | Unset = UNSET
    multiple: Decimal | None | Unset = UNSET
    lead_time_days: int | None | Unset = UNSET
    priority: int | Unset = UNSET
    supplier_stock_level: Decimal | None | Unset = UNSET
    drop_shipment_cost: Decimal | None | Unset = UNSET
    extension: dict[str, object] | Unset = UNSET
