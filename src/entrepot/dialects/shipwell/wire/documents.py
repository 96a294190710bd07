"""Documents as clients send them and as they are answered."""

from typing import Any

from entrepot.dialects.shipwell.wire.answers import Answered, PageLinks
from entrepot.dialects.shipwell.wire.values import LongText, Wire
from entrepot.dialects.shipwell.wire.words import DocumentTypeWord


class DocumentWords(Wire):
    """What is said about a file: in parts of the form that brings it, or as JSON when it changes."""

    type: DocumentTypeWord | None = None
    description: LongText | None = None


class OrderDocument(Answered):
    """A file of an order; `url` opens it without a token until it ends."""

    id: str
    filename: str
    url: str
    type: DocumentTypeWord
    description: str | None
    created_by_user_id: str | None
    created_at: str
    updated_at: str


class OrderDocumentPage(Answered):
    """A page of documents."""

    data: list[OrderDocument]
    count: int
    total_count: int
    links: PageLinks


UPLOAD: dict[str, Any] = {
    "type": "object",
    "required": ["file"],
    "properties": {
        "file": {"type": "string", "format": "binary"},
        "type": DocumentWords.model_json_schema()["properties"]["type"],
        "description": DocumentWords.model_json_schema()["properties"]["description"],
    },
}
UPLOAD_EXAMPLE: dict[str, Any] = {
    "file": "the bytes of bol-311.pdf",
    "type": "BOL",
    "description": "Bill of lading, signed",
}
CHANGE_EXAMPLE: dict[str, Any] = {"type": "DELIVERY_RECEIPT", "description": "Signed at the dock"}
EXAMPLE: dict[str, Any] = {
    "id": "01JQ3B2M4N6P8Q0R1S2T3V4W5X",
    "filename": "bol-311.pdf",
    "url": "https://host/files/AZVdLowAAAAA",
    "type": "BOL",
    "description": "Bill of lading, signed",
    "created_by_user_id": "01JPZK4D7W3M9RTBX0G5HN2Q99",
    "created_at": "2026-03-18T10:22:41.507311Z",
    "updated_at": "2026-03-18T10:22:41.507311Z",
}
