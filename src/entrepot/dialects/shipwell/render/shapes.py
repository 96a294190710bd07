"""Every key of a model, in its order: answers show each, null when unset, whatever little was kept of the request."""

from collections.abc import Mapping
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from entrepot.dialects.shipwell.wire.items import ItemRequirements
from entrepot.dialects.shipwell.wire.places import Address, OrderStop

Shape = Mapping[str, Any]


def shape_of(model: type[BaseModel]) -> Shape:
    """The keys of a model; each maps to the shape of the model it holds (alone or in a list), or to None."""
    return {name: _inner(field.annotation) for name, field in model.model_fields.items()}


def _inner(annotation: Any) -> Shape | None:  # noqa: ANN401 - any type expression
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return shape_of(annotation)
    if get_origin(annotation) in {Union, UnionType, Annotated, list}:
        for part in get_args(annotation):
            if part is not NoneType and (found := _inner(part)) is not None:
                return found
    return None


def filled(shape: Shape, kept: Mapping[str, Any]) -> dict[str, Any]:
    """What was kept, with every key of its shape, also inside."""
    document: dict[str, Any] = dict.fromkeys(shape)
    for name, value in kept.items():
        inner = shape.get(name)
        if inner is None:
            document[name] = value
        elif isinstance(value, list):
            document[name] = [filled(inner, part) for part in value]
        else:
            document[name] = filled(inner, value)
    return document


ADDRESS = shape_of(Address)
STOP = shape_of(OrderStop)
REQUIREMENTS = shape_of(ItemRequirements)
EMPTY_STOP: Mapping[str, Any] = {**dict.fromkeys(STOP), "residential": False, "references": []}
EMPTY_ADDRESS: Mapping[str, Any] = {**dict.fromkeys(ADDRESS), "residential": False}
EMPTY_REQUIREMENTS: Mapping[str, Any] = {**dict.fromkeys(REQUIREMENTS), "identifying_marks": [], "references": []}
