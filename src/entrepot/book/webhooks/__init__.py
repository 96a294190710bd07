"""Webhooks: who outside is told of what happens, and what became of each telling."""
