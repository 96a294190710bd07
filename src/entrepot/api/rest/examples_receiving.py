"""The examples of receiving."""

from decimal import Decimal
from typing import Any

from entrepot.api.rest.examples_receipts import receipt_answers
from entrepot.api.rest.made_up import ACTOR, LINE, NOON, ORDER, ORGANIZATION, OTHER, PRODUCT, WAREHOUSE
from entrepot.api.rest.render_receiving import movement_document
from entrepot.book.receiving.movement import Movement, MovementKind

Document = dict[str, Any]


def receiving_answers(order: Document) -> Document:
    """An example of everything about receiving that is answered; `order` is the example of an order."""
    movement = Movement(
        organization_id=ORGANIZATION,
        id=OTHER,
        kind=MovementKind.WRITTEN_OFF,
        quantity=Decimal(20),
        order_id=ORDER,
        order_line_id=LINE,
        posting_id=OTHER,
        receipt_id=None,
        receipt_line_id=None,
        product_id=PRODUCT,
        warehouse_id=WAREHOUSE,
        lot=None,
        expiry=None,
        reason="The supplier ran out.",
        reverses_id=None,
        client_id=None,
        actor_id=ACTOR,
        actor_name="Desk",
        door="native",
        occurred_at=NOON,
        created_at=NOON,
    )
    posting = {"posting_id": OTHER, "replayed": False, "receipt": None}
    return {
        **receipt_answers(order),
        "received": {**order, **posting, "warnings": []},
        "posted": {**posting, "orders": [order], "warnings": []},
        "movement": movement_document(movement),
        "ledger": {"ok": True, "checked": 120, "drifting": []},
    }
