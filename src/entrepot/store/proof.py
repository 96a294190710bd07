"""What proves a copy of the book: rows by table, totals of orders, one hash over all events; in a file beside it."""

import hashlib
import json
import sqlite3
from pathlib import Path

from entrepot.errors import Failed
from entrepot.store.errors import STORE_PROOF

Figures = dict[str, object]
_EVENTS = """
SELECT organization_id, id, subject, subject_id, subject_version, code, message, actor_name, changes, occurred_at
FROM events ORDER BY organization_id, id
"""
_TOTALS = """
SELECT organization_id, currency, count(*), coalesce(sum(total), 0) FROM purchase_orders
WHERE organization_id IS NOT NULL GROUP BY organization_id, currency ORDER BY organization_id, currency
"""


def figures_of(raw: sqlite3.Connection) -> Figures:
    """The figures of an open book, in one snapshot. Totals are in the smallest unit of their currency."""
    tables = sorted(
        str(name)
        for (name,) in raw.execute(
            "SELECT name FROM sqlite_master "
            "WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND sql NOT LIKE '%VIRTUAL%'"
        )
    )
    counted = {
        table: raw.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]  # noqa: S608 - names of tables
        for table in tables
        if not table.startswith("purchase_order_search")
    }
    digest, events = hashlib.sha256(), 0
    for row in raw.execute(_EVENTS):
        events += 1
        digest.update(repr(row).encode())
    totals = [[row[0].hex(), row[1], row[2], row[3]] for row in raw.execute(_TOTALS)]
    revision = raw.execute("SELECT version_num FROM alembic_version").fetchone()[0]
    return {
        "revision": revision,
        "rows": counted,
        "totals": totals,
        "events": events,
        "events_sha256": digest.hexdigest(),
    }


def proof_file(copy: Path) -> Path:
    """Where the proof of a copy lies."""
    return copy.with_name(copy.name + ".proof.json")


def write(copy: Path, figures: Figures) -> None:
    """Lay the proof beside the copy."""
    path = proof_file(copy)
    path.write_text(json.dumps(figures, indent=1), "utf-8")
    path.chmod(0o600)


def read(copy: Path) -> Figures:
    """The proof beside a copy; raises Failed when there is none or it is no proof."""
    path = proof_file(copy)
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise Failed(STORE_PROOF, f"{path} cannot be read: {error}. It is made with every backup.") from error
    if not isinstance(found, dict):
        raise Failed(STORE_PROOF, f"{path} is not the proof of a backup.")
    return found


def differences(wanted: Figures, found: Figures) -> list[str]:
    """What differs between two proofs, in words; nothing when they say the same."""
    return [
        f"{name}: {_short(wanted.get(name))} was written, {_short(found.get(name))} is there"
        for name in sorted(wanted.keys() | found.keys())
        if wanted.get(name) != found.get(name)
    ]


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 200 else f"{text[:200]}…"
