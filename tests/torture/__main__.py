"""`python -m tests.torture [--short]`: the tests that take too long, or break too much, to run with the others."""

import sys
import tempfile
import time
from pathlib import Path

from tests.torture import docks, fuzz, kills, machine


def main() -> int:
    """Run every torture and say what each found; the exit code is 1 when any found something."""
    short = "--short" in sys.argv[1:]
    faults: list[str] = []
    for name, torture in TORTURES:
        began = time.monotonic()
        said, found = torture(short)
        print(f"{name}: {said}, {len(found)} faults, {time.monotonic() - began:.0f} s", flush=True)
        faults += [f"{name}: {fault}" for fault in found]
    for fault in faults[:50]:
        print(f"FAULT {fault}")
    failed = {fault.split(":")[0] for fault in faults}
    print(f"{len(TORTURES) - len(failed)} passed, {len(failed)} failed")
    return 1 if faults else 0


def _kills(short: bool) -> tuple[str, list[str]]:
    times, wanted = (3, 300) if short else (20, 4_000)
    with tempfile.TemporaryDirectory() as folder:
        acknowledged, faults = kills.run(Path(folder), times, wanted)
    return f"{times} kills, {acknowledged} acknowledged orders", faults


def _fuzz(short: bool) -> tuple[str, list[str]]:
    with tempfile.TemporaryDirectory() as folder:
        requests, faults = fuzz.run(Path(folder), 2_000 if short else 10_000)
    return f"{requests} requests", faults


def _machine(short: bool) -> tuple[str, list[str]]:
    steps, seeds = (200, 2) if short else (2_000, 8)
    with tempfile.TemporaryDirectory() as folder:
        made, faults = machine.run(Path(folder), steps, seeds)
    return f"{made} steps on orders", faults


def _docks(short: bool) -> tuple[str, list[str]]:
    with tempfile.TemporaryDirectory() as folder:
        posted, accepted, faults = docks.run(Path(folder), 12 if short else 100)
    return f"{posted} receipts at once, {accepted} accepted", faults


TORTURES = (("kills", _kills), ("fuzz", _fuzz), ("machine", _machine), ("docks", _docks))


if __name__ == "__main__":
    sys.exit(main())
