"""A book with a worker and a clock that stands still, for tests of webhooks: real receivers on loopback."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from entrepot.actions import deliveries, suppliers
from entrepot.actions import webhooks as endpoints
from entrepot.actions.ports import Dialects
from entrepot.actions.webhooks import Outside
from entrepot.book.suppliers.supplier import Supplier
from entrepot.book.values.page import Listing, equal
from entrepot.book.webhooks.addresses import reach_of
from entrepot.book.webhooks.draft import WebhookDraft
from entrepot.book.webhooks.endpoint import Attempt, Delivery, WebhookEndpoint
from entrepot.clock import FixedClock
from entrepot.reference import event_codes
from entrepot.settings import Settings
from entrepot.store.store import Store
from entrepot.webhooks import delivering
from entrepot.worker.handlers import Background
from entrepot.worker.runner import Runner
from tests.makers import World, make_supplier, make_world

LOOPBACK = "127.0.0.0/8"
event_codes()  # every module that declares events is imported, as in a server


class Yard:
    """One organization, and webhooks that may go to loopback."""

    def __init__(self, store: Store, clock: FixedClock, dialects: Dialects | None = None) -> None:
        self.store, self.clock = store, clock
        self.world: World = make_world(store)
        self.admin = self.world.admin
        self.outside = Outside(reach_of(LOOPBACK), dialects or Dialects())
        self.background = Background(store, self.outside.dialects)
        delivering.register(self.background)
        self.runner = self.another_runner()

    def another_runner(self, **settings: Any) -> Runner:
        told = Settings(**{"webhook_allow_private": LOOPBACK, **settings})
        return Runner(self.background, settings=told, clock=self.clock)

    def listen(self, url: str, events: tuple[str, ...] = ("supplier.created",), **more: Any) -> WebhookEndpoint:
        draft = WebhookDraft(url, events, **more)
        return self.store.write_now(lambda uow: endpoints.create(uow, self.admin, draft, self.outside))

    def happen(self, name: str = "Brightwater Paper") -> Supplier:
        return self.store.write_now(lambda uow: make_supplier(uow, self.admin, name))

    def rename(self, supplier: Supplier, patch: Any) -> Supplier:
        return self.store.write_now(lambda uow: suppliers.change(uow, self.admin, patch, id=supplier.id))

    def endpoint(self, endpoint: WebhookEndpoint) -> WebhookEndpoint:
        return self.store.read_now(lambda uow: endpoints.read(uow, self.admin, endpoint.id))

    def log(self, endpoint: WebhookEndpoint) -> list[tuple[Delivery, list[Attempt]]]:
        """Every delivery to an endpoint, oldest first, with its attempts."""
        listing = Listing(where=(equal("endpoint_id", endpoint.id),), limit=1000)

        def read(uow: Any) -> list[tuple[Delivery, list[Attempt]]]:
            page = deliveries.browse(uow, self.admin, endpoint.id, listing)
            return [deliveries.read(uow, self.admin, each.id) for each in page.items]

        return self.store.read_now(read)

    def act(self, work: Callable[..., Any], *args: Any, **more: Any) -> Any:
        return self.store.write_now(lambda uow: work(uow, self.admin, *args, **more))

    def later(self, **wait: int) -> None:
        self.clock.moment += timedelta(**wait)

    def until(self, count: int, received: Callable[[], int], step: timedelta, most: int = 500) -> int:
        """Let time pass in steps, working at each, until so many requests came in; how many steps it took."""
        for steps in range(most):
            self.runner.drain()
            if received() >= count:
                return steps
            self.clock.moment += step
        raise AssertionError(f"only {received()} of {count} requests came in")


def standard(headers: Mapping[str, str]) -> dict[str, str]:
    """The three headers that Standard Webhooks verifies."""
    return {name: headers[name] for name in ("webhook-id", "webhook-timestamp", "webhook-signature")}
