"""The order book: pure rules about purchase orders and what they refer to; no web, no session, no clock of its own."""
