"""The one place where things are put together: settings → store → doors → one ASGI application, and its server.

Dialects are found, not listed: whatever package under `entrepot.dialects` has an `app` module with `build(door)` is
mounted at its own name, and the `dialect` of its `port` module is registered. Delete the package and it is gone.
"""

import asyncio
import contextlib
import errno
import gc
import importlib
import importlib.util
import re
import signal
import socket
import threading
import time
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from entrepot.actions.ports import Dialects
from entrepot.clock import Clock, SystemClock
from entrepot.errors import Unavailable
from entrepot.http import faults, files, health, setup, socketfile, tracing
from entrepot.http.coverage import unwrapped
from entrepot.http.door import Door
from entrepot.http.errors import SERVER_ADDRESS
from entrepot.http.gate import Gate, Gated
from entrepot.http.installed import background_of, dialect_names, register_installed
from entrepot.http.logs import configure
from entrepot.http.openapi import Listed, index
from entrepot.http.request_id import RequestId, request_id
from entrepot.http.server import ReasonProtocol
from entrepot.http.shield import Shielded
from entrepot.http.subapp import inexact_routes
from entrepot.settings import Settings
from entrepot.store.limits import Limits
from entrepot.store.store import Store
from entrepot.worker.runner import Runner

NATIVE = (("/api/v1", "entrepot.api.rest.app"),)
STOP_STEP_SECONDS = 0.02
LOCAL_COMMANDS = "entrepot.cli.local"


@dataclass(frozen=True, slots=True)
class Mounted:
    """A door that is open: where, and the application behind it."""

    mount: str
    app: ASGIApp


def door_names() -> dict[str, str]:
    """Every door there is: its name, and where it is mounted."""
    native = [("native API", mount) for mount, module in NATIVE if _exists(module)]
    return dict([*native, *((name, f"/{name}") for name in dialect_names())])


Places = Sequence[tuple[str, str]]


def open_doors(door: Door, places: Places | None = None) -> list[Mounted]:
    """Register every dialect's port, then build every door there is (or those of `places`: mount, module)."""
    names = dialect_names()
    register_installed(door.dialects)
    if places is None:
        places = [*NATIVE, *((f"/{name}", f"entrepot.dialects.{name}.app") for name in names)]
    opened = [
        Mounted(mount, importlib.import_module(module).build(door)) for mount, module in places if _exists(module)
    ]
    for mounted in opened:
        wrong = inexact_routes(unwrapped(mounted.app))
        if wrong:
            raise RuntimeError(f"routes of {mounted.mount} do not read bodies exactly: {', '.join(wrong)}")
    return opened


def _exists(module: str) -> bool:
    parent = module.rpartition(".")[0]
    if parent.count(".") and not _exists(parent):
        return False
    return importlib.util.find_spec(module) is not None


def open_store(settings: Settings, clock: Clock) -> Store:
    """The store the settings name, with their limits; raises the store's typed errors."""
    limits = Limits(
        waiting_writes=settings.write_queue, readers=settings.read_workers, read_seconds=settings.read_seconds
    )
    key = None if settings.secret_key is None else settings.secret_key.get_secret_value()
    return Store.open(settings.database_url, clock=clock, limits=limits, secret_key=key)


def create_app(
    settings: Settings, store: Store | None = None, clock: Clock | None = None, places: Places | None = None
) -> Starlette:
    """The whole server as an ASGI application.

    Without a store it opens the one the settings name (raising its typed errors) and closes it at shutdown; one that is
    handed in stays its owner's.
    """
    own = store is None
    held_clock = clock or SystemClock()
    held = open_store(settings, held_clock) if store is None else store
    door = Door(store=held, settings=settings, clock=held_clock)
    opened = open_doors(door, places)
    runner = Runner(background_of(door.store, door.dialects), settings=settings, clock=held_clock)
    listed = [_listed(mounted) for mounted in opened]
    where = [settings.public_url or f"http://{settings.host}:{settings.port}"]

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        del app
        if settings.worker:
            runner.start()
        try:
            yield
        finally:
            if settings.worker:
                await asyncio.to_thread(runner.stop, settings.shutdown_seconds)
            if own:
                held.close()

    async def front(request: Request) -> Response:
        return index(listed, request)

    async def nothing(request: Request, error: Exception) -> Response:
        known = faults.from_http(error, request)  # type: ignore[arg-type]
        return faults.plain(faults.fault_of(known, request_id()), request)

    app = Starlette(
        routes=[
            *(_DoorMount(mounted.mount, mounted.app) for mounted in opened),
            Route("/", front),
            *health.routes(door, lambda: runner.is_up),
            *files.routes(door),
            *setup.routes(door),
            *importlib.import_module(LOCAL_COMMANDS).routes(door, lambda: where[0]),
        ],
        middleware=[
            Middleware(
                RequestId,
                doors=tuple(mounted.mount for mounted in opened),
                access_log=settings.access_log,
                count=door.limits.count_actor,
            ),
            Middleware(Shielded),
            *tracing.layers(settings),
            Middleware(Gated, gate=door.gate),
            Middleware(faults.CrashGuard, render=faults.plain, door="root", judges_addresses=False),
        ],
        exception_handlers={404: nothing, 405: nothing},
        lifespan=lifespan,
    )
    app.state.door = door
    app.state.where = where
    app.state.runner = runner
    return app


def work(settings: Settings, store: Store, clock: Clock, stopped: threading.Event, *, once: bool = False) -> int:
    """Do background work on an open store until told to stop, or (`once`) what is due now; how many attempts then."""
    door = Door(store=store, settings=settings, clock=clock, dialects=register_installed(Dialects()))
    runner = Runner(background_of(door.store, door.dialects), settings=settings, clock=clock)
    if once:
        return runner.drain()
    runner.start()
    stopped.wait()
    runner.stop(settings.shutdown_seconds)
    return 0


class _DoorMount(Mount):
    """A mount that takes every path below it, also one that holds a line break: its door says what is wrong with it."""

    def __init__(self, path: str, app: ASGIApp) -> None:
        super().__init__(path, app)
        self.path_regex = re.compile(self.path_regex.pattern, re.DOTALL)


def _listed(mounted: Mounted) -> Listed:
    app = unwrapped(mounted.app)
    return Listed(app.title, mounted.mount, f"{mounted.mount}{app.openapi_url}")


class _Server(uvicorn.Server):
    """uvicorn's server, which also listens on a socket file and says when it is ready."""

    def __init__(
        self, config: uvicorn.Config, gate: Gate, socket_file: Path | None, ready: Callable[[str], None]
    ) -> None:
        super().__init__(config)
        self.gate = gate
        self.socket_file = socket_file
        self.ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.should_exit:
            return
        if self.socket_file is not None:
            await self._listen_on_file(self.socket_file)
        if sockets:
            self.ready(_url(sockets[0]))

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Finish what is under way while whatever comes new is answered 503, then close."""
        self.gate.leaving = True
        until = time.monotonic() + (self.config.timeout_graceful_shutdown or 0)
        while self.gate.under_way and time.monotonic() < until and not self.force_exit:  # noqa: ASYNC110 - cheaper than an event a request
            await asyncio.sleep(STOP_STEP_SECONDS)
        self.config.timeout_graceful_shutdown = max(1, round(until - time.monotonic()))
        await super().shutdown(sockets)

    async def _listen_on_file(self, path: Path) -> None:
        """Listen on a socket file that only this user may open."""
        listening = socket.socket(socket.AF_UNIX)
        socketfile.bind(listening, path)
        loop = asyncio.get_running_loop()
        self.servers.append(await loop.create_unix_server(self._protocol, sock=listening))

    def _protocol(self) -> ReasonProtocol:
        return ReasonProtocol(self.config, self.server_state, self.lifespan.state)


def _url(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def listening_on(settings: Settings) -> socket.socket:
    """A socket bound to the host and port of the settings; raises Unavailable when they cannot be had."""
    place = f"{settings.host}:{settings.port}"
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            settings.host.strip("[]"), settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        bound = socket.socket(family, kind, protocol)
    except OSError as error:
        raise Unavailable(SERVER_ADDRESS, f"{place} is no address to listen on: {error.strerror}.") from error
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
    except OSError as error:
        bound.close()
        taken = error.errno == errno.EADDRINUSE
        why = "another program listens there; stop it, or choose another --port" if taken else error.strerror
        raise Unavailable(SERVER_ADDRESS, f"The server cannot listen on {place}: {why}.") from error
    return bound


def serve(
    settings: Settings,
    *,
    store: Store | None = None,
    socket_file: Path | None = None,
    ready: Callable[[str], None] = lambda url: None,
    places: Places | None = None,
    listening: socket.socket | None = None,
) -> None:
    """Serve until told to stop (SIGINT, SIGTERM); `ready` is called with the base URL once connections are taken.

    One process, one event loop. `socket_file` is where local commands reach this server; `listening` is a socket that
    was bound before (see `listening_on`).
    """
    configure(settings)
    listening = listening or listening_on(settings)
    app = create_app(settings, store, places=places)
    if settings.public_url is None:
        app.state.where[0] = _url(listening)
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        loop="uvloop",
        http=ReasonProtocol,
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=settings.keep_alive_seconds,
        timeout_graceful_shutdown=settings.shutdown_seconds,
    )
    _settle_memory()
    signal.signal(signal.SIGTERM, lambda number, frame: None)  # uvicorn raises the signal again when it has shut down
    try:
        with contextlib.suppress(KeyboardInterrupt):
            _Server(config, app.state.door.gate, socket_file, ready).run(sockets=[listening])
    finally:
        if socket_file is not None:
            socket_file.unlink(missing_ok=True)


def _settle_memory() -> None:
    """Let the collector pass over what lives as long as the server, and look at the rest less often.

    A list of 50 orders makes a few thousand objects that die with the answer; at Python's own thresholds the
    collector walks them several times a request, which doubled the time of a list.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 50, 100)
