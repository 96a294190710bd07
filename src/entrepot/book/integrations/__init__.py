"""Connections to other servers that speak one of the dialects."""
