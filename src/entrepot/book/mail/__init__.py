"""E-mails: what is in them, and what can happen to them."""
