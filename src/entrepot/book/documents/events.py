"""What can happen to documents; it is told on the timeline of what they belong to."""

from entrepot.book.events import event

DOCUMENT_ATTACHED = event("document.attached", "A file was attached.")
DOCUMENT_CHANGED = event("document.changed", "What is said about an attached file was changed.")
DOCUMENT_REMOVED = event("document.removed", "An attached file was removed; its content is gone.")
DOCUMENT_LINKED = event("document.linked", "A link was made that opens an attached file without a credential.")
