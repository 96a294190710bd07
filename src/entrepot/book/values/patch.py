"""Drafts and patches: turning what was given into the thing as it will be."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from entrepot.book.values.unset import UNSET


def given_fields(patch: object) -> dict[str, Any]:
    """The fields of a patch that were given, by name."""
    return {field.name: value for field in fields(patch) if (value := getattr(patch, field.name)) is not UNSET}  # type: ignore[arg-type]


def merged(old: Mapping[str, object], new: Mapping[str, object]) -> dict[str, object]:
    """An extension after a change: each door's part is replaced as a whole, a part given as None is dropped."""
    both = {**old, **new}
    return {name: part for name, part in both.items() if part is not None}
