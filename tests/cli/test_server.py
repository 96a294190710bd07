"""Starting a server from a terminal, and what it does for other terminals."""

import http.client
import json
import signal
import socket
import stat
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from entrepot.http.socketfile import LONGEST, connect, socket_file_of
from tests.cli.terminal import ENTREPOT, Serving, Terminal, make_organization


def status(url: str, method: str = "GET") -> int:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, method=method), timeout=30) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Terminal, Serving]]:
    """A terminal whose order book is served, and the server, for all tests that do it no harm."""
    terminal = Terminal(tmp_path_factory.mktemp("book"))
    with terminal.serving() as server:
        server.read_until(r"(Ctrl-C)")
        yield terminal, server


def test_the_server_says_where_everything_is(desk: tuple[Terminal, Serving]) -> None:
    terminal, server = desk
    for place in ("/health/ready", "/api/v1", "/pack", "/shipwell", "/storefeeder", "/sellercloud"):
        assert f"{server.url}{place}\n" in server.said
    assert str(terminal.book) in server.said
    assert status(f"{server.url}/health/ready") == 200
    assert stat.S_IMODE(socket_file_of(terminal.book).stat().st_mode) == 0o600


def test_a_second_server_on_the_file_is_refused_with_a_sentence(desk: tuple[Terminal, Serving]) -> None:
    terminal, server = desk
    second = terminal.spawn("serve", "--port", "0")
    assert second.code == 8
    assert f"already in use by process {server.process.pid}" in second.err
    assert "Traceback" not in second.err


def test_local_commands_are_not_there_for_the_network(desk: tuple[Terminal, Serving]) -> None:
    for method in ("GET", "POST", "OPTIONS"):
        assert status(f"{desk[1].url}/local", method) == 404


def test_the_socket_refuses_what_is_no_command(desk: tuple[Terminal, Serving]) -> None:
    terminal, _ = desk
    for body in (b"{nope", b"[1]", b"[" * 100_000, b'"' + b"x" * (2 << 20) + b'"', b'{"command": "demo"}'):
        assert ask(terminal, body)[1]["code"] == "command.argument"
    assert ask(terminal, b'{"command": "rm", "arguments": {}}')[1]["code"] == "command.unknown"
    answered, error = ask(terminal, b'{"command": "organization create", "arguments": {"name": 5}}')
    assert (answered, error["kind"]) == (422, "invalid")


def ask(terminal: Terminal, body: bytes) -> tuple[int, dict[str, object]]:
    """What the socket answers to these bytes."""
    connection = http.client.HTTPConnection("localhost", timeout=30)
    connection.sock = socket.socket(socket.AF_UNIX)
    connect(connection.sock, socket_file_of(terminal.book))
    try:
        connection.request("POST", "/local", body)
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())
    finally:
        connection.close()


def test_a_server_in_a_very_deep_folder_works_and_leaves_no_socket_when_told_to_stop(tmp_path: Path) -> None:
    deep = tmp_path / ("warehouse" * 6) / ("shelf" * 12)
    deep.mkdir(parents=True)
    terminal = Terminal(deep)
    assert len(str(socket_file_of(terminal.book))) > LONGEST
    with terminal.serving() as server:
        assert make_organization(terminal)
        server.process.send_signal(signal.SIGTERM)
        server.process.communicate(timeout=30)
    assert server.process.returncode in {0, -signal.SIGTERM}
    assert not socket_file_of(terminal.book).exists()
    assert terminal.run("database", "check", "--json").document["ok"]


def test_a_socket_left_by_a_killed_server_is_no_hindrance(terminal: Terminal) -> None:
    with terminal.serving() as server:
        server.process.kill()
        server.process.communicate(timeout=30)
    assert socket_file_of(terminal.book).exists()
    assert make_organization(terminal)
    with terminal.serving() as server:
        assert make_organization(terminal)
        server.process.send_signal(signal.SIGINT)
        server.process.communicate(timeout=30)
    assert server.process.returncode in {0, 130, -signal.SIGINT}
    assert not socket_file_of(terminal.book).exists()


def test_a_port_that_is_taken_is_told_so(terminal: Terminal) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = terminal.run("serve", "--port", str(port))
    assert said.code == 8
    assert said.err == (
        f"entrepot: The server cannot listen on 127.0.0.1:{port}: another program listens there; stop it, or choose "
        "another --port.\n"
    )
    assert not terminal.book.exists()


def test_a_host_that_is_not_ours_is_told_so(terminal: Terminal) -> None:
    said = terminal.run("serve", "--port", "0", "--host", "203.0.113.9")
    assert (said.code, "cannot listen on 203.0.113.9:0" in said.err) == (8, True)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "books.example"])  # noqa: S104 - it is refused
def test_sample_data_is_never_shown_to_other_machines(terminal: Terminal, host: str) -> None:
    said = terminal.run("serve", "--demo", "--host", host)
    assert said.code == 2
    assert "this machine only" in said.err
    assert list(terminal.folder.iterdir()) == []


def test_a_server_that_others_reach_makes_no_sample_data(terminal: Terminal) -> None:
    with terminal.serving("--host", "0.0.0.0"):  # noqa: S104 - that is the point
        said = terminal.run("demo", "--json")
        assert said.error["code"] == "demo.host"


def test_commands_that_hold_the_file_wait_for_each_other(terminal: Terminal) -> None:
    commands = [
        subprocess.Popen(
            [*ENTREPOT, "organization", "create", f"Row {number}", "--currency", "EUR"],
            env=terminal.environment,
            stdout=subprocess.DEVNULL,
        )
        for number in range(3)
    ]
    assert [command.wait(60) for command in commands] == [0, 0, 0]
    last = terminal.run("organization", "create", "Last", "--currency", "EUR", "--json").document
    assert last["serial"] == 1004
