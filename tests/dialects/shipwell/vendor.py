"""The vendor's own client: installed by its lock into a folder that tests keep between runs, driven line by line."""

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CLIENT = Path(__file__).parent / "client"
ROOT = Path(__file__).resolve().parents[3]
KEPT = ROOT / ".cache" / "npm-shipwell"
SECONDS_TO_INSTALL = 240


def node_is_here() -> bool:
    """Whether Node and npm are on this machine."""
    return shutil.which("node") is not None and shutil.which("npm") is not None


def why_not() -> str:
    """Say why the client cannot run here; where tests must be whole (CI), that is a failure."""
    reason = "Node is not on this machine, so the vendor's client was not tried against the Shipwell door."
    assert "CI" not in os.environ, reason
    return reason


def installed() -> Path:
    """The folder with the client in it; fails with npm's own words when it cannot be installed."""
    lock = (CLIENT / "package-lock.json").read_bytes()
    folder = KEPT / hashlib.sha256(lock).hexdigest()[:16]
    done = folder / "installed"
    if done.exists():
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(CLIENT / name, folder / name)
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--omit-lockfile-registry-resolved=true"]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=SECONDS_TO_INSTALL, check=False)
    assert ran.returncode == 0, f"the vendor's client could not be installed:\n{ran.stdout}{ran.stderr}"
    done.touch()
    return folder


class Vendor:
    """A running client: `vendor("OrdersApi", "listOrders", status=["READY"])` gives (status, data)."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def operations(self) -> dict[str, list[str]]:
        """Every call the client has, by its API."""
        found: dict[str, list[str]] = self("", "operations")[1]
        return found

    def __call__(self, api: str, call: str, **parameters: Any) -> tuple[int, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"api": api, "call": call, "with": parameters}) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline() or '{"status": 0, "data": "the client ended"}')
        return answer["status"], answer["data"]


@contextmanager
def driving(base_path: str, api_key: str) -> Iterator[Vendor]:
    """The client pointed at a server, its key sent verbatim in the Authorization header."""
    command = ["node", str(CLIENT / "drive.mjs"), str(installed()), base_path, api_key]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        yield Vendor(process)
    finally:
        if process.stdin is not None:
            process.stdin.close()
        process.wait(20)
        if process.stdout is not None:
            process.stdout.close()
