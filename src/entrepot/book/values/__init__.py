"""Exact, frozen values: money, quantities, addresses, terms."""
