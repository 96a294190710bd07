"""Calling a server that is slow, busy, forgetful or no server at all: what the caller makes of it."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

import pytest

from entrepot.errors import Conflict, EntrepotError, Failed, Forbidden, Invalid, Kind, Limited, NotFound, Unavailable
from entrepot.http.answer import number
from entrepot.http.caller import LONGEST_PAUSE, TRIES, Caller, Complaint, Manners, place_of

Answer = tuple[int, dict[str, str], bytes]


class Server(ThreadingHTTPServer):
    """Gives the answers it was handed, one after the other (the last again and again), and keeps what it was asked."""

    daemon_threads = True

    def __init__(self, answers: list[Answer]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers, self.asked = answers, list[tuple[str, str, str | None, bytes]]()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/base/"


class Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.asked.append((self.command, self.path, self.headers.get("Authorization"), body))
        status, headers, content = (
            self.server.answers.pop(0) if len(self.server.answers) > 1 else self.server.answers[0]
        )
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_POST = do_GET  # noqa: N815 - the library's name

    def log_message(self, format: str, *args: Any) -> None:
        """Nobody reads it."""


@contextmanager
def serving(*answers: Answer) -> Iterator[Server]:
    with Server(list(answers)) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def answer(status: int, document: object = None, **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return status, named, b"" if document is None else json.dumps(document).encode()


class Session:
    """A caller whose tokens are numbered, and the pauses it was made to take."""

    def __init__(self, url: str, **more: Any) -> None:
        self.tokens, self.pauses = 0, list[float]()
        manners = Manners(self._sign_in, lambda document: Complaint((document or {}).get("message")), **more)
        self.caller = Caller(url, manners, seconds=5, pause=self.pauses.append)

    def _sign_in(self, caller: Caller) -> dict[str, str]:
        del caller
        self.tokens += 1
        return {"Authorization": f"Bearer {self.tokens}"}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *args: object) -> None:
        self.caller.close()


def test_a_token_that_ran_out_is_renewed_once_and_the_call_made_again() -> None:
    with serving(answer(401), answer(200, {"a": 1})) as server, Session(server.url) as session:
        assert session.caller.call("POST", "/orders", {"b": 2}) == {"a": 1}
        assert [asked[2] for asked in server.asked] == ["Bearer 1", "Bearer 2"]
        assert server.asked[1][:2] == ("POST", "/base/orders")


def test_a_token_that_is_refused_again_is_the_end() -> None:
    with serving(answer(401, {"message": "Not Valid Token"})) as server, Session(server.url) as session:
        with pytest.raises(EntrepotError, match="Not Valid Token") as refused:
            session.caller.get("/orders")
        assert refused.value.kind is Kind.UNAUTHENTICATED
        assert len(server.asked) == 2


def test_too_many_calls_are_waited_out_as_long_as_the_server_asks() -> None:
    busy = (answer(429, Retry_After="7"), answer(429, Retry_After="900"))
    with serving(*busy, answer(200, [])) as server, Session(server.url) as session:
        assert session.caller.call("POST", "/orders", {}) == []
        assert session.pauses == [7, LONGEST_PAUSE]


def test_a_server_that_stays_busy_is_given_up_with_the_seconds_it_asked_for() -> None:
    with serving(answer(429, Retry_After="3")) as server, Session(server.url) as session:
        with pytest.raises(Limited) as limited:
            session.caller.get("/orders")
        assert limited.value.retry_after == 3
        assert len(server.asked) == TRIES


def test_reading_is_tried_again_and_writing_is_not() -> None:
    with serving(answer(503), answer(200, {})) as server, Session(server.url) as session:
        assert session.caller.get("/orders", {"page": 2, "text": "a&b", "none": None}) == {}
        assert server.asked[1][1] == "/base/orders?page=2&text=a%26b"
    with serving(answer(503)) as server, Session(server.url) as session:
        with pytest.raises(Unavailable):
            session.caller.call("POST", "/orders", {})
        assert len(server.asked) == 1


def test_nobody_there_is_said_after_a_few_tries() -> None:
    with Session("http://127.0.0.1:1") as session:
        with pytest.raises(Unavailable, match="cannot be reached"):
            session.caller.get("/orders")
        assert len(session.pauses) == TRIES - 1


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, Invalid),
        (422, Invalid),
        (403, Forbidden),
        (404, NotFound),
        (409, Conflict),
        (500, Unavailable),
        (302, Failed),
    ],
)
def test_an_error_answer_becomes_the_houses_error_in_the_servers_words(status: int, kind: type[EntrepotError]) -> None:
    said = answer(status, {"message": "because"})
    with serving(said) as server, Session(server.url) as session, pytest.raises(kind, match="because"):
        session.caller.call("POST", "/orders", {})


def test_a_rule_that_is_told_by_a_crash_status_is_still_a_rule() -> None:
    rules = frozenset({500})
    with serving(answer(500, {"message": "Quantity"})) as server, Session(server.url, rule_statuses=rules) as session:
        with pytest.raises(Invalid) as error:
            session.caller.call("POST", "/orders", {})
        assert error.value.message == "Quantity"


def test_numbers_arrive_and_leave_digit_by_digit() -> None:
    with serving((200, {}, b'{"price": 0.10000000000000000001}')) as server, Session(server.url) as session:
        read = session.caller.call("POST", "/orders", {"price": number(Decimal("4.350"), 0)})
        assert read == {"price": Decimal("0.10000000000000000001")}
        assert server.asked[0][3] == b'{"price":4.35}'


def test_an_answer_that_is_no_json_is_no_answer() -> None:
    with serving((200, {}, b"<html>")) as server, Session(server.url) as session:
        with pytest.raises(Failed) as error:
            session.caller.get("/orders")
        assert "no JSON" in error.value.message


@pytest.mark.parametrize(
    "url", ["", "host", "ftp://host", "http://", "http://host:99999", "http://host/?a=1", "http://[x"]
)
def test_what_is_no_address_is_refused_before_anything_is_sent(url: str) -> None:
    with pytest.raises(Invalid):
        place_of(url)
