"""Who is told inside a transaction that something happened, and who is woken once it is durable."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from entrepot.book.events import Event
    from entrepot.store.work import UnitOfWork

Subscriber = Callable[["UnitOfWork", "Sequence[Event]"], None]
Waker = Callable[[], None]


@dataclass(slots=True)
class Listeners:
    """The subscribers to events and the wakers of one store, by name: registering a name again replaces the first.

    A subscriber runs in the transaction of the events, for every event there is: it asks `uow.settled` whether the
    organization cares at all before it does anything else, and what it does is enqueue jobs. A waker runs in the
    writer's thread right after the commit and must return at once.
    """

    subscribers: dict[str, Subscriber] = field(default_factory=dict)
    wakers: dict[str, dict[str, Waker]] = field(default_factory=dict)

    def subscribe(self, name: str, subscriber: Subscriber) -> None:
        """Hand every appended event to `subscriber`."""
        self.subscribers[name] = subscriber

    def on_signal(self, signal: str, name: str, waker: Waker) -> None:
        """Call `waker` after every commit of a work that gave this signal."""
        self.wakers.setdefault(signal, {})[name] = waker

    def forget(self, signal: str, name: str) -> None:
        """Call this waker no more."""
        self.wakers.get(signal, {}).pop(name, None)

    def ring(self, signals: Iterable[str]) -> None:
        """Wake whoever waits for any of the signals (the writer calls this after the commit)."""
        for signal in signals:
            for waker in tuple(self.wakers.get(signal, {}).values()):
                waker()
