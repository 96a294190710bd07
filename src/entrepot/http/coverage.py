"""Which of a vendor's operations a dialect serves: a Markdown table made from the dialect's own routes.

Each dialect lists the vendor's operations in its `coverage` module (`COVERAGE`, a tuple of `Row`); whether one is
served is never written down but seen in the routes. `python -m entrepot.http.coverage` writes the tables into the
READMEs, between `<!-- coverage:begin -->` and `<!-- coverage:end -->`.
"""

import importlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

from entrepot.clock import SystemClock
from entrepot.http.door import Door
from entrepot.settings import Settings

_PARAMETER = re.compile(r"\{[^}]*\}")
_BLOCK = re.compile(r"(<!-- coverage:begin -->\n).*?(<!-- coverage:end -->)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Row:
    """One operation of a vendor: method, path as the vendor writes it, what it is for, and how it is known."""

    method: str
    path: str
    purpose: str
    known_from: str = "documented"


def table(dialect: str) -> str:
    """The coverage table of a dialect by its package name; raises ModuleNotFoundError for an unknown one."""
    package = f"entrepot.dialects.{dialect}"
    rows: tuple[Row, ...] = importlib.import_module(f"{package}.coverage").COVERAGE
    return table_of(application(f"{package}.app"), rows)


def application(module: str) -> FastAPI:
    """The FastAPI application a door's module builds, for looking at its routes only: it has no store."""
    door = Door(store=cast("Any", None), settings=Settings(), clock=SystemClock())
    return unwrapped(importlib.import_module(module).build(door))


def unwrapped(app: object) -> FastAPI:
    """The FastAPI application inside its wrappers (each keeps what it wraps as `app`)."""
    while not isinstance(app, FastAPI):
        app = cast("Any", app).app
    return app


def table_of(app: FastAPI, rows: Iterable[Row]) -> str:
    """The table for an application and the vendor's operations, with what is served beyond them at its end."""
    served = dict(operations(app))
    listed = list(rows)
    lines = [_line(row, _key(row.method, row.path) in served) for row in listed]
    count = sum(_key(row.method, row.path) in served for row in listed)
    known = {_key(row.method, row.path) for row in listed}
    more = [shown for key, shown in served.items() if key not in known]
    head = f"{count} of {len(listed)} operations are served.\n\n"
    titles = "| Operation | Purpose | Known from | Served |\n| --- | --- | --- | --- |\n"
    tail = f"\nServed besides: {', '.join(f'`{shown}`' for shown in more)}.\n" if more else ""
    return head + titles + "".join(lines) + tail


def operations(app: FastAPI) -> Iterator[tuple[tuple[str, str], str]]:
    """Every operation in the application's OpenAPI document: a key for comparing, and how it is written."""
    for route in iter_route_contexts(app.routes):
        if route.path is None or not getattr(route, "include_in_schema", False):
            continue
        for method in sorted(route.methods or ()):
            yield _key(method, route.path), f"{method} {route.path}"


def _key(method: str, path: str) -> tuple[str, str]:
    return method.upper(), _PARAMETER.sub("{}", path).rstrip("/").casefold()


def _line(row: Row, served: bool) -> str:
    return f"| `{row.method} {row.path}` | {row.purpose} | {row.known_from} | {'yes' if served else 'no'} |\n"


def write(readme: Path, dialect: str) -> None:
    """Put the dialect's table into its README; raises ValueError when the README has no place for it."""
    text = readme.read_text("utf-8")
    if not _BLOCK.search(text):
        raise ValueError(f"{readme} has no coverage block")
    made = table(dialect)
    readme.write_text(_BLOCK.sub(lambda found: found[1] + made + found[2], text), "utf-8")


def main() -> None:
    """Write the table of every dialect that has a README."""
    dialects = importlib.import_module("entrepot.dialects")
    for folder in dialects.__path__:
        for readme in sorted(Path(folder).glob("*/README.md")):
            write(readme, readme.parent.name)


if __name__ == "__main__":
    main()
