"""A receiver of webhooks: a real HTTP server on loopback that notes what it is sent and answers as it is told."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Received:
    """One request as it came in."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Reply:
    """How the receiver answers: a status, headers, a body; `drip` seconds between its bytes, `wait` before it."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b"ok"
    wait: float = 0
    drip: float = 0


class Receiver:
    """Where the server is, what came in, and how the next requests are answered (the last reply stays)."""

    def __init__(self) -> None:
        self.received: list[Received] = []
        self.replies: list[Reply] = []
        self.url = ""
        self._lock = threading.Lock()

    def note(self, received: Received) -> Reply:
        with self._lock:
            self.received.append(received)
            if len(self.replies) > 1:
                return self.replies.pop(0)
            return self.replies[0] if self.replies else Reply()

    def wait_for(self, count: int, seconds: float = 20) -> list[Received]:
        until = time.monotonic() + seconds
        while len(self.received) < count and time.monotonic() < until:
            time.sleep(0.01)
        assert len(self.received) >= count, f"{len(self.received)} of {count} requests came in"
        return self.received


@contextmanager
def receiver(
    prepare: Callable[[ThreadingHTTPServer], str] = lambda server: "http", *, port: int = 0
) -> Iterator[Receiver]:
    """A running receiver; `prepare` may wrap its socket and says the scheme."""
    mine = Receiver()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            reply = mine.note(Received(self.path, {k.lower(): v for k, v in self.headers.items()}, body))
            try:
                time.sleep(reply.wait)
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(reply.body)))
                self.end_headers()
                pieces = [reply.body] if not reply.drip else [bytes([each]) for each in reply.body]
                for piece in pieces:
                    self.wfile.write(piece)
                    self.wfile.flush()
                    time.sleep(reply.drip)
            except OSError:
                self.close_connection = True  # the sender has hung up

        def log_message(self, format: str, *args: Any) -> None:
            del format, args

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: Any, client_address: Any) -> None:
            del request, client_address

    server = Server(("127.0.0.1", port), Handler)
    scheme = prepare(server)
    mine.url = f"{scheme}://127.0.0.1:{server.server_port}/hook"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield mine
    finally:
        server.shutdown()
        server.server_close()
