"""Listening to every statement that reaches a database, whoever sends it: rule S5, and how many there were.

`listening()` hears each connection opened while it is on. A statement must name the organization of every tenant
table in it; the exceptions (migrations, the search for faults) name themselves below.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import event
from sqlalchemy.pool import Pool

from entrepot.store.schema import metadata
from entrepot.store.schema.tables import TENANT, Sort

TENANT_TABLES = frozenset(table.name for table in metadata.tables.values() if table.info.get("kind") == Sort.TENANT)

_LITERALS = re.compile(r"[xX]?'(?:[^']|'')*'")
_COMMENTS = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)
_NOT_WORK = re.compile(
    r"(?i)\s*(begin|commit|rollback|savepoint|release|pragma|create|drop|alter|attach|detach|analyze|vacuum)\b"
)
# What goes on beside the calls: the use of a key is noted once a minute, the worker looks for due work.
_BESIDE = re.compile(r"\s*(UPDATE api_keys SET last_used_at|SELECT DISTINCT organization_id FROM job_due) ?\b")
_INSIDE_SEARCH = re.compile(r"(?i)\b(from|into|update)\s+'main'\.")  # what a search table asks its own shadow tables
_AFTER_A_NAME = {
    "as", "cross", "default", "except", "from", "group", "having", "inner", "intersect", "join", "left", "limit",
    "natural", "not", "indexed", "on", "or", "order", "outer", "returning", "select", "set", "union", "using",
    "values", "where", "window",
}  # fmt: skip
_USES = re.compile(r"(?i)(?:\b(?:from|join|into|update(?:\s+or\s+\w+)?)|,)\s+(\w+)(?:\s+(?:as\s+)?(\w+))?")


def unowned_tables(statement: str) -> list[str]:
    """The tenant tables (or their aliases) of a statement whose organization the statement does not name."""
    text = _LITERALS.sub("?", _COMMENTS.sub(" ", statement)).replace('"', "")
    if _NOT_WORK.match(text):
        return []
    uses = dict.fromkeys(
        (table, alias if alias and alias.lower() not in _AFTER_A_NAME else table)
        for table, alias in _USES.findall(text)
        if table in TENANT_TABLES
    )
    return [alias for table, alias in uses if not _is_owned(text, table, alias, alone=len(uses) == 1)]


def _is_owned(text: str, table: str, alias: str, *, alone: bool) -> bool:
    """True when the statement compares, or inserts, the organization of this table."""
    ways = [
        rf"\b{alias}\.{TENANT}\s*(=|in\b|,)",
        rf"=\s*{alias}\.{TENANT}\b",
        rf"\b(into|update|from)\s+{table}\s*\([^)]*\b{TENANT}\b",
        rf"\b(from|update)\s+{table}(\s+(as\s+)?{alias})?\s+(set\b[^;]*?)?where\s+\(?{TENANT}\s*(=|in\b|,)",
    ]
    if alone:
        ways.append(rf"(\b{TENANT}\s*(=|in\b)|\({TENANT}\s*,)")
    return any(re.search(way, text, re.IGNORECASE) for way in ways)


@dataclass
class Heard:
    """What was heard: the statements of the work in order (unless `offences_only`), and those that broke S5."""

    offences_only: bool = False
    statements: list[str] = field(default_factory=list)
    offences: list[str] = field(default_factory=list)

    def note(self, statement: str) -> None:
        """Judge one statement as the engine ran it."""
        if (
            statement.startswith("--")
            or _BESIDE.match(statement)
            or _NOT_WORK.match(statement)
            or _INSIDE_SEARCH.search(statement)
        ):
            return
        if not self.offences_only:
            self.statements.append(statement)
        self.offences += [f"S5 {alias}: {statement[:300]}" for alias in unowned_tables(statement)]

    def count(self) -> int:
        """How many statements there were since the last `forget`; `executemany` counts one per row."""
        return len(self.statements)

    def shapes(self) -> list[str]:
        """The statements without their values, a repeated one once: what must not grow with the number of lines."""
        shapes = [_LITERALS.sub("?", re.sub(r"\b\d+\b", "?", text)) for text in self.statements]
        return [text for place, text in enumerate(shapes) if place == 0 or text != shapes[place - 1]]

    def forget(self) -> None:
        """Start counting afresh; offences are kept."""
        self.statements.clear()


@contextmanager
def hearing(heard: Heard) -> Iterator[Heard]:
    """Let `heard` hear every statement on every connection opened inside the block; the latest listener alone hears."""

    def connected(raw: object, _record: object) -> None:
        if isinstance(raw, sqlite3.Connection):
            raw.set_trace_callback(heard.note)

    event.listen(Pool, "connect", connected)
    try:
        yield heard
    finally:
        event.remove(Pool, "connect", connected)


@contextmanager
def listening() -> Iterator[Heard]:
    """Hear every statement on every connection opened inside the block; asserts S5 at its end."""
    with hearing(Heard()) as heard:
        yield heard
    assert not heard.offences, "\n".join(heard.offences)
