"""A terminal for tests: the real `entrepot`, and a real server started from it.

A process of its own takes a second or two to start, so `run` carries a command out in this process, which is all the
same to a server that holds the book; `spawn` starts `entrepot` as a shell would.
"""

import contextlib
import io
import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from entrepot.cli.main import main

ENTREPOT = [sys.executable, "-m", "entrepot"]
SECONDS_TO_START = 40


@dataclass(frozen=True)
class Said:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        """The JSON document on standard output of a command that worked."""
        assert self.code == 0, self.err
        assert self.err == ""
        document: dict[str, Any] = json.loads(self.out)
        return document

    @property
    def error(self) -> dict[str, Any]:
        """The JSON error on standard error of a command that failed."""
        assert self.code != 0
        assert self.out == ""
        error: dict[str, Any] = json.loads(self.err)["error"]
        return error


@dataclass(frozen=True)
class Terminal:
    """A terminal in a folder; its order book is `book.sqlite3` there unless a command says otherwise."""

    folder: Path

    @property
    def book(self) -> Path:
        return self.folder / "book.sqlite3"

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("ENTREPOT_")}
        return kept | {"ENTREPOT_DATABASE_URL": f"sqlite:///{self.book}", "COLUMNS": "200"}

    def run(self, *words: str) -> Said:
        """Carry out `entrepot` with these words in this process, on the terminal's book unless they name another."""
        own = "--database" in words or not words or words[0].startswith("--")
        given = list(words) if own else [*words, "--database", str(self.book)]
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main(given)
        return Said(code, out.getvalue(), err.getvalue())

    def spawn(self, *words: str, typed: str | bytes = "", **environment: str) -> Said:
        """Start `entrepot` with these words and wait for its end; `typed` is its standard input."""
        given = typed.encode() if isinstance(typed, str) else typed
        done = subprocess.run(
            [*ENTREPOT, *words],
            cwd=self.folder,
            env=self.environment | environment,
            input=given,
            capture_output=True,
            check=False,
            timeout=60,
        )
        return Said(done.returncode, done.stdout.decode(), done.stderr.decode())

    @contextlib.contextmanager
    def serving(self, *words: str) -> Iterator["Serving"]:
        """`entrepot serve --port 0` with these words, once it is ready; told to stop at the end of the block."""
        process = subprocess.Popen(
            [*ENTREPOT, "serve", "--port", "0", *words],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        timer = threading.Timer(SECONDS_TO_START, process.kill)
        timer.start()
        serving = Serving(process)
        try:
            serving.read_until(r"address\s+(http://\S+:[1-9]\d*)$")
            timer.cancel()
            yield serving
        finally:
            timer.cancel()
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
                process.communicate(timeout=30)


@dataclass
class Serving:
    """A server that was started from a terminal, and what it has said so far."""

    process: subprocess.Popen[str]
    said: str = ""
    url: str = ""

    def read_until(self, pattern: str) -> None:
        """Read its output up to the line where the pattern is found; the first group is the URL."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said += line
            found = re.search(pattern, line.rstrip())
            if found:
                self.url = self.url or found.group(1)
                return
        raise AssertionError(f"the server did not start: {self.said}")


def make_organization(terminal: Terminal) -> str:
    """An organization in the terminal's order book; its id."""
    made = terminal.run("organization", "create", "Harbor Row", "--currency", "EUR", "--json").document
    return str(made["id"])
