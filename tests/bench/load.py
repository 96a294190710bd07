"""A load generator: keep-alive connections on their own core that send prepared bytes and read whole answers."""

import asyncio
import socket
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Prepared = Callable[[int], bytes]


@dataclass(frozen=True)
class Figure:
    """What one round measured: requests answered per second, and the answers' status codes by count."""

    per_second: float
    statuses: dict[int, int]


def request(method: str, path: str, headers: Sequence[tuple[str, str]] = (), body: bytes = b"") -> bytes:
    """One HTTP/1.1 request as bytes."""
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", *(f"{name}: {value}" for name, value in headers)]
    if body:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + body


class _Line(asyncio.Protocol):
    """One connection: sends the next prepared request as soon as an answer is whole."""

    def __init__(self, prepared: Prepared, take: Callable[[], int | None], done: asyncio.Event) -> None:
        self.prepared, self.take, self.done = prepared, take, done
        self.buffer = bytearray()
        self.statuses: dict[int, int] = {}

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        sock = transport.get_extra_info("socket")
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.send()

    def send(self) -> None:
        index = self.take()
        if index is None:
            self.done.set()
        else:
            self.transport.write(self.prepared(index))  # type: ignore[attr-defined]

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        end = self.buffer.find(b"\r\n\r\n")
        if end < 0:
            return
        head = bytes(self.buffer[:end]).lower()
        at = head.find(b"content-length:")
        length = int(head[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
        if len(self.buffer) < end + 4 + length:
            return
        status = int(head[9:12])
        self.statuses[status] = self.statuses.get(status, 0) + 1
        del self.buffer[: end + 4 + length]
        self.send()

    def connection_lost(self, error: Exception | None) -> None:
        self.done.set()


async def _drive(port: int, prepared: Prepared, count: int, connections: int) -> Figure:
    left = iter(range(count))

    def take() -> int | None:
        return next(left, None)

    loop = asyncio.get_running_loop()
    events = [asyncio.Event() for _ in range(connections)]
    began = time.perf_counter()
    lines = [
        (await loop.create_connection(lambda event=event: _Line(prepared, take, event), "127.0.0.1", port))[1]  # type: ignore[misc]
        for event in events
    ]
    await asyncio.gather(*(event.wait() for event in events))
    took = time.perf_counter() - began
    statuses: dict[int, int] = {}
    for line in lines:
        line.transport.close()
        for status, times in line.statuses.items():
            statuses[status] = statuses.get(status, 0) + times
    return Figure(sum(statuses.values()) / took, statuses)


def drive(port: int, prepared: Prepared, count: int, connections: int = 16) -> Figure:
    """Send `count` prepared requests over that many connections and wait for every answer."""
    return asyncio.run(_drive(port, prepared, count, connections))
