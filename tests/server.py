"""Servers for tests: a process of its own on a free port of the loopback, or the application inside this process."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from starlette.testclient import TestClient

from entrepot.app import Places, create_app, open_store
from entrepot.clock import Clock, SystemClock
from entrepot.http.socketfile import socket_file_of
from entrepot.settings import Settings

SECONDS_TO_START = 40
ROOT = Path(__file__).resolve().parent.parent


@dataclass
class RunningServer:
    """A server process: where it answers, where its book and its log are."""

    process: subprocess.Popen[str]
    url: str
    database: Path
    log: list[str] = field(default_factory=list)

    @property
    def socket_file(self) -> Path:
        return socket_file_of(self.database)

    @property
    def port(self) -> int:
        return int(self.url.rsplit(":", 1)[1])

    def stop(self) -> int:
        """Ask it to end as an operator would; its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self._ended()

    def kill(self) -> int:
        """Take the power away."""
        self.process.kill()
        return self._ended()

    def _ended(self) -> int:
        try:
            return self.process.wait(30)
        finally:
            for stream in (self.process.stdout, self.process.stderr):
                if stream is not None:
                    with contextlib.suppress(ValueError):
                        stream.close()


def start_server(
    database: Path, *, settings: Mapping[str, object] = {}, doors: Places = (), command: Sequence[str] = ()
) -> RunningServer:
    """A real server on `database`, ready to answer; `settings` as in `Settings`, `doors` are (mount, module) pairs.

    `command` replaces `python -m tests.launch`; it must print the base URL first.
    """
    given = {"database_url": f"sqlite:///{database}", "host": "127.0.0.1", "port": 0, **settings}
    environment = {**os.environ, **{f"ENTREPOT_{name.upper()}": str(value) for name, value in given.items()}}
    started = [*command] or [sys.executable, "-m", "tests.launch", *(f"{mount}={module}" for mount, module in doors)]
    process = subprocess.Popen(
        started, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    server = RunningServer(process, "", database)
    reading = threading.Thread(target=_collect, args=(process, server.log), daemon=True)
    reading.start()
    timer = threading.Timer(SECONDS_TO_START, process.kill)
    timer.start()
    try:
        server.url = process.stdout.readline().strip() if process.stdout else ""
    finally:
        timer.cancel()
    if not server.url.startswith("http://"):
        process.kill()
        reading.join(10)
        server.kill()
        raise AssertionError(f"the server did not start: {''.join(server.log)}")
    return server


def _collect(process: "subprocess.Popen[str]", log: list[str]) -> None:
    with contextlib.suppress(ValueError):
        log.extend(process.stderr or ())


@contextlib.contextmanager
def running(database: Path, **options: object) -> Iterator[RunningServer]:
    """`start_server`, ended with the block."""
    server = start_server(database, **options)  # type: ignore[arg-type]
    try:
        yield server
    finally:
        if server.process.poll() is None:
            server.stop()


@contextlib.contextmanager
def inside(
    database: Path, *, clock: Clock | None = None, places: Places | None = None, **settings: object
) -> Iterator[TestClient]:
    """A client of the application inside this process, on its own store; a crash that leaves it is raised here."""
    chosen = Settings(database_url=f"sqlite:///{database}", **settings)  # type: ignore[arg-type]
    store = open_store(chosen, clock or SystemClock())
    try:
        app = create_app(chosen, store, clock, places)
        with TestClient(app, base_url="http://testserver") as client:
            yield client
    finally:
        store.close()
