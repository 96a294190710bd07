"""What every HTTP door is handed: the store, the settings, the clock, the other dialects, and where it stands."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from starlette.requests import Request

from entrepot.actions.ports import Dialects
from entrepot.actions.webhooks import Outside
from entrepot.book.webhooks.addresses import reach_of
from entrepot.clock import Clock
from entrepot.http.answer import Answer
from entrepot.http.gate import Gate
from entrepot.http.idempotency import Twins, write_once
from entrepot.http.limits import CallLimits, Throttle
from entrepot.settings import Settings
from entrepot.store.idempotency import IdempotencyKey
from entrepot.store.store import Store
from entrepot.store.work import UnitOfWork

_HOST = re.compile(r"[A-Za-z0-9._~:\[\]-]{1,255}\Z")


@dataclass(frozen=True, slots=True)
class Door:
    """Handed to every `build(door)`; one object for all doors of a server."""

    store: Store
    settings: Settings
    clock: Clock
    dialects: Dialects = field(default_factory=Dialects)
    twins: Twins = field(default_factory=Twins)
    gate: Gate = field(default_factory=Gate)
    limits: CallLimits = field(init=False)
    throttle: Throttle = field(init=False)

    def __post_init__(self) -> None:
        """The limits that the settings name, kept by this process."""
        object.__setattr__(self, "limits", CallLimits(self.settings, self.clock))
        object.__setattr__(self, "throttle", Throttle(self.settings.sign_in_free_failures))

    def base_url(self, request: Request) -> str:
        """Where this door is reached, without a trailing slash: `origin` plus the mount."""
        return f"{self.origin(request)}{request.scope.get('root_path', '')}"

    def origin(self, request: Request) -> str:
        """Scheme and host without a trailing slash: the public URL when it is set, else as the request says."""
        if self.settings.public_url:
            return self.settings.public_url.rstrip("/")
        scope = request.scope
        host = request.headers.get("host", "")
        if not _HOST.match(host):
            server = scope.get("server") or ("localhost", None)
            host = server[0] if server[1] is None else f"{server[0]}:{server[1]}"
        return f"{scope['scheme']}://{host}"

    @property
    def outside(self) -> Outside:
        """Where webhooks may go, and in which forms they are told."""
        return Outside(reach_of(self.settings.webhook_allow_private), self.dialects)

    async def write_once(
        self, key: IdempotencyKey | None, work: Callable[[UnitOfWork], Answer], *, dry_run: bool = False
    ) -> Answer:
        """A write that renders its answer inside the transaction and happens once under an Idempotency-Key."""
        limits = self.settings
        return await write_once(
            self.store,
            self.twins,
            key,
            work,
            hours=limits.idempotency_hours,
            wait_seconds=limits.idempotency_wait_seconds,
            dry_run=dry_run,
        )


def client_address(request: Request) -> str:
    """The address the request came from, or an empty text (a Unix socket)."""
    return request.client.host if request.client else ""
