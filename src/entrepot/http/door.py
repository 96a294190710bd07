"""What every HTTP door is handed: the store, the settings, the clock, the other dialects, and where it stands."""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from starlette.requests import Request

from entrepot.actions.ports import Dialects
from entrepot.clock import Clock
from entrepot.settings import Settings

if TYPE_CHECKING:
    from entrepot.store.store import Store

_HOST = re.compile(r"[A-Za-z0-9._~:\[\]-]{1,255}\Z")


@dataclass(frozen=True, slots=True)
class Door:
    """Handed to every `build(door)`; one object for all doors of a server."""

    store: "Store"
    settings: Settings
    clock: Clock
    dialects: Dialects = field(default_factory=Dialects)

    def base_url(self, request: Request) -> str:
        """Where this door is reached, without a trailing slash: the public URL (or the request's origin) plus the mount."""
        return f"{self.origin(request)}{request.scope.get('root_path', '')}"

    def origin(self, request: Request) -> str:
        """Scheme and host (and the public URL's own path), without a trailing slash."""
        if self.settings.public_url:
            return self.settings.public_url.rstrip("/")
        scope = request.scope
        host = request.headers.get("host", "")
        if not _HOST.match(host):
            server = scope.get("server") or ("localhost", None)
            host = server[0] if server[1] is None else f"{server[0]}:{server[1]}"
        return f"{scope['scheme']}://{host}"


def client_address(request: Request) -> str:
    """The address the request came from, or an empty text (a Unix socket)."""
    return request.client.host if request.client else ""
