"""Where the server's processor time of one request goes, in microseconds by layer, from samples taken by py-spy.

The samples of each thread are shares of the processor time that this thread really used: on one core a thread that
waits for the other looks busy to the sampler.
"""

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


def thread_seconds(pid: int) -> dict[str, float]:
    """Seconds of processor time of each thread of a process so far."""
    tasks = Path(f"/proc/{pid}/task")
    return {task.name: int((task / "schedstat").read_text().split()[0]) / 1e9 for task in tasks.iterdir()}


def profile(scene: Scene, measure: Measure, seconds: int, folder: Path, requests: int) -> dict[str, float] | None:
    """Microseconds of one request by layer while `measure` (of that many requests) runs for that many seconds."""
    program = sampler()
    if program is None:
        return None
    out = folder / "samples"
    pid = scene.server.process.pid
    options = ["-d", str(seconds), "-r", str(SAMPLES_PER_SECOND), "-f", "raw", "-o", str(out), "--nonblocking", "-t"]
    before, made = thread_seconds(pid), 0
    with subprocess.Popen(
        [program, "record", "-p", str(pid), *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            measure()
            made += requests
        used = {name: (spent - before.get(name, 0.0)) / made * 1e6 for name, spent in thread_seconds(pid).items()}
        process.wait(seconds + 60)
    return _shared_out(out.read_text().splitlines(), used.pop(str(pid)), sum(used.values()))


def _shared_out(samples: list[str], loop: float, writer: float) -> dict[str, float]:
    """The microseconds of the event loop and of the other threads, shared out by their samples."""
    counts: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    for line in samples:
        stack, _, times = line.rpartition(" ")
        frames = stack.split(";")
        counts["MainThread" in frames[0]][layer_of(frames)] += int(times)
    return {
        layer: sum(
            counts[main][layer] / (sum(counts[main].values()) or 1) * spent
            for main, spent in ((True, loop), (False, writer))
        )
        for layer in LAYERS
    }
