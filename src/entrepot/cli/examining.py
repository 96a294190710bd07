"""What `entrepot doctor` looks at: each examination gives what it found, and how to mend what is wrong.

None of them opens the book for writing or takes its lock: a server may be at work on it.
"""

import os
import shutil
import socket
import sqlite3
import stat
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from entrepot.cli.calling import url_of
from entrepot.settings import Settings
from entrepot.store import migrations
from entrepot.store.database import OLDEST_SQLITE, place_of
from entrepot.store.lock import holder
from entrepot.store.vault import beside

WELL, DOUBTFUL, WRONG = "ok", "warning", "error"
OLDEST_PYTHON = (3, 11)
LARGE_LOG_BYTES = 256 << 20
EARLIEST = 1_767_225_600  # 2026-01-01 in seconds: no clock that is right shows less
SECONDS = 5
SAMPLE = 500


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: how it stands, what was seen, and how to mend it (empty when all is well)."""

    what: str
    state: str
    seen: str
    mend: str = ""


@dataclass(frozen=True, slots=True)
class Patient:
    """The installation: its settings, where its book is, and the process that holds it."""

    settings: Settings
    book: Path
    held_by: int | None


Findings = Iterator[Finding]
Examination = Callable[[Patient], Findings]


def examine(settings: Settings) -> list[Finding]:
    """Everything there is to say about an installation; raises Invalid for an address that names no book."""
    book = place_of(settings.database_url)
    patient = Patient(settings, book, holder(book))
    return [finding for examination in EXAMINATIONS for finding in examination(patient)]


def software(patient: Patient) -> Findings:
    """Python and SQLite."""
    del patient
    found = ".".join(map(str, sys.version_info[:3]))
    old = sys.version_info[:2] < OLDEST_PYTHON
    yield Finding("python", WRONG if old else WELL, found, "Install Python 3.11 or later." if old else "")
    old = sqlite3.sqlite_version_info < OLDEST_SQLITE
    yield Finding(
        "sqlite", WRONG if old else WELL, sqlite3.sqlite_version, "Install SQLite 3.37 or later." if old else ""
    )


def clock(patient: Patient) -> Findings:
    """A clock that lies before this program, or before what the book already knows."""
    now = time.time()
    last = 0.0
    if patient.book.exists():
        last = patient.book.stat().st_mtime
    wrong = now < EARLIEST or last > now + 3600
    yield Finding(
        "clock",
        WRONG if wrong else WELL,
        time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now)),
        "Set the clock (timedatectl set-ntp true): the book was written later than it says now." if wrong else "",
    )


def files(patient: Patient) -> Findings:
    """Who may read and write the book, its key and its folder."""
    book, key = patient.book, beside(patient.book)
    if not book.exists():
        yield Finding("book", WRONG, f"{book} does not exist", "Start the server once, or say where it is: --database.")
        return
    for what, path in (("book", book), ("key file", key)):
        if path.exists():
            yield _of_file(what, path)
    writable = os.access(book.parent, os.W_OK | os.X_OK)
    mend = f"Let the server's user write into the folder: chown or chmod {book.parent}."
    yield Finding("folder", WELL if writable else WRONG, str(book.parent), "" if writable else mend)


def _of_file(what: str, path: Path) -> Finding:
    about = path.stat()
    mode = stat.S_IMODE(about.st_mode)
    seen = f"{path}, mode {mode:04o}, owner {about.st_uid}"
    if mode & 0o077:
        return Finding(what, WRONG if what == "key file" else DOUBTFUL, seen, f"Others may read it: chmod 600 {path}.")
    if about.st_uid != os.geteuid():
        return Finding(what, DOUBTFUL, seen, f"It belongs to somebody else: run as that user, or chown {path}.")
    return Finding(what, WELL, seen)


def room(patient: Patient) -> Findings:
    """Room on the disk, and the size of the log."""
    if not patient.book.parent.is_dir():
        return
    free = shutil.disk_usage(patient.book.parent).free
    size = patient.book.stat().st_size if patient.book.exists() else 0
    if free < patient.settings.least_free_bytes:
        yield Finding("disk", WRONG, f"{free} bytes free", "Make room now: writes are refused when the disk is full.")
    elif free < 2 * size:
        yield Finding(
            "disk", DOUBTFUL, f"{free} bytes free", f"A backup needs {size} bytes: make room, or use another disk."
        )
    else:
        yield Finding("disk", WELL, f"{free} bytes free")
    log = patient.book.with_name(patient.book.name + "-wal")
    length = log.stat().st_size if log.exists() else 0
    large = length > LARGE_LOG_BYTES
    mend = "Something reads for very long; restart the server, which folds the log into the book."
    yield Finding("log", DOUBTFUL if large else WELL, f"{length} bytes", mend if large else "")


def inside(patient: Patient) -> Findings:
    """The book itself: its revision, a sample of its ledger, its jobs."""
    if not patient.book.is_file():
        return
    try:
        with closing(sqlite3.connect(f"file:{quote(str(patient.book))}?mode=ro", uri=True, timeout=SECONDS)) as raw:
            raw.execute("PRAGMA query_only=ON")
            revision = raw.execute("SELECT version_num FROM alembic_version").fetchone()[0]
            known = revision in migrations.KNOWN
            state = WELL if revision == migrations.HEAD else (DOUBTFUL if known else WRONG)
            mend = "Run `entrepot database upgrade`." if known else "A newer Entrepot wrote it: run that version."
            yield Finding("schema", state, f"revision {revision}", "" if state == WELL else mend)
            if known:
                yield _ledger(raw)
                yield from _jobs(raw)
    except (sqlite3.Error, TypeError) as error:
        yield Finding("book", WRONG, str(error), "It is damaged or no order book: restore it from a backup.")


def _ledger(raw: sqlite3.Connection) -> Finding:
    """Whether the received quantities of some lines are the sums of their movements."""
    drifting = raw.execute(_DRIFTING, (SAMPLE,)).fetchone()[0]
    mend = "Run `entrepot database check`, which names them, and write down what was done to the file."
    return Finding(
        "ledger", WRONG if drifting else WELL, f"{drifting} of {SAMPLE} lines drift", mend if drifting else ""
    )


_DRIFTING = """
SELECT count(*) FROM (SELECT organization_id, id, quantity_received FROM purchase_order_lines
                      WHERE organization_id IS NOT NULL LIMIT ?) l
WHERE l.quantity_received <> (
    SELECT coalesce(sum(m.quantity), 0) FROM movements m
    WHERE m.organization_id = l.organization_id AND m.order_line_id = l.id AND m.kind = 'received')
"""
_STATES = "SELECT state, count(*) FROM jobs WHERE organization_id IS NOT NULL GROUP BY state"
_OVERDUE = "SELECT count(*) FROM jobs WHERE organization_id IS NOT NULL AND state = 'waiting' AND run_at < ?"
_FAILING = """
SELECT count(*) FROM webhook_deliveries
WHERE organization_id IS NOT NULL AND state IN ('pending', 'failed') AND attempts > 2
"""
LATE_MICROS = 600 * 1_000_000


def _jobs(raw: sqlite3.Connection) -> Findings:
    counts = dict(raw.execute(_STATES).fetchall())
    lost = counts.get("dead", 0) + counts.get("unknown", 0)
    mend = "Look at them (GET /api/v1/jobs?state=dead, ?state=unknown), mend the cause, then replay or cancel them."
    seen = f"{counts.get('dead', 0)} dead, {counts.get('unknown', 0)} unknown, {counts.get('waiting', 0)} waiting"
    yield Finding("jobs", DOUBTFUL if lost else WELL, seen, mend if lost else "")
    late = raw.execute(_OVERDUE, (int(time.time() * 1_000_000) - LATE_MICROS,)).fetchone()[0]
    mend = "Nobody does them: start the server with ENTREPOT_WORKER=true, or `entrepot worker`."
    yield Finding(
        "worker", WRONG if late else WELL, f"{late} jobs are more than ten minutes late", mend if late else ""
    )
    failing = raw.execute(_FAILING).fetchone()[0]
    mend = "Look at the deliveries of the webhooks: their receivers refuse them or are away."
    yield Finding("webhooks", DOUBTFUL if failing else WELL, f"{failing} deliveries fail", mend if failing else "")


def server(patient: Patient) -> Findings:
    """The server: whether it runs and is ready, or whether its port is free; whether the public address leads to it."""
    settings = patient.settings
    if patient.held_by is None:
        free = settings.port == 0 or _is_free(settings.host, settings.port)
        mend = f"Another program listens on {settings.host}:{settings.port}: stop it, or set ENTREPOT_PORT."
        yield Finding("port", WELL if free else WRONG, f"{settings.host}:{settings.port}", "" if free else mend)
    else:
        yield Finding("server", WELL, f"process {patient.held_by} holds the book")
    if settings.public_url is not None:
        wrong = _unreachable(f"{url_of(settings)}/health/live")
        mend = "Let the proxy pass this address on to the server, or correct ENTREPOT_PUBLIC_URL."
        yield Finding("public address", WRONG if wrong else WELL, wrong or settings.public_url, mend if wrong else "")


def _is_free(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host.strip("[]"), port), SECONDS):
            return False
    except OSError:
        return True


def _unreachable(url: str) -> str:
    try:
        with urllib.request.urlopen(url, timeout=SECONDS) as answer:  # noqa: S310 - http(s) by the setting's pattern
            return "" if answer.status == 200 else f"{url} answered {answer.status}"
    except (OSError, urllib.error.URLError) as error:
        return f"{url}: {error}"


LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost", "[::1]"})


def unsafe(patient: Patient) -> Findings:
    """Settings that let in, or let out, what should stay where it is."""
    settings = patient.settings
    judged = (
        (
            settings.host not in LOOPBACK and not (settings.public_url or "").startswith("https://"),
            f"listens on {settings.host} without a https public address",
            "Put a proxy with TLS in front and set ENTREPOT_PUBLIC_URL=https://…, or listen on 127.0.0.1.",
        ),
        (
            bool(settings.webhook_allow_private),
            f"webhooks may go to {settings.webhook_allow_private}",
            "Empty ENTREPOT_WEBHOOK_ALLOW_PRIVATE unless receivers in these networks are meant.",
        ),
        (
            settings.smtp_host is not None and settings.smtp_tls == "none" and settings.smtp_host not in LOOPBACK,
            "e-mails and their password leave unencrypted",
            "Set ENTREPOT_SMTP_TLS to starttls or tls.",
        ),
        (
            settings.smtp_password is not None,
            "the mail password lies in the environment",
            "Put it into a file of mode 0600 and set ENTREPOT_SMTP_PASSWORD_FILE.",
        ),
        (
            not settings.worker,
            "the server does no background work",
            "Run `entrepot worker` beside it, or set ENTREPOT_WORKER=true.",
        ),
    )
    found = [Finding("settings", DOUBTFUL, seen, mend) for is_so, seen, mend in judged if is_so]
    yield from found or [Finding("settings", WELL, "nothing unsafe")]


EXAMINATIONS: tuple[Examination, ...] = (software, clock, files, room, inside, server, unsafe)
