"""What can happen to payment terms and exchange rates."""

from entrepot.book.events import event

RATE_SET = event("exchange_rate.set", "The exchange rate of a day was set.")
TERM_CREATED = event("payment_term.created", "A payment term was made.")
TERM_CHANGED = event("payment_term.changed", "A payment term was changed.")
