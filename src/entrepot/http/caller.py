"""Calling other servers: HTTP with the standard library alone, one connection kept open, exact numbers.

A call that only reads is tried again when the connection breaks or the server is busy; one that writes is not, since
nobody can tell whether it was carried out. "Too many calls" is waited out, a token that ran out is renewed once.
"""

import contextlib
import json
import socket
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Any
from urllib.parse import SplitResult, urlencode, urlsplit

from entrepot.book.exchange.errors import (
    EXCHANGE_BROKEN,
    EXCHANGE_LIMITED,
    EXCHANGE_REFUSED,
    EXCHANGE_SIGN_IN,
    EXCHANGE_UNREACHABLE,
    EXCHANGE_UNREADABLE,
    EXCHANGE_URL,
)
from entrepot.book.webhooks.addresses import Reach
from entrepot.errors import (
    Conflict,
    EntrepotError,
    Failed,
    FieldError,
    Forbidden,
    Invalid,
    Limited,
    NotFound,
    Unauthenticated,
    Unavailable,
)
from entrepot.http.answer import number_bytes

LONGEST_ANSWER = 64 * 1024 * 1024
TRIES = 4
LONGEST_PAUSE = 60
USUAL_PAUSE = 5
BUSY = frozenset({502, 503, 504})
READING = frozenset({"GET", "HEAD"})
Headers = Mapping[str, str]
Query = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Complaint:
    """What an error answer of a dialect says: its sentence, and the fields it names."""

    message: str | None = None
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Manners:
    """How a dialect is spoken: how to sign in (the headers of every later call), and how its error answers read.

    `rule_statuses` are those by which it refuses for reasons of its own rules besides 400, 409 and 422.
    """

    sign_in: Callable[["Caller"], Headers]
    complaint: Callable[[Any], Complaint]
    rule_statuses: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: its status, its body as a JSON document (None when empty) and the seconds it asks to wait."""

    status: int
    document: Any
    wait: int | None


class Caller:
    """One connection to one server."""

    def __init__(
        self,
        url: str,
        manners: Manners,
        *,
        seconds: float = 30,
        reach: Reach | None = None,
        pause: Callable[[float], object] = time.sleep,
    ) -> None:
        """`seconds` is the longest a call may take, `reach` where it may go (None: anywhere); raises Invalid for an
        address that is none.
        """
        self._reach = reach
        self._place = place_of(url)
        self._manners = manners
        self._seconds = seconds
        self._pause = pause
        self._open: HTTPConnection | None = None
        self._signed: Headers | None = None

    @property
    def url(self) -> str:
        """The base URL without a slash at its end; the same server has one spelling."""
        return f"{self._place.scheme}://{self._place.netloc.rpartition('@')[2].lower()}{self._place.path.rstrip('/')}"

    def get(self, path: str, query: Query | None = None) -> Any:  # noqa: ANN401 - a JSON document
        """What a reading call answers."""
        return self.call("GET", path, query=query)

    def call(self, method: str, path: str, body: object = None, *, query: Query | None = None) -> Any:  # noqa: ANN401
        """The document of a call by whoever is signed in; raises the house's errors."""
        reply = self._as_signed_in(method, path, body, query)
        if reply.status == 401:  # the token ran out
            self._signed = None
            reply = self._as_signed_in(method, path, body, query)
        if reply.status == 401:
            self._signed = None
            raise Unauthenticated(EXCHANGE_SIGN_IN, self._manners.complaint(reply.document).message)
        if reply.status >= 300:
            raise self.fault(reply)
        return reply.document

    def _as_signed_in(self, method: str, path: str, body: object, query: Query | None) -> Reply:
        if self._signed is None:
            self._signed = self._manners.sign_in(self)
        return self.send(method, path, body, headers=self._signed, query=query)

    def send(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        headers: Headers | None = None,
        query: Query | None = None,
        form: Mapping[str, str] | None = None,
    ) -> Reply:
        """One call and its answer, whatever its status; waits while the server asks for patience."""
        raw, kind = _written(body, form)
        sent = {"Accept": "application/json", **({"Content-Type": kind} if kind else {}), **(headers or {})}
        address = self._address(path, query)
        for attempt in range(1, TRIES + 1):
            again = attempt < TRIES
            try:
                reply = self._once(method, address, raw, sent)
            except (OSError, HTTPException) as error:
                self.close()
                if again and method in READING:
                    self._pause(attempt)
                    continue
                raise Unavailable(EXCHANGE_UNREACHABLE, f"{self.url} cannot be reached: {error}.") from error
            limited = reply.status == 429 or (reply.status in BUSY and method in READING)
            if not (limited and again):
                return reply
            self._pause(min(reply.wait if reply.wait is not None else USUAL_PAUSE, LONGEST_PAUSE))
        raise AssertionError("every try answers or raises")

    def fault(self, reply: Reply) -> EntrepotError:
        """The house's error for an error answer."""
        said = self._manners.complaint(reply.document)
        message = said.message or f"The other server answered {reply.status}."
        fields = [FieldError((name,), EXCHANGE_REFUSED, text) for name, text in said.fields]
        status = reply.status
        if status in self._manners.rule_statuses and said.message:
            return Invalid(EXCHANGE_REFUSED, message, fields=fields)
        if status == 429:
            return Limited(EXCHANGE_LIMITED, message, retry_after=reply.wait)
        if status >= 500:
            return Unavailable(EXCHANGE_BROKEN, message, retry_after=reply.wait)
        kinds = {401: Unauthenticated, 403: Forbidden, 404: NotFound, 409: Conflict, 400: Invalid, 422: Invalid}
        return kinds.get(status, Failed)(EXCHANGE_REFUSED, message, fields=fields)

    def close(self) -> None:
        """Let the connection go; the next call opens another."""
        if self._open is not None:
            self._open.close()
            self._open = None

    def _once(self, method: str, address: str, raw: bytes | None, headers: Headers) -> Reply:
        if method not in READING:
            self.close()  # a connection that idled may be dead, and a write is never sent twice
        if self._open is None:
            self._open = _connection(self._place, self._seconds, self._reach)
        self._open.request(method, address, raw, dict(headers))
        answer = self._open.getresponse()
        content = answer.read(LONGEST_ANSWER + 1)
        if len(content) > LONGEST_ANSWER:
            self.close()
            raise Failed(EXCHANGE_UNREADABLE, f"{self.url} answered more than {LONGEST_ANSWER} bytes.")
        if answer.will_close:
            self.close()
        return Reply(answer.status, _document(answer, content), _wait(answer.getheader("Retry-After")))

    def _address(self, path: str, query: Query | None) -> str:
        base = self._place.path.rstrip("/")
        given = {name: value for name, value in (query or {}).items() if value is not None}
        return f"{base}{path}?{urlencode(given)}" if given else f"{base}{path}"


def place_of(url: str) -> SplitResult:
    """The parts of a base URL; raises Invalid for one that is no http or https address."""
    place = urlsplit("")
    with contextlib.suppress(ValueError):
        read = urlsplit(url.strip())
        place = read if read.port is None or read.port > 0 else place
    if place.scheme not in ("http", "https") or not place.hostname or place.query or place.fragment:
        raise Invalid(EXCHANGE_URL, f"{url!r} is no address of a server: http://… or https://… is expected.")
    return place


def _connection(place: SplitResult, seconds: float, reach: Reach | None) -> HTTPConnection:
    host = str(place.hostname)
    made = (
        HTTPSConnection(host, place.port, timeout=seconds, context=ssl.create_default_context())
        if place.scheme == "https"
        else HTTPConnection(host, place.port, timeout=seconds)
    )
    if reach is not None:
        made._create_connection = _judged(reach, plain=place.scheme == "http")  # type: ignore[attr-defined]
    return made


def _judged(reach: Reach, *, plain: bool) -> Callable[..., socket.socket]:
    """Opens connections to addresses that may be called only, so that a name cannot point elsewhere meanwhile."""

    def create(address: tuple[str, int], timeout: float, source: object = None) -> socket.socket:
        del source
        for *_, found in socket.getaddrinfo(*address, type=socket.SOCK_STREAM):
            name = str(found[0])
            if reach.by_name(name) or (reach.allows(name) and not plain):
                return socket.create_connection((name, address[1]), timeout)
        raise Forbidden(EXCHANGE_URL, f"{address[0]} is no address that may be called from here.")

    return create


def _written(body: object, form: Mapping[str, str] | None) -> tuple[bytes | None, str | None]:
    if form is not None:
        return urlencode(form).encode(), "application/x-www-form-urlencoded"
    if body is None:
        return None, None
    return number_bytes(body), "application/json"


def _document(answer: HTTPResponse, content: bytes) -> Any:  # noqa: ANN401 - a JSON document
    if not content.strip():
        return None
    try:
        return json.loads(content, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        if answer.status >= 300:
            return None
        raise Failed(EXCHANGE_UNREADABLE, "The other server's answer is no JSON. Is the URL right?") from error


def _wait(text: str | None) -> int | None:
    return int(text) if text is not None and text.strip().isascii() and text.strip().isdigit() else None
