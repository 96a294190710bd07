"""What making and changing a thing of the book have in common: rules, version, storing, the event."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

from entrepot.actions.history import changes_between, check_version, record
from entrepot.book.events import EventCode
from entrepot.book.people.actor import Actor
from entrepot.book.values.patch import merged
from entrepot.errors import EntrepotError, FieldError, Invalid
from entrepot.store.work import UnitOfWork


class Thing(Protocol):
    """What every versioned noun has; being a dataclass goes without saying."""

    @property
    def id(self) -> UUID:
        """The id."""

    @property
    def version(self) -> int:
        """Counts the changes, from 1."""


T = TypeVar("T", bound=Thing)


@dataclass(frozen=True)
class Noun(Generic[T]):
    """One sort of thing: the word for it, its events, its rules and its statements."""

    word: str
    created: EventCode
    changed: EventCode
    check: Callable[[T], None]
    insert: Callable[[UnitOfWork, T], None]
    update: Callable[[UnitOfWork, T], None]
    named: Callable[[T], str] = lambda thing: str(getattr(thing, "name", ""))

    def keep_new(self, uow: UnitOfWork, actor: Actor, thing: T) -> T:
        """Check a new thing, store it and write down that it was made."""
        self.check(thing)
        self.insert(uow, thing)
        record(
            uow,
            actor,
            subject=self.word,
            subject_id=thing.id,
            version=thing.version,
            code=self.created,
            message=f"{self._label} {self.named(thing)} was made.",
            changes=changes_between(None, thing),
        )
        return thing

    def keep_changed(
        self, uow: UnitOfWork, actor: Actor, before: T, given: Mapping[str, Any], expected_version: int | None = None
    ) -> T:
        """Check the thing with the given fields changed, store it and write down what differs.

        Nothing happens when nothing differs. `extension` is merged per door. Raises Conflict for a stale version.
        """
        check_version(before.version, expected_version)
        fields = dict(given)
        if "extension" in fields:
            fields["extension"] = merged(before.extension, fields["extension"])  # type: ignore[attr-defined]
        after: T = replace(before, **fields)  # type: ignore[type-var]
        changes = changes_between(before, after)
        if not changes:
            return before
        after = replace(after, version=before.version + 1, updated_at=uow.now)  # type: ignore[type-var]
        self.check(after)
        self.update(uow, after)
        record(
            uow,
            actor,
            subject=self.word,
            subject_id=after.id,
            version=after.version,
            code=self.changed,
            message=f"{self._label} {self.named(after)} was changed.",
            changes=changes,
        )
        return after

    @property
    def _label(self) -> str:
        return self.word.replace("_", " ").capitalize()


def wrong_field(field: str, error: EntrepotError) -> Invalid:
    """An unknown or unsuitable thing named in a field of a command, as that field's error."""
    return Invalid(error.code, error.message, fields=[FieldError((field,), error.code, error.message)])
