"""Documents of an order in the vendor's form."""

from typing import Any

from entrepot.book.documents.document import Document as Paper
from entrepot.dialects.shipwell.translate.papers import type_word
from entrepot.dialects.shipwell.translate.values import id_shown, moment_text


def order_document(paper: Paper, url: str) -> dict[str, Any]:
    """A file of an order; `url` opens it without a token."""
    return {
        "id": id_shown(paper.id),
        "filename": paper.name,
        "url": url,
        "type": type_word(paper.type),
        "description": paper.description,
        "created_by_user_id": id_shown(paper.created_by_id),
        "created_at": moment_text(paper.created_at),
        "updated_at": moment_text(paper.updated_at),
    }
