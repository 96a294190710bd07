"""A disk that is full: 507 for writes, reads go on, and once there is room again so do writes. And two servers."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.server import ROOT, running
from tests.torture.wire import ORDERS, Line, new_world, order_body

MEBIBYTES = 12
MOST_ORDERS = 5_000
AFTERWARDS = 20


@contextlib.contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A disk of a few mebibytes, in memory."""
    place = folder / "small"
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={MEBIBYTES}m", "tmpfs", str(place)], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def run_as_root() -> tuple[str, list[str]]:
    """For whoever is not root: the same in a namespace where this user is, so that it may make a small disk."""
    command = ["unshare", "--user", "--map-root-user", "--mount", sys.executable, "-m", "tests.torture", "disk"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600, check=False)
    said = done.stdout.partition("\n")[0].removeprefix("disk: ")
    return said, [] if done.returncode == 0 else [f"{done.stdout} {done.stderr}"]


def run(folder: Path) -> tuple[int, int, list[str]]:
    """Fill a disk by writing orders: acknowledged before and after, refusals, faults."""
    faults: list[str] = []
    with small_disk(folder) as place:
        database = place / "book.sqlite3"
        world = new_world(database)
        filler = place / "filler"
        with (
            running(database, settings={"least_free_bytes": 1 << 20}) as server,
            Line(server.port, world.secret) as line,
        ):
            free = os.statvfs(place).f_bavail * os.statvfs(place).f_frsize
            filler.write_bytes(b"x" * max(0, free - (3 << 20)))
            made, refused = 0, 0
            for _ in range(MOST_ORDERS):
                status, answer = line.ask("POST", ORDERS, order_body(world, 10))
                made += status == 201
                if status == 507:
                    refused += 1
                    if refused == 5:
                        break
                elif status != 201:
                    faults.append(f"a full disk was answered {status} {answer}")
                    break
            if refused != 5:
                faults.append(f"the disk was never full: {made} orders")
            status, listed = line.ask("GET", f"{ORDERS}?limit=1")
            if status != 200:
                faults.append(f"reading on a full disk was answered {status} {listed}")
            if line.ask("GET", "/health/ready")[0] != 503:
                faults.append("a server without room said it was ready")
            filler.unlink()
            after = sum(line.ask("POST", ORDERS, order_body(world, 1))[0] == 201 for _ in range(AFTERWARDS))
            if after != AFTERWARDS:
                faults.append(f"with room again, {after} of {AFTERWARDS} orders were taken")
            _, listed = line.ask("GET", f"{ORDERS}?limit=1&total=true")
        faults += _stored(database, world.organization.id.bytes, made + after)
    return made + after, refused, faults


def _stored(database: Path, organization: bytes, wanted: int) -> list[str]:
    from entrepot.clock import SystemClock
    from entrepot.store.store import Store

    with Store.open(f"sqlite:///{database}", clock=SystemClock()) as store:
        asked = "SELECT count(*) FROM purchase_orders WHERE organization_id = ?"
        stored = store.read_now(lambda uow: uow.row(asked, (organization,)))[0]
        faults = store.check()
    return faults if stored == wanted else [*faults, f"{wanted} orders were acknowledged, {stored} are stored"]


def run_second(folder: Path) -> list[str]:
    """A second server on the same file: it is refused and says by whom the book is held; the first goes on."""
    database = folder / "book.sqlite3"
    world = new_world(database)
    with running(database) as server, Line(server.port, world.secret) as line:
        command = [sys.executable, "-m", "entrepot", "serve", "--port", "0", "--database", f"sqlite:///{database}"]
        second = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
        status, _ = line.ask("POST", ORDERS, order_body(world))
        named = f"process {server.process.pid}" in second.stderr
    if second.returncode != 8 or not named or status != 201:
        return [f"the second ended with {second.returncode}: {second.stderr}; the first answered {status}"]
    return []
