"""The examples of answers that are written in modules of their own, put together."""

from typing import Any

from entrepot.api.rest.examples_documents import document_answers
from entrepot.api.rest.examples_imports import import_answers
from entrepot.api.rest.examples_people import people_answers
from entrepot.api.rest.examples_receiving import receiving_answers
from entrepot.api.rest.examples_releases import release_answers
from entrepot.api.rest.examples_rules import rule_answers
from entrepot.api.rest.examples_stock import stock_answers
from entrepot.api.rest.examples_views import view_answers
from entrepot.api.rest.examples_webhooks import webhook_answers

Document = dict[str, Any]


def more_answers(parts: Document) -> Document:
    """Every one of them by the name of its shape; `parts` has the examples of an order and of an event."""
    order = parts["order"]
    return {
        **stock_answers(),
        **receiving_answers(order),
        **document_answers(),
        **rule_answers(),
        **import_answers(),
        **release_answers(),
        **view_answers(),
        **webhook_answers(),
        **people_answers(),
        "feed": {"items": [{"sequence": 41, "hash": "9f" * 32, **parts["event"]}], "next": 41},
        "audit": {"ok": True, "verified": 41, "hash": "9f" * 32, "unsealed": 0, "fault": None},
    }
