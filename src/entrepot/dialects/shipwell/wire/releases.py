"""Releases as clients send them: the part `data` of a form, or the whole body."""

from typing import Annotated, TypeVar

from fastapi.exceptions import RequestValidationError
from pydantic import Field, ValidationError

from entrepot.dialects.shipwell.wire.items import Amount, ItemRequirements
from entrepot.dialects.shipwell.wire.places import ReleaseStop
from entrepot.dialects.shipwell.wire.values import MOST_ITEMS, CustomData, Flag, LongText, Moment, Text, Text48, Wire
from entrepot.dialects.shipwell.wire.words import DocumentTypeWord, ReleaseTypeWord

Reference6 = Annotated[str, Field(max_length=6)]
Message = Annotated[str, Field(max_length=10_000)]
SHIPMENT_KEYS = (
    "released_to_shipment_id",
    "released_to_shipment_reference_id",
    "released_to_shipment_origin_stop_id",
    "released_to_shipment_destination_stop_id",
    "released_to_shipping_plan_id",
)
SHIPMENT_ITEM_KEYS = (
    "released_to_shipment_item_id",
    "released_to_shipment_item_piece_id",
    "released_to_shipping_plan_item_id",
)


class ReleaseItem(Wire):
    """An item let go: an amount of it onto an order, or all that is left of it onto a shipment."""

    released_from_item_id: Text
    released_amount: Amount | None = None
    shipping_requirements: ItemRequirements | None = None
    custom_data: CustomData | None = None
    released_to_shipment_item_id: Text48 | None = None
    released_to_shipment_item_piece_id: Text48 | None = None
    released_to_shipping_plan_item_id: Text48 | None = None


class CreateRelease(Wire):
    """A release to be made; without `release_type` it is TRANSPORTATION when it names a shipment, else ORDER."""

    release_type: ReleaseTypeWord | None = None
    items: Annotated[list[ReleaseItem], Field(max_length=MOST_ITEMS)]
    ready_to_ship_at: Moment | None = None
    ship_from: ReleaseStop | None = None
    message: Message | None = None
    custom_data: CustomData | None = None
    auto_accept: Flag | None = None
    released_to_shipment_id: Text48 | None = None
    released_to_shipment_reference_id: Reference6 | None = None
    released_to_shipment_origin_stop_id: Text48 | None = None
    released_to_shipment_destination_stop_id: Text48 | None = None
    released_to_shipping_plan_id: Text48 | None = None

    def is_onto_shipment(self) -> bool:
        """Whether the goods go onto a shipment."""
        if self.release_type is not None:
            return self.release_type == "TRANSPORTATION"
        named = (getattr(self, name) for name in SHIPMENT_KEYS)
        within = (getattr(item, name) for item in self.items for name in SHIPMENT_ITEM_KEYS)
        return any(value is not None for value in (*named, *within))


class DocumentNote(Wire):
    """What is said about one of the files."""

    document_type: DocumentTypeWord | None = None
    description: LongText | None = None


class DocumentNotes(Wire):
    """The part `documents_metadata`: one note for each file, in their order."""

    document_metadata: list[DocumentNote]


Read = TypeVar("Read", bound=Wire)


def read_part(form: type[Read], data: object) -> Read:
    """The model in a JSON value that came as a part of a form; refused as a body of that form would be."""
    try:
        return form.model_validate(data)
    except ValidationError as error:
        found = [{**each, "loc": ("body", *each["loc"])} for each in error.errors(include_url=False)]
        raise RequestValidationError(found, body=data) from error
