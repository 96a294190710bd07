"""Suppliers and what they offer."""
