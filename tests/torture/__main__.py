"""`python -m tests.torture [--short] [NAME …]`: what takes too long, or breaks too much, for the other tests."""

import os
import sys
import tempfile
import time
from pathlib import Path

from tests.torture import crowds, disk, docks, fuzz, keys, kills, machine, slow, times


def main() -> int:
    """Run every torture (or those named) and say what each found; the exit code is 1 when any found something."""
    short = "--short" in sys.argv[1:]
    named = {name for name in sys.argv[1:] if not name.startswith("-")}
    chosen = [(name, torture) for name, torture in TORTURES if not named or name in named]
    faults: list[str] = []
    for name, torture in chosen:
        began = time.monotonic()
        said, found = torture(short)
        print(f"{name}: {said}, {len(found)} faults, {time.monotonic() - began:.0f} s", flush=True)
        faults += [f"{name}: {fault}" for fault in found]
    for fault in faults[:50]:
        print(f"FAULT {fault}")
    failed = {fault.split(":")[0] for fault in faults}
    print(f"{len(chosen) - len(failed)} passed, {len(failed)} failed")
    return 1 if faults else 0


def _kills(short: bool) -> tuple[str, list[str]]:
    times, wanted = (3, 300) if short else (50, 10_000)
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


def _keys(short: bool) -> tuple[str, list[str]]:
    clients, wanted = (8, 25) if short else (40, 500)
    with tempfile.TemporaryDirectory() as folder:
        requests, orders, faults = keys.run(Path(folder), clients, wanted)
    return f"{clients} clients with {wanted} keys, {requests} requests, {orders} orders", faults


def _dying(short: bool) -> tuple[str, list[str]]:
    with tempfile.TemporaryDirectory() as folder:
        times_died, faults = keys.run_dying(Path(folder), 1 if short else 20)
    return f"{times_died} deaths between commit and answer", faults


def _edits(short: bool) -> tuple[str, list[str]]:
    with tempfile.TemporaryDirectory() as folder:
        taken, refused, faults = crowds.run_edits(Path(folder), 160 if short else 2_000)
    return f"{taken} edits taken, {refused} refused", faults


def _numbers(short: bool) -> tuple[str, list[str]]:
    with tempfile.TemporaryDirectory() as folder:
        given, faults = crowds.run_numbers(Path(folder), 320 if short else 5_000)
    return f"{given} numbers given to {crowds.NUMBERED_BY} clients", faults


def _disk(short: bool) -> tuple[str, list[str]]:
    del short
    if os.geteuid() != 0:
        return disk.run_as_root()
    with tempfile.TemporaryDirectory() as folder:
        made, refused, faults = disk.run(Path(folder))
    return f"a full disk: {made} orders, {refused} refusals", faults


def _second(short: bool) -> tuple[str, list[str]]:
    del short
    with tempfile.TemporaryDirectory() as folder:
        return "a second server on the file", disk.run_second(Path(folder))


def _jumps(short: bool) -> tuple[str, list[str]]:
    with tempfile.TemporaryDirectory() as folder:
        orders, faults = times.run_jumps(Path(folder), 5 if short else 250)
    return f"{orders} orders while the clock jumps", faults


def _day(short: bool) -> tuple[str, list[str]]:
    events = 50 if short else 10_000
    with tempfile.TemporaryDirectory() as folder:
        attempts, arrived, faults = times.run_day(Path(folder), events)
    return f"{events} events, {attempts} attempts in a day, {arrived} arrivals", faults


def _slow(short: bool) -> tuple[str, list[str]]:
    dawdlers, orders = (30, 50) if short else (300, 1_000)
    with tempfile.TemporaryDirectory() as folder:
        made, longest, faults = slow.run(Path(folder), dawdlers, orders)
    return f"{dawdlers} slow clients, {made} orders, the longest took {longest:.2f} s", faults


TORTURES = (
    ("kills", _kills),
    ("fuzz", _fuzz),
    ("machine", _machine),
    ("docks", _docks),
    ("keys", _keys),
    ("dying", _dying),
    ("edits", _edits),
    ("numbers", _numbers),
    ("disk", _disk),
    ("second", _second),
    ("jumps", _jumps),
    ("day", _day),
    ("slow", _slow),
)


if __name__ == "__main__":
    sys.exit(main())
