"""The examples of releases."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from entrepot.api.rest.made_up import ACTOR, DUE, LINE, NOON, ORDER, ORGANIZATION, OTHER, made_up_id
from entrepot.api.rest.render_releases import release_document
from entrepot.book.orders.order import Transport
from entrepot.book.releases.release import Release, ReleaseLine, ReleaseStatus, ReleaseType

Document = dict[str, Any]
CHILD = made_up_id(61)


def _release() -> Release:
    line = ReleaseLine(ORGANIZATION, OTHER, OTHER, 1, LINE, Decimal(40), None, OTHER, 2)
    return Release(
        organization_id=ORGANIZATION,
        id=OTHER,
        order_id=ORDER,
        number=1,
        version=2,
        type=ReleaseType.ORDER,
        status=ReleaseStatus.ACCEPTED,
        by_supplier=False,
        child_order_id=CHILD,
        shipment_id=None,
        shipment_reference=None,
        transit=None,
        ready_at=DUE,
        ship_from=None,
        message=None,
        reason=None,
        accepted_at=NOON,
        rejected_at=None,
        canceled_at=None,
        source="native",
        created_by_id=ACTOR,
        created_by_name="Shop API key",
        created_at=NOON,
        updated_at=NOON,
        lines=[line],
    )


def release_answers() -> Document:
    """An example of everything about releases that is answered."""
    made = _release()
    offered = replace(made, child_order_id=None, accepted_at=None)
    offered.lines = [replace(line, child_line_id=None) for line in made.lines]
    rejected = replace(offered, status=ReleaseStatus.REJECTED, rejected_at=NOON, reason="Too early.")
    canceled = replace(offered, status=ReleaseStatus.CANCELED, canceled_at=NOON, reason="Wrong quay.")
    moved = replace(
        offered,
        type=ReleaseType.TRANSPORTATION,
        status=ReleaseStatus.ACCEPTED,
        accepted_at=NOON,
        shipment_id="SHIP-31",
        transit=Transport.IN_TRANSIT,
    )
    shown: dict[str, Document] = {
        "released": {**release_document(made), "warnings": []},
        "release_rejected": {**release_document(rejected), "warnings": []},
        "release_canceled": {**release_document(canceled), "warnings": []},
        "release_moved": {**release_document(moved), "warnings": []},
    }
    return {"release": release_document(made), **shown}
