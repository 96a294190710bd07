"""Documents as the native door shows them."""

from typing import Any

from entrepot.actions.documentlinks import Link
from entrepot.book.documents.document import Document


def document_document(document: Document, folder: str) -> dict[str, Any]:
    """What is known of a file; `folder` is the address of the list it stands in."""
    return {
        "id": document.id,
        "version": document.version,
        "created_at": document.created_at,
        "updated_at": document.updated_at,
        "subject": {"kind": document.subject.value, "id": document.subject_id},
        "part_id": document.part_id,
        "name": document.name,
        "description": document.description,
        "type": document.type.value,
        "shared": document.shared,
        "media_type": document.media_type,
        "size": document.size,
        "sha256": document.sha256,
        "supplier_id": document.supplier_id,
        "source": document.source,
        "created_by": {"id": document.created_by_id, "name": document.created_by_name},
        "content_url": f"{folder}/{document.id}/content",
    }


def link_document(link: Link, url: str) -> dict[str, Any]:
    """A link to a file."""
    return {"url": url, "expires_at": link.expires_at}
