"""What can happen to payment terms."""

from entrepot.book.events import event

TERM_CREATED = event("payment_term.created", "A payment term was made.")
TERM_CHANGED = event("payment_term.changed", "A payment term was changed.")
