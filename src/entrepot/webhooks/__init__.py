"""Webhooks: telling others what happened, signed, and only where it is safe to send."""
