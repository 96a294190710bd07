"""What can go wrong with documents."""

from entrepot.errors import code

DOCUMENT_UNKNOWN = code("document.unknown", "There is no such document here.")
DOCUMENT_EMPTY = code("document.empty", "The file is empty.")
DOCUMENT_TOO_LARGE = code("document.too_large", "The file is larger than the organization allows.")
DOCUMENT_NAME = code("document.name", "This is not a name that a file can have.")
DOCUMENT_POSES = code("document.poses", "The content of the file is not what its name or media type says.")
DOCUMENTS_FULL = code("document.full", "No more documents are kept here; remove one first.")
DOCUMENT_PART = code("document.part", "This is no line and no piece of what the document belongs to.")
DOCUMENT_NOT_OWN = code("document.not_own", "A supplier's user changes and removes only what came from the supplier.")
LINK_ENDED = code("document.link_ended", "This link leads nowhere, or no more.")
