"""The examples of documents: what is sent and what is answered."""

from datetime import timedelta
from typing import Any

from entrepot.actions.documentlinks import Link
from entrepot.api.rest.made_up import ACTOR, NOON, ORDER, ORGANIZATION, OTHER
from entrepot.api.rest.render_documents import document_document, link_document
from entrepot.book.documents.document import Document, DocumentType, SubjectKind

NEW: dict[str, Any] = {
    "file": "the bytes of slip-88.pdf",
    "description": "Two pallets, one carton wet",
    "type": DocumentType.PACKING_SLIP.value,
    "shared": "true",
}
CHANGE: dict[str, Any] = {"description": "Two pallets, both dry", "type": DocumentType.DELIVERY_RECEIPT.value}
CONTENT = "%PDF-1.4 …"
_HOST = "https://orders.harbour-supplies.example"


def _document() -> Document:
    return Document(
        organization_id=ORGANIZATION,
        id=OTHER,
        subject=SubjectKind.ORDER,
        subject_id=ORDER,
        part_id=None,
        name="slip-88.pdf",
        description="Two pallets, one carton wet",
        type=DocumentType.PACKING_SLIP,
        shared=True,
        content_id=OTHER,
        media_type="application/pdf",
        size=48_213,
        sha256="9f2c1d7be0a34c55a1f6d0e8b7c3924416f05be2d9a87c6053e1f4b8d27a90c1",
        supplier_id=None,
        source="rest",
        created_by_id=ACTOR,
        created_by_name="Desk",
        version=1,
        created_at=NOON,
        updated_at=NOON,
    )


def document_answers() -> dict[str, Any]:
    """An example of everything about documents that is answered."""
    link = Link("AZVdLowAAAAA", NOON + timedelta(minutes=15))
    return {
        "document": document_document(_document(), f"{_HOST}/api/v1/purchase-orders/{ORDER}/documents"),
        "document_link": link_document(link, f"{_HOST}/files/{link.token}"),
    }
