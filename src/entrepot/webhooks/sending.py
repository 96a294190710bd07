"""Sending one request to an address outside, and only to one that was judged.

The name is resolved once, every address of the answer is judged (one bad address spoils the answer), and the
connection is made to the very address that was judged: the name server is not asked again. Host header and TLS name
are the name's. No redirect is followed, no proxy is used, and the whole exchange has one deadline.
"""

import io
import socket
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from functools import cache
from http.client import HTTPConnection, HTTPException, HTTPResponse
from time import monotonic
from typing import Any
from urllib.parse import SplitResult

from entrepot.book.webhooks.addresses import Reach
from entrepot.book.webhooks.draft import split
from entrepot.book.webhooks.endpoint import ANSWER_BYTES
from entrepot.clock import Clock

Resolve = Callable[[str, int], list[str]]
PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of a request: the status and the start of the answer, or why there was none."""

    milliseconds: int
    address: str | None = None
    status: int | None = None
    answer: str | None = None
    error: str | None = None
    retry_after: int | None = None


class Unsafe(Exception):
    """Not sent: the address may not be reached from here."""


def resolve(host: str, port: int) -> list[str]:
    """Every address the name stands for; raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


@cache
def usual_context() -> ssl.SSLContext:
    """TLS as the system trusts it, certificate and name checked."""
    return ssl.create_default_context()


@dataclass(frozen=True, slots=True)
class Sender:
    """Sends requests. `reach` is where they may go; `resolver` and `context` are the system's own unless given."""

    reach: Reach
    clock: Clock
    resolver: Resolve = resolve
    context: Callable[[], ssl.SSLContext] = field(default=usual_context)

    def post(self, url: str, body: bytes, headers: Mapping[str, str], seconds: float) -> Sent:
        """POST `body` within `seconds` in all; whatever goes wrong is told in the answer."""
        started = monotonic()
        address: str | None = None
        try:
            parts = split(url)
            if parts is None:
                raise Unsafe("this is no address that can be sent to")
            address = self.address_of(parts)
            return self._exchange(parts, address, body, headers, started, started + seconds)
        except Unsafe as error:
            why = str(error)
        except TimeoutError:
            why = f"no complete answer within {seconds:g} seconds"
        except (OSError, HTTPException, UnicodeError, ValueError) as error:
            why = f"{type(error).__name__}: {error}"[:500]
        return Sent(_milliseconds(started), address, error=why)

    def address_of(self, parts: SplitResult) -> str:
        """The one address to connect to; raises Unsafe when any address of the name is not allowed, or OSError."""
        host = parts.hostname or ""
        addresses = self.resolver(host, parts.port or PORTS[parts.scheme])
        if not addresses:
            raise Unsafe(f"{host} has no address")
        for address in addresses:
            if not self.reach.allows(address):
                raise Unsafe(f"{host} leads to {address}, which webhooks are not sent to")
            if parts.scheme == "http" and not self.reach.by_name(address):
                raise Unsafe("webhooks are sent over https only")
        return addresses[0]

    def _exchange(
        self,
        parts: SplitResult,
        address: str,
        body: bytes,
        headers: Mapping[str, str],
        started: float,
        until: float,
    ) -> Sent:
        line = self._connected(parts, address, until)
        try:
            connection = HTTPConnection(parts.hostname or "", parts.port or PORTS[parts.scheme])
            connection.sock = _Timed(line, until)
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.putrequest("POST", path, skip_host=True, skip_accept_encoding=True)
            for name, value in {"Host": parts.netloc, "Connection": "close", **headers}.items():
                connection.putheader(name, value)
            connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body)
            response = connection.getresponse()
            answer = _start_of(response)
            asked = self._asked(response.getheader("Retry-After"))
            return Sent(_milliseconds(started), address, response.status, answer, None, asked)
        finally:
            line.close()

    def _connected(self, parts: SplitResult, address: str, until: float) -> socket.socket:
        port = parts.port or PORTS[parts.scheme]
        line = socket.create_connection((address, port), timeout=_left(until))
        if parts.scheme == "http":
            return line
        try:
            line.settimeout(_left(until))
            return self.context().wrap_socket(line, server_hostname=parts.hostname)
        except BaseException:
            line.close()
            raise

    def _asked(self, text: str | None) -> int | None:
        """The seconds a Retry-After asks to wait, written as a number or as a date."""
        if text is None:
            return None
        if text.strip().isdigit():
            return min(int(text.strip()[:9]), 1 << 30)
        try:
            moment = parsedate_to_datetime(text)
            return max(0, int((moment - self.clock.now()).total_seconds()))
        except (TypeError, ValueError):
            return None


class _Timed:
    """A socket for `http.client` whose every step is cut off at one deadline, however slowly the bytes drip."""

    def __init__(self, line: socket.socket, until: float) -> None:
        self._line, self._until = line, until

    def sendall(self, data: Any) -> None:  # noqa: ANN401 - what http.client sends
        self._line.settimeout(_left(self._until))
        self._line.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        del mode
        return io.BufferedReader(_Arriving(self._line, self._until))

    def close(self) -> None:
        """Nothing: the answer may still be read; whoever opened the line closes it."""


class _Arriving(io.RawIOBase):
    """The bytes that arrive, until the deadline."""

    def __init__(self, line: socket.socket, until: float) -> None:
        self._line, self._until = line, until

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - a writable buffer
        self._line.settimeout(_left(self._until))
        return self._line.recv_into(buffer)


def _start_of(response: HTTPResponse) -> str:
    """The first 64 KiB of the answer as text; the rest is not read."""
    body = response.read(ANSWER_BYTES)
    return body.decode("utf-8", "replace").replace("\x00", "\ufffd")


def _left(until: float) -> float:
    left = until - monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _milliseconds(started: float) -> int:
    return round((monotonic() - started) * 1000)
