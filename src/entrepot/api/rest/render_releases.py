"""Releases as the native door shows them."""

from typing import Any

from entrepot.actions.releases import ReleaseOutcome
from entrepot.api.rest.render import free_document, warning_document
from entrepot.api.rest.render_values import address_document
from entrepot.book.releases.release import Release, ReleaseLine
from entrepot.book.values.quantity import plain

Document = dict[str, Any]
_SHOWN = (
    "id",
    "number",
    "version",
    "child_order_id",
    "by_supplier",
    "shipment_id",
    "shipment_reference",
    "ready_at",
    "message",
    "reason",
    "accepted_at",
    "rejected_at",
    "canceled_at",
    "source",
    "created_at",
    "updated_at",
)


def release_line_document(line: ReleaseLine) -> Document:
    """Goods of one line."""
    return {
        "id": line.id,
        "position": line.position,
        "order_line_id": line.order_line_id,
        "quantity": plain(line.quantity),
        "unit": line.unit,
        "child_line_id": line.child_line_id,
        "custom_data": free_document(line.custom_data),
    }


def release_document(release: Release) -> Document:
    """A release with its lines."""
    return {
        **{name: getattr(release, name) for name in _SHOWN},
        "purchase_order_id": release.order_id,
        "type": release.type.value,
        "status": release.status.value,
        "transit": None if release.transit is None else release.transit.value,
        "ship_from": address_document(release.ship_from),
        "created_by": {"id": release.created_by_id, "name": release.created_by_name},
        "custom_data": free_document(release.custom_data),
        "extension": free_document(release.extension),
        "lines": [release_line_document(line) for line in release.lines],
    }


def outcome_document(outcome: ReleaseOutcome) -> Document:
    """A release after a write, with what deserves a look."""
    warnings = [warning_document(warning) for warning in outcome.warnings]
    return {**release_document(outcome.release), "warnings": warnings}
