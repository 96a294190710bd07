"""The reason phrase and the socket file, seen from the other end of a raw socket."""

import http.client
import re
import socket
import stat

import pytest
from starlette.requests import Request
from starlette.testclient import TestClient

from entrepot.http.server import REASON, came_by_socket_file, with_reason
from tests.server import RunningServer


def exchange(server: RunningServer, request: str) -> list[bytes]:
    """Everything the server sends back to some pipelined requests, the last of which closes the connection."""
    with socket.create_connection(("127.0.0.1", server.port), 10) as connection:
        connection.sendall(request.replace("\n", "\r\n").encode())
        received = b""
        while piece := connection.recv(65536):
            received += piece
    return re.findall(rb"HTTP/1\.1 [^\r]*", received)


REFUSE = "POST /sample/Orders/1/Refuse/unauthenticated/ HTTP/1.1\nHost: x\n"
READ = "GET /sample/Orders/1 HTTP/1.1\nHost: x\n"


def test_a_door_sends_its_own_reason_phrase(server: RunningServer) -> None:
    assert exchange(server, f"{REFUSE}Connection: close\n\n") == [b"HTTP/1.1 401 Sign in first"]


def test_other_answers_on_the_same_connection_keep_the_standard_phrase(server: RunningServer) -> None:
    lines = exchange(server, f"{READ}\n{REFUSE}\n{READ}\n{REFUSE}Connection: close\n\n")
    assert lines == [
        b"HTTP/1.1 200 OK",
        b"HTTP/1.1 401 Sign in first",
        b"HTTP/1.1 200 OK",
        b"HTTP/1.1 401 Sign in first",
    ]


def test_a_client_library_reads_the_phrase(server: RunningServer) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.request("POST", "/sample/Orders/1/Refuse/unauthenticated/")
    answer = connection.getresponse()
    assert (answer.status, answer.reason, answer.read()[:10]) == (401, "Sign in first", b'{"sample":')
    connection.close()


def test_a_server_without_the_extension_sends_the_standard_phrase(client: TestClient) -> None:
    answer = client.post("/sample/Orders/1/Refuse/unauthenticated/")
    assert (answer.status_code, answer.reason_phrase) == (401, "Unauthorized")


def test_a_phrase_cannot_smuggle_a_header() -> None:
    said: list[str] = []

    def setter(phrase: str) -> None:
        said.append(phrase)

    request = Request({"type": "http", "extensions": {REASON: setter}, "headers": []})
    assert with_reason(request, "Invalid token")
    assert said == ["Invalid token"]


@pytest.mark.parametrize("phrase", ["", "a\r\nSet-Cookie: x=1", "ü", "x" * 101])
def test_a_phrase_that_is_none_is_refused(phrase: str) -> None:
    from entrepot.http.server import _setter

    class Cycle:
        transport = None

    with pytest.raises(ValueError, match="not a reason phrase"):
        _setter(Cycle())(phrase)  # type: ignore[arg-type]


def test_local_commands_reach_the_server_through_a_file_only_its_user_may_open(server: RunningServer) -> None:
    assert stat.S_IMODE(server.socket_file.stat().st_mode) == 0o600
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(str(server.socket_file))
        connection.sendall(b"GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        assert connection.recv(65536).startswith(b"HTTP/1.1 200 OK\r\n")


def test_what_came_by_the_file_is_told_from_what_came_by_the_network() -> None:
    assert came_by_socket_file({"type": "http", "client": None, "server": ("/run/book.sock", None)})
    assert not came_by_socket_file({"type": "http", "client": ("127.0.0.1", 5), "server": ("127.0.0.1", 80)})
    assert not came_by_socket_file({"type": "http", "client": None, "server": ("127.0.0.1", 80)})
    assert not came_by_socket_file({"type": "http", "client": None})
