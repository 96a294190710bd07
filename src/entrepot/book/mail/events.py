"""What can happen to e-mails; the subject is what the e-mail was about."""

from entrepot.book.events import event

MAIL_SENT = event("mail.sent", "A mail server took an e-mail; the message says for whom.")
MAIL_FAILED = event("mail.failed", "An e-mail could not be sent and is not tried again by itself.")
MAIL_DOUBTFUL = event(
    "mail.unknown", "Nobody knows whether an e-mail was sent: the connection broke at its end. Somebody has to decide."
)
