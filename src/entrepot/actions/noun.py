"""What making and changing a thing of the book have in common: rules, version, storing, the event."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

from entrepot.actions.history import changes_between, check_version, record
from entrepot.book.events import EventCode
from entrepot.book.people.actor import Actor
from entrepot.book.people.rights import Right
from entrepot.book.values.page import Listing, Page
from entrepot.book.values.patch import merged
from entrepot.errors import Code, Conflict, EntrepotError, FieldError, Invalid, NotFound
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


@dataclass(frozen=True)
class Shelf(Generic[T]):
    """Where things of one sort are found: by id, by serial, or page by page, with the right to look."""

    right: Right
    unknown: Code
    by_id: Callable[[UnitOfWork, UUID, UUID], T | None]
    by_serial: Callable[[UnitOfWork, UUID, int], T | None]
    pages: Callable[[UnitOfWork, UUID, Listing], Page[T]]

    def read(self, uow: UnitOfWork, actor: Actor, *, id: UUID | None = None, serial: int | None = None) -> T:
        """One of them by id or serial; raises Forbidden, NotFound."""
        actor.require(self.right)
        found = None
        if id is not None:
            found = self.by_id(uow, actor.organization_id, id)
        elif serial is not None:
            found = self.by_serial(uow, actor.organization_id, serial)
        if found is None:
            raise NotFound(self.unknown)
        return found

    def browse(self, uow: UnitOfWork, actor: Actor, listing: Listing) -> Page[T]:
        """A page of them; the closed lists of fields and sorts are those of the noun's catalogue in the store."""
        actor.require(self.right)
        return self.pages(uow, actor.organization_id, listing)


@dataclass(frozen=True)
class OneDefault(Generic[T]):
    """Things of a sort of which exactly one active one is the default; a new default takes the present one's place."""

    noun: Noun[T]
    present: Callable[[UnitOfWork, UUID], T]
    refusal: Code

    def keep_new(self, uow: UnitOfWork, actor: Actor, thing: T) -> T:
        """Store a new one; raises Conflict for an inactive default."""
        given: Any = thing
        self._make_room(uow, actor, given.is_default, given.active)
        return self.noun.keep_new(uow, actor, thing)

    def keep_changed(
        self, uow: UnitOfWork, actor: Actor, before: T, given: Mapping[str, Any], expected_version: int | None = None
    ) -> T:
        """Store a changed one; raises Conflict when there would be no active default any more."""
        old: Any = before
        default, active = given.get("is_default", old.is_default), given.get("active", old.active)
        if old.is_default and not (default and active):
            raise Conflict(self.refusal)
        if not old.is_default:
            self._make_room(uow, actor, default, active)
        return self.noun.keep_changed(uow, actor, before, given, expected_version)

    def _make_room(self, uow: UnitOfWork, actor: Actor, default: bool, active: bool) -> None:
        if not default:
            return
        if not active:
            raise Conflict(self.refusal)
        self.noun.keep_changed(uow, actor, self.present(uow, actor.organization_id), {"is_default": False})


def wrong_field(field: str, error: EntrepotError) -> Invalid:
    """An unknown or unsuitable thing named in a field of a command, as that field's error."""
    return Invalid(error.code, error.message, fields=[FieldError((field,), error.code, error.message)])
