"""What a document is: a file, what it belongs to, and what a person said about it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class SubjectKind(StrEnum):
    """What a document may belong to."""

    ORDER = "purchase_order"
    RECEIPT = "goods_receipt"
    SUPPLIER = "supplier"
    PRODUCT = "product"


class DocumentType(StrEnum):
    """What sort of paper a document is."""

    BILL_OF_LADING = "bill_of_lading"
    FUEL = "fuel"
    LUMPER = "lumper"
    HOURS_OF_SERVICE = "hours_of_service"
    SIGNATURE = "signature"
    RATE_CONFIRMATION = "rate_confirmation"
    DELIVERY_RECEIPT = "delivery_receipt"
    WEIGHT_CERTIFICATE = "weight_certificate"
    DISCREPANCY = "discrepancy"
    INVOICE = "invoice"
    INSURANCE = "insurance"
    CUSTOMS = "customs"
    PACKING_SLIP = "packing_slip"
    ORDER_CONFIRMATION = "order_confirmation"
    QUOTE = "quote"
    CONTRACT = "contract"
    SPECIFICATION = "specification"
    CERTIFICATE = "certificate"
    PHOTO = "photo"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Subject:
    """The one thing a document belongs to."""

    kind: SubjectKind
    id: UUID


@dataclass(slots=True)
class Document:
    """A file of at most 10 MiB; `size` is in bytes, `sha256` in hexadecimal digits.

    `part_id` names the line or the piece of the subject that it is about. `shared` documents of an order are seen by
    its supplier's users; `supplier_id` is set when one of them attached it. `content_id` names the stored content, None
    once it is gone.
    """

    organization_id: UUID
    id: UUID
    subject: SubjectKind
    subject_id: UUID
    part_id: UUID | None
    name: str
    description: str | None
    type: DocumentType
    shared: bool
    content_id: UUID | None
    media_type: str
    size: int
    sha256: str
    supplier_id: UUID | None
    source: str
    created_by_id: UUID
    created_by_name: str
    version: int
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None = None
    extension: dict[str, object] = field(default_factory=dict)
