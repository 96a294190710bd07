"""Releases: what a client asks for as the book's drafts, and the book's paths as places in the client's document."""

from typing import Any

from entrepot.book.orders.order import Order
from entrepot.book.releases.draft import ReleaseDraft, ReleaseLineDraft
from entrepot.book.releases.release import ReleaseType
from entrepot.dialects.shipwell.translate.items import requirements_kept
from entrepot.dialects.shipwell.translate.places import book_stop, stop_extras
from entrepot.dialects.shipwell.translate.values import DIALECT, digits_given, id_given, own, shown_unit
from entrepot.dialects.shipwell.wire.releases import SHIPMENT_ITEM_KEYS, SHIPMENT_KEYS, CreateRelease, ReleaseItem
from entrepot.errors import FIELD_REQUIRED, Path
from entrepot.http.errors import Place, WireInvalid, WrongField

# Shipment and reference have columns of their own.
EXTRA_KEYS = SHIPMENT_KEYS[2:]
_LINE: dict[str, Path] = {
    "line_id": ("released_from_item_id",),
    "quantity": ("released_amount", "value"),
    "unit": ("released_amount", "unit"),
}
_HEAD: dict[str, str] = {
    "lines": "items",
    "ready_at": "ready_to_ship_at",
    "shipment_id": "released_to_shipment_id",
    "shipment_reference": "released_to_shipment_reference_id",
    "type": "release_type",
}


def release_draft(body: CreateRelease, order: Order) -> ReleaseDraft:
    """The release a client asks for; raises WireInvalid for items of an order release without amount or needs."""
    shipment = body.is_onto_shipment()
    if not shipment:
        _check_items(body)
    kept: dict[str, Any] = {name: getattr(body, name) for name in EXTRA_KEYS if shipment}
    if body.ship_from is not None:
        kept["ship_from"] = stop_extras(body.ship_from)
    return ReleaseDraft(
        lines=tuple(_line(item, order, shipment=shipment) for item in body.items),
        type=ReleaseType.TRANSPORTATION if shipment else ReleaseType.ORDER,
        accept=bool(body.auto_accept),
        ready_at=body.ready_to_ship_at,
        ship_from=None if body.ship_from is None else book_stop(body.ship_from),
        message=body.message,
        shipment_id=body.released_to_shipment_id if shipment else None,
        shipment_reference=body.released_to_shipment_reference_id if shipment else None,
        custom_data=body.custom_data or {},
        extension=_document(kept),
    )


def _check_items(body: CreateRelease) -> None:
    wrong = [
        WrongField(Place.BODY, ("items", index, name), FIELD_REQUIRED, "An order release says this of every item.")
        for index, item in enumerate(body.items)
        for name in ("released_amount", "shipping_requirements")
        if getattr(item, name) is None
    ]
    if wrong:
        raise WireInvalid(wrong)


def _line(item: ReleaseItem, order: Order, *, shipment: bool) -> ReleaseLineDraft:
    """Onto a shipment goes all that is left; the unit is only passed on when it is not the one the order shows."""
    line_id = id_given(item.released_from_item_id)
    if shipment:
        kept = {name: getattr(item, name) for name in SHIPMENT_ITEM_KEYS}
        return ReleaseLineDraft(line_id, custom_data=item.custom_data or {}, extension=_document(kept))
    line = next((each for each in order.lines if each.id == line_id), None)
    amount, needs = item.released_amount, item.shipping_requirements
    unit = amount.unit if amount and line and amount.unit != shown_unit(line.unit) else None
    digits = dict(own(line.extension).get("digits", {})) if line is not None else {}
    digits["amount"] = digits_given(amount.value) if amount else 0
    return ReleaseLineDraft(
        line_id,
        quantity=amount.value if amount else None,
        unit=unit,
        custom_data=item.custom_data or {},
        extension=_document({"shipping_requirements": requirements_kept(needs) if needs else None, "digits": digits}),
    )


def _document(parts: dict[str, Any]) -> dict[str, object]:
    document = {name: part for name, part in parts.items() if part is not None}
    return {DIALECT: document} if document else {}


def release_path(path: Path, *, onto_shipment: bool = False) -> Path:
    """The place in a release's document that a path of the book means; items onto a shipment name no amount."""
    if not path:
        return ()
    head, rest = str(path[0]), path[1:]
    wire = (_HEAD.get(head, head),)
    if head == "lines" and len(rest) > 1:
        field = "line_id" if onto_shipment and rest[1] == "quantity" else str(rest[1])
        return (*wire, rest[0], *_LINE.get(field, (rest[1],)), *rest[2:])
    return (*wire, *rest)
