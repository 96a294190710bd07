"""The difference between "not given" and "given as nothing"."""

from enum import Enum
from typing import Final, TypeVar

T = TypeVar("T")


class Unset(Enum):
    """The type of `UNSET`."""

    UNSET = "unset"


UNSET: Final = Unset.UNSET


def given(value: T | Unset, otherwise: T) -> T:
    """The value, or `otherwise` when it was not given."""
    return otherwise if isinstance(value, Unset) else value
