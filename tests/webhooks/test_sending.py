"""Sending outside: only to the address that was judged, under one deadline, with the name's certificate."""

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path

import pytest

from entrepot.book.webhooks.addresses import Reach, reach_of
from entrepot.clock import FixedClock
from entrepot.webhooks.sending import Sender
from tests.certificates import certificate
from tests.makers import MOMENT
from tests.receiver import Receiver, Reply, receiver

LOOPBACK = reach_of("127.0.0.0/8")
CLOCK = FixedClock(MOMENT)
NAME = "hooks.outside.example"


@pytest.fixture
def hook() -> Iterator[Receiver]:
    with receiver() as mine:
        yield mine


def test_a_name_that_leads_inside_is_not_called(hook: Receiver) -> None:
    sent = Sender(Reach(), CLOCK).post(hook.url.replace("http:", "https:"), b"{}", {}, 5)
    assert sent.status is None
    assert "127.0.0.1" in (sent.error or "")
    assert hook.received == []


@pytest.mark.parametrize("host", ["localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"])
def test_other_ways_to_write_an_address_inside_are_not_called_either(host: str, hook: Receiver) -> None:
    port = hook.url.split(":")[2].partition("/")[0]
    sent = Sender(Reach(), CLOCK).post(f"https://{host}:{port}/hook", b"{}", {}, 5)
    assert sent.error is not None
    assert hook.received == []


def test_one_bad_address_spoils_a_name() -> None:
    sender = Sender(Reach(), CLOCK, resolver=lambda host, port: ["198.41.0.4", "10.0.0.7"])
    sent = sender.post("https://rebinding.example/", b"{}", {}, 5)
    assert "10.0.0.7" in (sent.error or "")


def test_the_name_is_asked_for_once_and_the_judged_address_is_called(hook: Receiver) -> None:
    asked = []

    def resolver(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.1"]

    url = hook.url.replace("127.0.0.1", NAME)
    sent = Sender(LOOPBACK, CLOCK, resolver=resolver).post(url, b"{}", {}, 5)
    assert (sent.status, sent.address, asked) == (200, "127.0.0.1", [NAME])
    assert hook.received[0].headers["host"] == url.split("/")[2]


def test_plain_http_goes_only_to_networks_allowed_by_name() -> None:
    sender = Sender(LOOPBACK, CLOCK, resolver=lambda host, port: ["198.41.0.4"])
    assert sender.post("http://public.example/", b"{}", {}, 5).error == "webhooks are sent over https only"


@pytest.mark.parametrize("reply", [Reply(200, wait=30), Reply(200, body=b"x" * 600, drip=0.1)])
def test_an_answer_that_does_not_end_is_cut_off(hook: Receiver, reply: Reply) -> None:
    hook.replies = [reply]
    begun = time.monotonic()
    sent = Sender(LOOPBACK, CLOCK).post(hook.url, b"{}", {}, 0.7)
    assert time.monotonic() - begun < 5
    assert (sent.status, sent.error) == (None, "no complete answer within 0.7 seconds")


def test_headers_that_drip_are_cut_off() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        begun = time.monotonic()
        sent = Sender(LOOPBACK, CLOCK).post(f"http://127.0.0.1:{port}/", b"{}", {}, 0.5)
    assert time.monotonic() - begun < 5
    assert sent.status is None


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("120", 120), ("0", 0), ("soon", None), ("-5", None), ("Mon, 02 Mar 2026 09:31:00 GMT", 60),
        ("Mon, 02 Mar 2020 09:31:00 GMT", 0), ("9" * 400, 999_999_999),
    ],
)  # fmt: skip
def test_when_to_come_again_is_read_in_both_forms(hook: Receiver, text: str, seconds: int | None) -> None:
    hook.replies = [Reply(503, {"Retry-After": text})]
    assert Sender(LOOPBACK, CLOCK).post(hook.url, b"{}", {}, 5).retry_after == seconds


def test_an_answer_that_is_no_text_is_kept_readable(hook: Receiver) -> None:
    hook.replies = [Reply(200, body=b"\xff\x00ok")]
    assert Sender(LOOPBACK, CLOCK).post(hook.url, b"{}", {}, 5).answer == "\ufffd\ufffdok"


def test_what_is_no_http_is_a_failure() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        def answer() -> None:
            line, _ = server.accept()
            with line:
                line.recv(4096)
                line.sendall(b"220 mail.example ESMTP\r\n\r\n")

        thread = threading.Thread(target=answer)
        thread.start()
        sent = Sender(LOOPBACK, CLOCK).post(f"http://127.0.0.1:{port}/", b"{}", {}, 5)
        thread.join()
    assert sent.status is None
    assert "BadStatusLine" in (sent.error or "")


# --- TLS --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [NAME, "other.example"])
def test_the_certificate_must_be_the_names(tmp_path: Path, name: str) -> None:
    pem = certificate(tmp_path, name)
    asked: list[str | None] = []

    def prepare(server: ThreadingHTTPServer) -> str:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(pem)
        context.sni_callback = lambda line, host, _: asked.append(host)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        return "https"

    trusting = ssl.create_default_context(cafile=str(pem))
    with receiver(prepare) as hook:
        sender = Sender(LOOPBACK, CLOCK, resolver=lambda host, port: ["127.0.0.1"], context=lambda: trusting)
        sent = sender.post(hook.url.replace("127.0.0.1", NAME), b"{}", {}, 5)
    assert asked == [NAME]
    if name == NAME:
        assert (sent.status, sent.answer) == (200, "ok")
        assert hook.received[0].headers["host"].startswith(NAME)
    else:
        assert sent.status is None
        assert "certificate" in (sent.error or "").lower()
        assert hook.received == []


def test_addresses_are_compared_as_numbers() -> None:
    assert ip_address("::ffff:127.0.0.1") != ip_address("127.0.0.1")
    assert LOOPBACK.by_name("::ffff:127.0.0.1")
