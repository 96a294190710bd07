"""Releases as documents, with every key of the vendor's models."""

from collections.abc import Iterable
from typing import Any

from entrepot.book.documents.document import Document as Paper
from entrepot.book.orders.line import OrderLine
from entrepot.book.orders.order import Order
from entrepot.book.releases.release import Release, ReleaseLine, ReleaseStatus, ReleaseType
from entrepot.dialects.shipwell.render.orders import piece_price
from entrepot.dialects.shipwell.render.places import stop_document
from entrepot.dialects.shipwell.render.shapes import EMPTY_REQUIREMENTS, REQUIREMENTS, filled
from entrepot.dialects.shipwell.translate.papers import type_word
from entrepot.dialects.shipwell.translate.releases import EXTRA_KEYS
from entrepot.dialects.shipwell.translate.values import decimal_shown, id_shown, moment_text, own, shown_unit
from entrepot.dialects.shipwell.wire.releases import SHIPMENT_ITEM_KEYS
from entrepot.http.answer import as_sent

STATUS_WORDS = {
    ReleaseStatus.OFFERED: "NEED",
    ReleaseStatus.ACCEPTED: "ACCEPTED",
    ReleaseStatus.REJECTED: "REJECTED",
    ReleaseStatus.CANCELED: "CANCELLED",
}
DOCUMENT_KEYS = ("id", "filename", "type", "description", "created_by_user_id", "created_at", "updated_at")


def release_document(release: Release, order: Order, papers: Iterable[Paper] = ()) -> dict[str, Any]:
    """A release of an order (with its lines), of either type; `papers` are the files that came with it."""
    if release.type is ReleaseType.TRANSPORTATION:
        return _transportation(release)
    lines = {line.id: line for line in order.lines}
    kept = own(release.extension)
    place = release.ship_from
    shown = None if place is None else stop_document(place, kept.get("ship_from", {}), None, None, None)
    if shown is not None:
        del shown["shipping_requirements"]
    return {
        "id": id_shown(release.id),
        "release_type": "ORDER",
        "created_from_order_id": id_shown(order.id),
        "released_onto_order_id": id_shown(release.child_order_id),
        "status": STATUS_WORDS[release.status],
        "items": [_item(part, lines.get(part.order_line_id), order) for part in release.lines],
        "documents": [paper_document(paper) for paper in papers],
        "ship_from": shown,
        "ready_to_ship_at": moment_text(release.ready_at),
        "accepted_at": moment_text(release.accepted_at),
        "rejected_at": moment_text(release.rejected_at),
        "cancelled_at": moment_text(release.canceled_at),
        "custom_data": as_sent(release.custom_data) or None,
    }


def _item(part: ReleaseLine, line: OrderLine | None, order: Order) -> dict[str, Any]:
    kept = own(part.extension)
    needs = {**EMPTY_REQUIREMENTS, **filled(REQUIREMENTS, kept.get("shipping_requirements", {}))}
    needs["identifying_marks"] = needs["identifying_marks"] or []
    needs["references"] = needs["references"] or []
    if line is not None:
        needs["value_per_piece"] = piece_price(line, order, own(line.extension))
    digits = kept.get("digits", {}).get("amount", 0)
    return {
        "released_from_item_id": id_shown(part.order_line_id),
        "released_amount": {"unit": shown_unit(part.unit), "value": decimal_shown(part.quantity, digits)},
        "shipping_requirements": needs,
        "custom_data": as_sent(part.custom_data) or None,
        "released_to_item_id": id_shown(part.child_line_id),
    }


def _transportation(release: Release) -> dict[str, Any]:
    kept = own(release.extension)
    return {
        "id": id_shown(release.id),
        "release_type": "TRANSPORTATION",
        "created_from_product_order_id": id_shown(release.order_id),
        "released_to_shipment_id": release.shipment_id,
        "released_to_shipment_reference_id": release.shipment_reference,
        **{name: kept.get(name) for name in EXTRA_KEYS},
        "items": [
            {
                "id": id_shown(part.id),
                "released_from_item_id": id_shown(part.order_line_id),
                **{name: own(part.extension).get(name) for name in SHIPMENT_ITEM_KEYS},
            }
            for part in release.lines
        ],
        "transit_status": None if release.transit is None else release.transit.value.upper(),
        "unassigned_at": moment_text(release.canceled_at),
    }


def paper_document(paper: Paper) -> dict[str, Any]:
    """A file as a release shows it: without an address."""
    return {
        "id": id_shown(paper.id),
        "filename": paper.name,
        "type": type_word(paper.type),
        "description": paper.description,
        "created_by_user_id": id_shown(paper.created_by_id),
        "created_at": moment_text(paper.created_at),
        "updated_at": moment_text(paper.updated_at),
    }
