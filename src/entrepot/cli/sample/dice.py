"""Chance that falls the same way every time."""

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Numbers and choices that only look like chance."""

    def __init__(self, seed: int) -> None:
        """The same seed gives the same sequence."""
        self._random = random.Random(seed)  # noqa: S311 - sample data, no secret

    def number(self, least: int, most: int) -> int:
        """A whole number from `least` to `most`."""
        return self._random.randint(least, most)

    def one_of(self, things: Sequence[T]) -> T:
        """One of the things."""
        return things[self.number(0, len(things) - 1)]

    def some_of(self, things: Sequence[T], count: int) -> list[T]:
        """That many different ones of the things, or all when there are fewer."""
        return self._random.sample(list(things), min(count, len(things)))

    def percent(self, chance: int) -> bool:
        """True that many times in a hundred."""
        return self.number(1, 100) <= chance
