"""A client of the native door in the words of its tests, and the house it calls."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from entrepot.actions import people
from entrepot.app import create_app
from entrepot.book.people.draft import KeyDraft
from entrepot.book.people.rights import Role
from entrepot.settings import Settings
from entrepot.store.store import Store
from tests.makers import World, make_world, open_store

NATIVE = [("/api/v1", "entrepot.api.rest.app")]
_numbers = count(1)


class Caller:
    """Calls the native door with one organization's key."""

    def __init__(self, client: Any, world: World, secret: str | None = None) -> None:
        self.client = client
        self.world = world
        self.headers = {"Authorization": f"Bearer {secret or world.secret}"}

    def call(self, method: str, path: str, **options: Any) -> Any:
        headers = {**self.headers, **options.pop("headers", {})}
        version = options.pop("version", None)
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        key = options.pop("key", None)
        if key is not None:
            headers["Idempotency-Key"] = key
        if not path.startswith("http"):
            path = f"/api/v1{path}"
        return self.client.request(method, path, headers=headers, **options)

    def get(self, path: str, status: int = 200, **options: Any) -> Any:
        return self._told("GET", path, status, **options)

    def post(self, path: str, body: Any = None, status: int = 201, **options: Any) -> Any:
        return self._told("POST", path, status, **({} if body is None else {"json": body}), **options)

    def patch(self, path: str, body: Any, version: int | None, status: int = 200, **options: Any) -> Any:
        return self._told("PATCH", path, status, json=body, version=version, **options)

    def put(self, path: str, body: Any, status: int = 201, **options: Any) -> Any:
        return self._told("PUT", path, status, json=body, **options)

    def delete(self, path: str, version: int | None, status: int = 204, **options: Any) -> Any:
        return self._told("DELETE", path, status, version=version, **options)

    def _told(self, method: str, path: str, status: int, **options: Any) -> Any:
        answer = self.call(method, path, **options)
        assert answer.status_code == status, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json() if answer.content else None

    # --- the desk's words ---------------------------------------------------------------------------------------------

    @property
    def supplier(self) -> str:
        return str(self.world.supplier.id)

    def product(self, index: int = 0) -> str:
        return str(self.world.products[index].id)

    @property
    def warehouse(self) -> str:
        return str(self.world.warehouse.id)

    def body(self, *lines: dict[str, Any], **header: Any) -> dict[str, Any]:
        given = list(lines) or [{"sku": "SKU-1", "quantity": 10}]
        return {"supplier_id": self.supplier, "lines": given, **header}

    def order(self, *lines: dict[str, Any], **header: Any) -> dict[str, Any]:
        made: dict[str, Any] = self.post("/purchase-orders", self.body(*lines, **header))
        return made

    def step(self, order: dict[str, Any], verb: str, body: Any = None, status: int = 200, **options: Any) -> Any:
        return self.post(f"/purchase-orders/{order['id']}/{verb}", body, status, **options)

    def count(self) -> int:
        found, cursor = 0, None
        while True:
            page = self.get("/purchase-orders", params={"limit": 200, **({"cursor": cursor} if cursor else {})})
            found, cursor = found + len(page["items"]), page["next"]
            if cursor is None:
                return found


@dataclass
class House:
    """A store with two organizations, and a caller for each."""

    store: Store
    client: Any
    ours: Caller
    theirs: Caller

    def as_role(self, role: Role) -> Caller:
        """Our organization through a key of that role."""
        draft = KeyDraft(name=f"{role} key", role=role)
        secret = self.store.write_now(lambda uow: people.create_key(uow, self.ours.world.admin, draft))[1]
        return Caller(self.client, self.ours.world, secret)


@contextmanager
def open_house(folder: Path, **settings: Any) -> Iterator[House]:
    """The native door over a real file; its clock stands still."""
    with open_store(folder) as store:
        ours, theirs = make_world(store, "Harborrow"), make_world(store, "Quayside")
        app = create_app(Settings(**settings), store, None, NATIVE)
        with TestClient(app, base_url="http://testserver") as client:
            yield House(store, client, Caller(client, ours), Caller(client, theirs))


def fresh(word: str) -> str:
    """A name nothing else has."""
    return f"{word} {next(_numbers)}"


def codes(problem: dict[str, Any]) -> set[tuple[str, str]]:
    """Where a problem names a wrong field, and with which code."""
    return {
        (wrong.get("pointer") or wrong.get("parameter") or wrong.get("header"), wrong["code"])
        for wrong in problem["errors"]
    }
