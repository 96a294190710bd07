"""Acme's purchase-order API on the book."""
