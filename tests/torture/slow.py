"""Clients that dawdle: headers byte by byte, bodies that never come, answers nobody reads. The others do not wait."""

import contextlib
import socket
import threading
import time
from pathlib import Path

from tests.server import running
from tests.torture.wire import ORDERS, Line, new_world, order_body

SLOWEST_SECONDS = 10.0


def run(folder: Path, dawdlers: int, orders: int) -> tuple[int, float, list[str]]:
    """So many dawdlers of three kinds, and one client at work: its orders, the longest wait in seconds, faults."""
    database = folder / "book.sqlite3"
    world = new_world(database)
    faults: list[str] = []
    longest, made = 0.0, 0
    until = threading.Event()
    with running(database, settings={"shutdown_seconds": 1}) as server, contextlib.ExitStack() as open_lines:
        held = [
            open_lines.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=30))
            for _ in range(dawdlers)
        ]
        for number, line in enumerate(held):
            line.sendall(_beginning(number % 3, world.secret))
        dripping = threading.Thread(target=_drip, args=(held[::3], until), daemon=True)
        dripping.start()
        with Line(server.port, world.secret) as working:
            for _ in range(orders):
                began = time.monotonic()
                status, answer = working.ask("POST", ORDERS, order_body(world))
                longest = max(longest, time.monotonic() - began)
                made += status == 201
                if status != 201:
                    faults.append(f"{status} {answer}")
        until.set()
        dripping.join(10)
        if server.stop() != 0:
            faults.append("the server did not end in good order")
    if longest > SLOWEST_SECONDS:
        faults.append(f"an order waited {longest:.1f} s")
    return made, longest, faults


def _beginning(kind: int, secret: str) -> bytes:
    head = f"Host: x\r\nAuthorization: Bearer {secret}\r\n"
    if kind == 0:
        return b"GET /api/v1/purcha"
    if kind == 1:
        return (
            f"POST {ORDERS} HTTP/1.1\r\n{head}Content-Type: application/json\r\nContent-Length: 900\r\n\r\n{{".encode()
        )
    return f"GET /openapi.json HTTP/1.1\r\n{head}\r\n".encode() * 20


def _drip(lines: list[socket.socket], until: threading.Event) -> None:
    while not until.wait(0.2):
        for line in lines:
            with contextlib.suppress(OSError):
                line.sendall(b"x")
