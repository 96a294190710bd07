"""Tryton 8.2 as a live peer: installed from the package index into an environment of its own, on SQLite, one worker."""

import base64
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import httpx

from tests.bench.largebook import CACHE
from tests.bench.scene import LINES, SERVER_CORE, Measure

PACKAGES = tuple(f"{name}>=8.2,<8.3" for name in ("trytond", "trytond-purchase", "proteus"))
PASSWORD = "bench-peer-7431"
DATABASE = "bench"
HEADER = (
    "number", "reference", "description", "purchase_date", "state", "party", "party.rec_name", "invoice_address",
    "warehouse", "currency", "untaxed_amount", "tax_amount", "total_amount", "invoice_state", "shipment_state",
)  # fmt: skip
LINE = ("product", "quantity", "unit", "unit_price", "amount", "description", "type")
SECONDS_TO_START = 60


def environment() -> Path:
    """The folder of an environment with Tryton in it, made at the first call and kept."""
    folder = CACHE / "tryton-8.2"
    ready = folder / "ready"
    if not ready.exists():
        shutil.rmtree(folder, ignore_errors=True)
        beside = Path(sys.executable).parent / "uv"
        uv = str(beside) if beside.exists() else shutil.which("uv")
        if uv is not None:
            _run([uv, "venv", "--quiet", str(folder)])
            _run([uv, "pip", "install", "--quiet", "--python", str(folder / "bin" / "python"), *PACKAGES])
        else:
            _run([sys.executable, "-m", "venv", str(folder)])
            _run([str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", *PACKAGES])
        ready.touch()
    return folder / "bin"


def _run(command: list[str], **more: str) -> str:
    ran = subprocess.run(command, env={**os.environ, **more}, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise RuntimeError(f"{' '.join(command[:3])} failed: {ran.stderr.strip()[-800:]}")
    return ran.stdout


class Tryton:
    """A started peer and its JSON-RPC calls over one keep-alive connection."""

    def __init__(self, url: str, ids: dict[str, int]) -> None:
        """Sign in."""
        self.http = httpx.Client(base_url=url, timeout=120)
        self.ids = ids
        self.context = {"company": ids["company"], "language": "en"}
        user, token, *_ = self._call("common.db.login", "admin", {"password": PASSWORD}, "en")
        secret = base64.b64encode(f"admin:{user}:{token}".encode()).decode()
        self.http.headers["Authorization"] = f"Session {secret}"

    def _call(self, method: str, *params: object) -> Any:
        answer = self.http.post("rpc/", json={"id": 1, "method": method, "params": list(params)})
        found = answer.raise_for_status().json()
        if "error" in found:
            raise RuntimeError(f"{method}: {found['error']}")
        return found["result"]

    def create(self) -> int:
        """Make an order of ten lines; its id."""
        ids = self.ids
        lines = [
            {
                "type": "line",
                "product": ids["product"],
                "quantity": 5 + index,
                "unit": ids["unit"],
                "unit_price": {"__class__": "Decimal", "decimal": "4.35"},
                "description": "Paper",
            }
            for index in range(LINES)
        ]
        order = {
            "company": ids["company"],
            "party": ids["party"],
            "invoice_address": ids["address"],
            "currency": ids["currency"],
            "warehouse": ids["warehouse"],
            "description": "Restock",
            "lines": [["create", lines]],
        }
        (made,) = self._call("model.purchase.purchase.create", [order], self.context)
        return int(made)

    def open(self, id: int) -> None:
        """Read one order with its lines, as a client shows it."""
        names = [*HEADER, "lines", *(f"lines.{name}" for name in LINE)]
        self._call("model.purchase.purchase.read", [id], names, self.context)

    def page(self) -> None:
        """Read the fifty newest headers."""
        method = "model.purchase.purchase.search_read"
        found = self._call(method, [], 0, 50, [["id", "DESC"]], list(HEADER), self.context)
        if len(found) != 50:
            raise RuntimeError(f"a list of {len(found)} orders")

    def creating(self, count: int) -> Measure:
        """Measures orders made per second."""
        return lambda: _rate(count, self.create)

    def opening(self, id: int, count: int) -> Measure:
        """Measures orders opened per second."""
        return lambda: _rate(count, lambda: self.open(id))

    def listing(self, count: int) -> Measure:
        """Measures lists per second."""
        return lambda: _rate(count, self.page)


def _rate(count: int, call: Any) -> float:
    began = time.perf_counter()
    for _ in range(count):
        call()
    return count / (time.perf_counter() - began)


@contextmanager
def tryton(folder: Path) -> Iterator[Tryton]:
    """A Tryton server on a new book in the folder, on the server's core."""
    bin_folder = environment()
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = folder / "trytond.conf"
    settings.write_text(f"[database]\nuri = sqlite://\npath = {folder}\n[web]\nlisten = 127.0.0.1:{port}\n")
    (folder / f"{DATABASE}.sqlite").touch()
    secret = folder / "password"
    secret.write_text(PASSWORD + "\n")
    admin = [str(bin_folder / "trytond-admin"), "-c", str(settings), "-d", DATABASE]
    _run([*admin, "--all", "--email", "desk@harborrow.example"], TRYTONPASSFILE=str(secret))
    _run([*admin, "-u", "purchase", "--activate-dependencies"])
    setup = Path(__file__).with_name("tryton_setup.py")
    ids = json.loads(_run([str(bin_folder / "python"), str(setup), DATABASE, str(settings)]).splitlines()[-1])
    pinned = [str(bin_folder / "python"), str(Path(__file__).with_name("pinned.py")), str(SERVER_CORE), "trytond.cli"]
    command = [*pinned, "-c", str(settings), "-d", DATABASE]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder) as process:
        try:
            yield _signed_in(f"http://127.0.0.1:{port}/{DATABASE}/", ids)
        finally:
            process.terminate()


def _signed_in(url: str, ids: dict[str, int]) -> Tryton:
    until = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            return Tryton(url, ids)
        except (httpx.TransportError, RuntimeError):
            if time.monotonic() > until:
                raise
            time.sleep(0.5)
