"""What the rest of the house may ask of a dialect. A dialect registers itself; nobody names one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Loss:
    """Something of an order that a dialect cannot carry: which field of the book, and why."""

    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class Wire:
    """An order as one dialect shows it: the document of its answer to "get by id", and what that leaves out."""

    document: Mapping[str, Any]
    losses: tuple[Loss, ...] = ()


class Dialect(Protocol):
    """One dialect, as the house sees it (each keeps its own as `dialect` in its `port` module)."""

    @property
    def name(self) -> str:
        """Its short name, also its mount: `pack` is at `/pack`."""

    def show(self, view: Any) -> Wire:  # noqa: ANN401 - each dialect names the view it reads
        """An order's view (what `actions` read for showing it) as this dialect's document, with the losses."""


@dataclass(slots=True)
class Dialects:
    """The dialects of this installation, by name; empty when none is installed."""

    _known: dict[str, Dialect] = field(default_factory=dict)

    def register(self, dialect: Dialect) -> None:
        """Add one; raises ValueError when its name is taken."""
        if dialect.name in self._known:
            raise ValueError(f"two dialects are called {dialect.name}")
        self._known[dialect.name] = dialect

    def get(self, name: str) -> Dialect | None:
        """The dialect of that name, if it is installed."""
        return self._known.get(name)

    def __iter__(self) -> Iterator[Dialect]:
        """Every dialect, by name."""
        return iter([self._known[name] for name in sorted(self._known)])

    def __len__(self) -> int:
        return len(self._known)
