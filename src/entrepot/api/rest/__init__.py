"""The native REST door, `/api/v1`: one module a noun with its wire models and its routes."""
