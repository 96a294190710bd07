"""Paths as forgiving as the vendor's: with or without a trailing slash, and for two of them in any case of letters.

The wrapper rewrites a path into the spelling its route was declared with, so that the OpenAPI document keeps the
vendor's spelling and nothing is redirected. What stands in the place of a parameter is left as it came.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from starlette.types import Receive, Scope, Send

_PARAMETER = re.compile(r"\{[^}]*\}")


class Forgiving:
    """An ASGI wrapper of a FastAPI sub-application; `app` is what it wraps."""

    def __init__(self, app: FastAPI, *, any_case: bool = False) -> None:
        """`any_case` for vendors whose server ignores the case of letters in paths."""
        self.app = app
        self.any_case = any_case
        self._spelling: dict[str, str] | None = None
        self._slashed: re.Pattern[str] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on under the path as declared."""
        if scope["type"] == "http":
            mount = scope.get("root_path", "")
            scope = {**scope, "path": mount + self.declared(scope["path"][len(mount) :])}
        await self.app(scope, receive, send)

    def declared(self, path: str) -> str:
        """The spelling under which a route would know this path (without the mount)."""
        if self._spelling is None:
            self._learn()
        bare = path.rstrip("/") or "/"
        if self.any_case and self._spelling is not None:
            bare = "/".join(self._spelling.get(part.lower(), part) for part in bare.split("/"))
        if self._slashed is not None and self._slashed.match(bare + "/"):
            return bare + "/"
        return bare

    def _learn(self) -> None:
        paths = sorted({path for route in iter_route_contexts(self.app.routes) if (path := route.path)})
        self._spelling = _spellings(paths)
        slashed = [_pattern(path) for path in paths if len(path) > 1 and path.endswith("/")]
        self._slashed = re.compile("|".join(slashed)) if slashed else None


def _spellings(paths: Sequence[str]) -> dict[str, str]:
    """Every literal part of the paths by its lower-case form; raises ValueError when one is spelt in two ways."""
    known: dict[str, str] = {}
    for path in paths:
        for part in path.split("/"):
            if "{" not in part and known.setdefault(part.lower(), part) != part:
                raise ValueError(f"{part} is spelt in two ways in the routes")
    return known


def _pattern(path: str) -> str:
    literals = _PARAMETER.split(path)
    return "[^/]+".join(map(re.escape, literals)) + r"\Z"


def any_case_query(query: Iterable[tuple[str, str]], names: Mapping[str, str]) -> list[tuple[str, str]]:
    """The query with its names in the declared spelling: `names` maps lower-case names to it; unknown names stay."""
    return [(names.get(name.lower(), name), value) for name, value in query]
