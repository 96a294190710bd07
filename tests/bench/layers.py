"""Where the server's processor time of one request goes, in microseconds by layer, from samples taken by py-spy."""

import shutil
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from tests.bench.scene import Measure, Scene

SAMPLES_PER_SECOND = 300
LAYERS = ("http", "door", "book", "store", "sqlite")

# The innermost frame in one of these places owns a sample; where a statement runs is SQLite itself.
_PLACES = (
    ("entrepot/store/", "store"),
    ("entrepot/actions/", "book"),
    ("entrepot/book/", "book"),
    ("entrepot/errors.py", "book"),
    ("entrepot/ids.py", "book"),
    ("entrepot/api/", "door"),
    ("entrepot/dialects/", "door"),
    ("entrepot/http/answer.py", "door"),
    ("entrepot/http/body.py", "door"),
    ("entrepot/http/shortcut.py", "door"),
    ("entrepot/http/", "http"),
    ("fastapi/", "http"),
    ("starlette/", "http"),
    ("uvicorn/", "http"),
    ("asyncio/", "http"),
)
_STATEMENTS = (
    "UnitOfWork.sql (",
    "UnitOfWork.row (",
    "UnitOfWork.rows (",
    "UnitOfWork.many (",
    "Session.begin (",
    "Session.end (",
    "Writer._together (",
    "Writer._attempt (",
)


def layer_of(stack: list[str]) -> str:
    """The layer that a sampled stack (outermost frame first) was in."""
    if stack[-1].startswith(_STATEMENTS):
        return "sqlite"
    for frame in reversed(stack):
        for place, layer in _PLACES:
            if f"({place}" in frame:
                return layer
    return "http"


def sampler() -> str | None:
    """The py-spy of this environment, or None."""
    beside = Path(sys.executable).parent / "py-spy"
    return str(beside) if beside.exists() else shutil.which("py-spy")


def profile(scene: Scene, measure: Measure, seconds: int, folder: Path, requests: int) -> dict[str, float] | None:
    """Microseconds of one request by layer while `measure` (of that many requests) runs for that many seconds."""
    program = sampler()
    if program is None:
        return None
    out = folder / "samples"
    pid = str(scene.server.process.pid)
    options = ["-d", str(seconds), "-r", str(SAMPLES_PER_SECOND), "-f", "raw", "-o", str(out), "--nonblocking"]
    before, made = scene.processor_seconds(), 0
    with subprocess.Popen(
        [program, "record", "-p", pid, *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            measure()
            made += requests
        used = scene.processor_seconds() - before
        process.wait(seconds + 60)
    samples: Counter[str] = Counter()
    for line in out.read_text().splitlines():
        stack, _, times = line.rpartition(" ")
        samples[layer_of(stack.split(";"))] += int(times)
    total = sum(samples.values()) or 1
    return {layer: samples[layer] / total * used / made * 1e6 for layer in LAYERS}
