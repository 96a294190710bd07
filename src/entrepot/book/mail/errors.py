"""What can go wrong with e-mails."""

from entrepot.errors import code

MAIL_OFF = code(
    "mail.off", "No mail server is set: give ENTREPOT_SMTP_HOST and ENTREPOT_SMTP_FROM, then replay the job."
)
MAIL_NOBODY = code("mail.nobody", "The supplier has no e-mail address to send to.")
MAIL_REFUSED = code("mail.refused", "The mail server refused the e-mail.")
MAIL_ADDRESS = code("mail.address", "This is not an e-mail address.")
