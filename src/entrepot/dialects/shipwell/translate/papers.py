"""Kinds of document in the vendor's words and the book's."""

from collections.abc import Mapping

from entrepot.book.documents.document import DocumentType

_TYPES: Mapping[str, DocumentType] = {
    "BOL": DocumentType.BILL_OF_LADING,
    "FUEL": DocumentType.FUEL,
    "LUMPER": DocumentType.LUMPER,
    "HOS": DocumentType.HOURS_OF_SERVICE,
    "SIGNATURE": DocumentType.SIGNATURE,
    "RATE_CONFIRMATION": DocumentType.RATE_CONFIRMATION,
    "DELIVERY_RECEIPT": DocumentType.DELIVERY_RECEIPT,
    "WEIGHT_CERTIFICATE": DocumentType.WEIGHT_CERTIFICATE,
    "OVERAGES_SHORTAGES_AND_DAMAGES": DocumentType.DISCREPANCY,
    "INVOICE": DocumentType.INVOICE,
    "INSURANCE": DocumentType.INSURANCE,
    "CUSTOMS_PAPERWORK": DocumentType.CUSTOMS,
    "PACKING_SLIPS": DocumentType.PACKING_SLIP,
    "OTHER": DocumentType.OTHER,
}
_WORDS: Mapping[DocumentType, str] = {kind: word for word, kind in _TYPES.items()}


def book_type(word: str | None) -> DocumentType:
    """The book's kind behind the vendor's word; OTHER when none is given."""
    return DocumentType.OTHER if word is None else _TYPES[word]


def type_word(kind: DocumentType) -> str:
    """The vendor's word for a kind; kinds it does not know are OTHER."""
    return _WORDS.get(kind, "OTHER")
