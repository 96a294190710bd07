"""A store, an organization and small pieces of work, each with stated defaults."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from entrepot.clock import Clock, FixedClock
from entrepot.store.limits import Limits
from entrepot.store.schema.house import counters
from entrepot.store.store import Store
from entrepot.store.work import UnitOfWork, Work

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
ORGANIZATION = UUID("01957d2c-0000-7000-8000-000000000001")
OTHER_ORGANIZATION = UUID("01957d2c-0000-7000-8000-000000000002")
ROOT = Path(__file__).resolve().parents[2]


def open_store(path: Path, limits: Limits | None = None, clock: Clock | None = None) -> Store:
    return Store.open(f"sqlite:///{path}", clock=clock or FixedClock(NOON), limits=limits)


def keep(name: str, value: int = 1) -> Work[str]:
    """Work that stores one row and gives its name back."""

    def work(uow: UnitOfWork) -> str:
        uow.sql(
            "INSERT INTO counters (organization_id, name, value) VALUES (?, ?, ?)", (ORGANIZATION.bytes, name, value)
        )
        return name

    return work


def names(uow: UnitOfWork) -> list[str]:
    """Every stored row's name."""
    found = uow.connection.execute(
        select(counters.c.name).where(counters.c.organization_id == ORGANIZATION).order_by(counters.c.name)
    )
    return [name for (name,) in found]


def a_long_question(uow: UnitOfWork) -> object:
    """A question that would take many minutes."""
    return uow.row(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000000000) SELECT sum(i) FROM n"
    )


def another_process(script: str, *arguments: object) -> "subprocess.Popen[str]":
    """A second Python process of this checkout running `script`, its output readable line by line."""
    return subprocess.Popen(
        [sys.executable, "-u", "-c", script, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd="/",
        env=os.environ | {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
    )
