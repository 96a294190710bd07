"""What the rest of the house may ask of a dialect. A dialect registers itself; nobody names one."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, runtime_checkable
from uuid import UUID

from entrepot.book.catalog.product import Product
from entrepot.book.events import Event
from entrepot.book.exchange.record import Batch, Exchanged, Made
from entrepot.book.orders.view import OrderView
from entrepot.book.suppliers.supplier import Supplier
from entrepot.book.warehouses.warehouse import Warehouse
from entrepot.book.webhooks.addresses import Reach
from entrepot.book.webhooks.endpoint import Manner, WebhookEndpoint
from entrepot.store.work import UnitOfWork


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


@dataclass(frozen=True, slots=True)
class Connection:
    """A server that speaks a dialect: its base URL, what to sign in with, and the longest a call may take (seconds).

    `reach` is which addresses may be called; None: any, for whoever sits at this machine.
    """

    url: str
    credentials: Mapping[str, str]
    seconds: int = 30
    reach: Reach | None = None


@dataclass(frozen=True, slots=True)
class Outgoing:
    """An order to be made elsewhere, and what the other server calls the things it refers to, by their ids here."""

    view: OrderView
    suppliers: Mapping[UUID, str]
    products: Mapping[UUID, str]
    warehouses: Mapping[UUID, str]


class DialectClient(Protocol):
    """A client of a server that speaks the dialect. Calls block, raise the house's errors, and sign in by themselves.

    `unlisted` says by noun why it cannot be pulled, `unmakable` why it cannot be made there.
    """

    @property
    def connection(self) -> str:
        """A name for this server and account that stays the same from run to run; holds no secret."""

    @property
    def unlisted(self) -> Mapping[Exchanged, str]:
        """The nouns that the dialect does not list, each with the reason."""

    @property
    def unmakable(self) -> Mapping[Exchanged, str]:
        """The nouns that the dialect cannot make, each with the reason."""

    def read(self, noun: Exchanged, bookmark: str | None, since: datetime | None) -> Batch:
        """The records from the bookmark on (None: the first), those changed since then as far as the dialect tells."""

    def find(self, thing: Supplier | Product | Warehouse) -> str | None:
        """The other server's id of a thing like this one, or None."""

    def make(self, thing: Supplier | Product | Warehouse) -> Made:
        """Make a thing like this one there."""

    def find_order(self, order: Outgoing, since: datetime) -> str | None:
        """The other server's id of this order if it was made there since that moment, or None."""

    def make_order(self, order: Outgoing) -> Made:
        """Make this order there and bring it to the same status as far as the dialect can."""

    def close(self) -> None:
        """Let the connection go."""


class Dialect(Protocol):
    """One dialect, as the house sees it (each keeps its own as `dialect` in its `port` module)."""

    @property
    def name(self) -> str:
        """Its short name, also its mount: `pack` is at `/pack`."""

    def show(self, view: Any) -> Wire:  # noqa: ANN401 - each dialect names the view it reads
        """An order's view (what `actions` read for showing it) as this dialect's document, with the losses."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a webhook tells: an event of the book, by its name in the form, to an endpoint."""

    name: str
    event: Event
    endpoint: WebhookEndpoint


class WebhookForm(Protocol):
    """How a dialect tells of events (a dialect that does keeps its own as `form` in its `webhooks` module)."""

    @property
    def names(self) -> Collection[str]:
        """The event names that can be subscribed to."""

    @property
    def manner(self) -> Manner:
        """How patiently it is told, and which answers are a yes."""

    def name_of(self, event: Event) -> str | None:
        """What this event is called, None when the form does not tell of it."""

    def body(self, uow: UnitOfWork, occasion: Occasion) -> bytes | None:
        """The JSON that is sent, None when the thing it is about is gone."""


@runtime_checkable
class SpeakingDialect(Dialect, Protocol):
    """A dialect that is also spoken to other servers: what it takes to pull from them and push to them."""

    def client(self, connection: Connection) -> DialectClient:
        """A client of another server that speaks this dialect; raises Invalid for an address or credentials."""


@dataclass(slots=True)
class Dialects:
    """The dialects of this installation, by name; empty when none is installed."""

    _known: dict[str, Dialect] = field(default_factory=dict)
    _webhooks: dict[str, WebhookForm] = field(default_factory=dict)

    def register(self, dialect: Dialect) -> None:
        """Add one; raises ValueError when its name is taken."""
        if dialect.name in self._known:
            raise ValueError(f"two dialects are called {dialect.name}")
        self._known[dialect.name] = dialect

    def tell(self, name: str, form: WebhookForm) -> None:
        """Let the dialect of this name tell of events in its own form."""
        self._webhooks[name] = form

    def webhook_form(self, name: str) -> WebhookForm | None:
        """How the dialect of this name tells of events, None when it does not or is not installed."""
        return self._webhooks.get(name)

    def get(self, name: str) -> Dialect | None:
        """The dialect of that name, if it is installed."""
        return self._known.get(name)

    def __iter__(self) -> Iterator[Dialect]:
        """Every dialect, by name."""
        return iter([self._known[name] for name in sorted(self._known)])

    def __len__(self) -> int:
        return len(self._known)
