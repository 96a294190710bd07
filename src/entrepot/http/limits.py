"""How many calls an address, a credential and an organization may make, and who may try to sign in how often.

Both are kept behind small protocols whose every operation is one step, so that several server processes can share them
through the store; what is here keeps them in the memory of one process, and forgets what is over.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from entrepot.book.people.actor import Actor
from entrepot.book.values.text import folded
from entrepot.clock import Clock
from entrepot.errors import Limited
from entrepot.http.errors import CALLS_LIMITED, SIGN_IN_LIMITED
from entrepot.settings import Settings

MINUTE = timedelta(minutes=1)
MOST_NAMES = 50_000
KNOWN_FOR = timedelta(days=90)
FORGOTTEN_AFTER = timedelta(hours=1)
LONGEST_DELAY = timedelta(minutes=15)
# Whoever fails from anywhere must not keep the account's owner out: the owner waits this long at most.
LONGEST_ACCOUNT_DELAY = timedelta(seconds=30)
ADDRESS_SHARE = 5  # people behind one address

Name = tuple[str, ...]
_T = TypeVar("_T")


class Buckets(Protocol):
    """Token buckets by name."""

    def take(self, name: Name, a_minute: int, now: datetime) -> timedelta | None:
        """Take one token of a bucket that holds and regains so many a minute; None, or how long to wait for one."""


class MemoryBuckets:
    """Buckets as one moment each: when the bucket will be full again (the generic cell rate algorithm)."""

    def __init__(self) -> None:
        """Every bucket is full."""
        self._full_at: dict[Name, datetime] = {}

    def take(self, name: Name, a_minute: int, now: datetime) -> timedelta | None:
        """One token, or how long until there is one."""
        full_at = max(self._full_at.get(name, now), now)
        after = full_at + MINUTE / a_minute
        if after - now > MINUTE:
            return after - now - MINUTE
        if name not in self._full_at and len(self._full_at) >= MOST_NAMES:
            self._full_at = _newest(self._full_at, lambda moment: moment > now)
        self._full_at[name] = after
        return None


class CallLimits:
    """The limits of the settings: an address is judged before anything is read, a credential once it is known."""

    def __init__(self, settings: Settings, clock: Clock, buckets: Buckets | None = None) -> None:
        """`buckets` are this process's own unless others are given."""
        self._settings = settings
        self._clock = clock
        self._buckets = buckets or MemoryBuckets()

    def count_address(self, address: str) -> None:
        """Count a call from an address; raises Limited. A Unix socket has none and no limit."""
        if address:
            self._take(("address", address), self._settings.address_calls_per_minute)

    def count_actor(self, actor: Actor) -> None:
        """Count a call of a credential and of its organization; raises Limited."""
        organization = str(actor.organization_id)
        self._take(("credential", organization, str(actor.id)), self._settings.key_calls_per_minute)
        self._take(("organization", organization), self._settings.organization_calls_per_minute)

    def _take(self, name: Name, a_minute: int) -> None:
        if not a_minute:
            return
        wait = self._buckets.take(name, a_minute, self._clock.now())
        if wait is not None:
            text = f"More than {a_minute} calls a minute by one {name[0]} are not answered."
            raise Limited(CALLS_LIMITED, text, retry_after=_seconds(wait))


class AddressGuard:
    """The outermost layer of a door where addresses have a limit: refuses in the door's own form."""

    def __init__(self, app: ASGIApp, limits: CallLimits, refuse: Callable[[Limited, Request], ASGIApp]) -> None:
        """`refuse` makes the door's answer."""
        self.app = app
        self.limits = limits
        self.refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] == "http":
            try:
                self.limits.count_address((scope.get("client") or ("",))[0])
            except Limited as error:
                await self.refuse(error, Request(scope))(scope, receive, send)
                return
        await self.app(scope, receive, send)


# --- signing in -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tally:
    """How often signing in failed under a name, and when last."""

    failures: int
    last: datetime


class Tallies(Protocol):
    """Failures by name, and where people are known from."""

    def read(self, name: Name, now: datetime) -> Tally | None:
        """The tally of a name; None when there is none, or it is old."""

    def add(self, name: Name, now: datetime) -> None:
        """One failure more."""

    def take_back(self, name: Name) -> None:
        """One failure fewer: the attempt turned out to be none."""

    def forget(self, name: Name) -> None:
        """Begin anew."""

    def note_known(self, name: Name, now: datetime) -> None:
        """Somebody signed in under this name."""

    def is_known(self, name: Name, now: datetime) -> bool:
        """Whether somebody did, lately."""


class MemoryTallies:
    """The tallies of one process."""

    def __init__(self) -> None:
        """Nobody failed, nobody is known."""
        self._tallies: dict[Name, Tally] = {}
        self._known: dict[Name, datetime] = {}

    def read(self, name: Name, now: datetime) -> Tally | None:
        """The tally of a name that is not yet forgotten."""
        found = self._tallies.get(name)
        return found if found is not None and now - found.last < FORGOTTEN_AFTER else None

    def add(self, name: Name, now: datetime) -> None:
        """One failure more."""
        if name not in self._tallies and len(self._tallies) >= MOST_NAMES:
            self._tallies = _newest(self._tallies, lambda tally: now - tally.last < FORGOTTEN_AFTER)
        before = self.read(name, now)
        self._tallies[name] = Tally(1 if before is None else before.failures + 1, now)

    def take_back(self, name: Name) -> None:
        """One failure fewer."""
        found = self._tallies.get(name)
        if found is not None:
            self._tallies[name] = replace(found, failures=max(0, found.failures - 1))

    def forget(self, name: Name) -> None:
        """Begin anew."""
        self._tallies.pop(name, None)

    def note_known(self, name: Name, now: datetime) -> None:
        """Somebody signed in."""
        if name not in self._known and len(self._known) >= MOST_NAMES:
            self._known = _newest(self._known, lambda moment: now - moment < KNOWN_FOR)
        self._known[name] = now

    def is_known(self, name: Name, now: datetime) -> bool:
        """Whether somebody did in the last 90 days."""
        return name in self._known and now - self._known[name] < KNOWN_FOR


class Throttle:
    """Lets whoever fails to sign in wait longer and longer, without keeping the account's owner out.

    Counted are: this account from this address, this address, and this account from addresses it never signed in from.
    An address the account did sign in from answers for its own failures only.
    """

    def __init__(self, free: int, tallies: Tallies | None = None) -> None:
        """`free` failures cost nothing, each further one doubles the wait; 0 sets no limit."""
        self._free = free
        self._tallies = tallies or MemoryTallies()

    def begin(self, account: str, address: str, now: datetime) -> None:
        """Count an attempt before it is judged, so that many at once gain nothing; raises Limited."""
        if not self._free:
            return
        wait = max(self._wait(name, free, longest, now) for name, free, longest in self._counted(account, address, now))
        if wait > timedelta(0):
            raise Limited(SIGN_IN_LIMITED, retry_after=_seconds(wait))
        for name, _, _ in self._counted(account, address, now):
            self._tallies.add(name, now)

    def succeeded(self, account: str, address: str, now: datetime) -> None:
        """The attempt was right: the account is known from this address, which begins anew for it."""
        if not self._free:
            return
        pair, *others = (name for name, _, _ in self._counted(account, address, now))
        self._tallies.forget(pair)
        for name in others:
            self._tallies.take_back(name)
        self._tallies.note_known(pair, now)

    def _counted(self, account: str, address: str, now: datetime) -> list[tuple[Name, int, timedelta]]:
        """What an attempt counts against: the name, how many are free, the longest wait."""
        key = folded(account)
        pair: Name = ("pair", key, address)
        own = (pair, self._free, LONGEST_DELAY)
        if self._tallies.is_known(pair, now):
            return [own]
        return [
            own,
            (("address", address), self._free * ADDRESS_SHARE, LONGEST_DELAY),
            (("account", key), self._free * ADDRESS_SHARE, LONGEST_ACCOUNT_DELAY),
        ]

    def _wait(self, name: Name, free: int, longest: timedelta, now: datetime) -> timedelta:
        found = self._tallies.read(name, now)
        if found is None or found.failures < free:
            return timedelta(0)
        delay = min(longest, timedelta(seconds=2 ** min(found.failures - free, 20)))
        return found.last + delay - now


def _newest(kept: dict[Name, _T], still: Callable[[_T], bool]) -> dict[Name, _T]:
    """What still counts, at most half of what there is room for: the latest ones."""
    left = [(name, value) for name, value in kept.items() if still(value)]
    return dict(left[-MOST_NAMES // 2 :])


def _seconds(wait: timedelta) -> int:
    """Whole seconds, rounded up."""
    return max(1, -(-wait // timedelta(seconds=1)))
