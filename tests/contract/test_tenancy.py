"""At every door a foreign id gets the very answer of a made-up one, and nothing in the other's book moves.

The calls come from the doors' own OpenAPI documents: every path parameter of every operation, and every id in the
example of its body, is replaced by each kind of record the other organization has, in each spelling of ids.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest

from entrepot.actions import orders
from entrepot.book.orders.draft import LineDraft, OrderDraft
from entrepot.ids import from_parts, to_ulid
from entrepot.store.schema import metadata
from entrepot.store.work import UnitOfWork
from tests.contract.documents import Doors, examples, open_doors, operations, resolved
from tests.contract.fuzzing import crashes
from tests.makers import World, make_world

MOUNTS = ("/api/v1", "/pack", "/shipwell", "/storefeeder", "/sellercloud")
OPEN = ("/errors", "/sessions", "/oken", "/token")
MADE_UP = from_parts(1_772_443_800_123, 42)
MADE_UP_SERIAL = 987_654
_PARAMETER = re.compile(r"\{[^}]+\}")
_UUID = re.compile(r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")
_ULID = re.compile(r"^[0-9A-HJKMNP-TV-Z]{26}$")


@dataclass(frozen=True)
class Foreign:
    """A record of the other organization by its kind, id and number."""

    kind: str
    id: UUID
    serial: int


@pytest.fixture(scope="module")
def doors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doors]:
    with open_doors(tmp_path_factory.mktemp("book")) as opened:
        yield opened


@pytest.fixture(scope="module")
def theirs(doors: Doors) -> World:
    return make_world(doors.store, "Quayside")


@pytest.fixture(scope="module")
def foreign(doors: Doors, theirs: World) -> list[Foreign]:
    """What the other organization has; its orders have numbers that we have not reached."""

    def order(uow: UnitOfWork) -> Any:
        line = LineDraft(sku="SKU-1", quantity=theirs.products[0].barcodes[0].quantity)
        return orders.create(uow, theirs.admin, OrderDraft((line,), supplier_id=theirs.supplier.id)).order

    last = [doors.store.write_now(order) for _ in range(400)][-1]
    things: dict[str, Any] = {"supplier": theirs.supplier, "product": theirs.products[0], "warehouse": theirs.warehouse}
    found = [Foreign(kind, thing.id, MADE_UP_SERIAL) for kind, thing in things.items()]  # their numbers are ours too
    line = last.lines[0]
    return [Foreign("order", last.id, last.serial), Foreign("line", line.id, line.serial), *found]


def book_of(doors: Doors, world: World) -> dict[str, list[Any]]:
    """Every row of one organization (but for what is done about it in the background)."""
    id = world.organization.id.bytes
    tables = [t for t in metadata.sorted_tables if "organization_id" in t.columns and t.info["kind"] == "tenant"]
    kept = [t.name for t in tables if t.name != "event_seal"]

    def rows(uow: UnitOfWork) -> dict[str, list[Any]]:
        found = {name: uow.rows(f"SELECT * FROM {name} WHERE organization_id = ?", (id,)) for name in kept}  # noqa: S608
        return {name: sorted(map(repr, map(tuple, each))) for name, each in found.items()}

    return doors.store.read_now(rows)


def spelt(value: object, id: UUID, serial: int) -> object:
    """The id in the spelling that this value of an example has; anything that is no id stays."""
    if isinstance(value, str) and _UUID.match(value):
        return str(id)
    if isinstance(value, str) and _ULID.match(value):
        return to_ulid(id)
    return value


def filled(value: Any, id: UUID, serial: int, name: str = "") -> Any:
    """An example with every id in it replaced."""
    if isinstance(value, dict):
        return {key: filled(inner, id, serial, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [filled(inner, id, serial, name) for inner in value]
    if type(value) is int and name.casefold().endswith(("id", "ids")):
        return serial
    return spelt(value, id, serial)


def paths(doors: Doors, mount: str, path: str, id: UUID, serial: int) -> Iterator[str]:
    """The path with the id in each spelling; the organization in it is ours."""
    own = path.replace("{organizationId}", str(doors.world.organization.id))
    own = own.replace("{warehouseId}", str(doors.world.warehouse.id)) if own.count("{") > 1 else own
    for text in (str(id), to_ulid(id), str(serial)):
        yield mount + _PARAMETER.sub(text, own)


def told(doors: Doors, method: str, url: str, body: Any, headers: dict[str, str], id: UUID, serial: int) -> Any:
    """The answer, without what is of this very request."""
    options = {} if body is None else {"json": filled(body, id, serial)}
    answer = doors.client.request(method, url, headers={**headers, "If-Match": '"1"'}, **options)
    text = answer.text.replace(answer.headers["x-request-id"], "")
    for spelling in (str(id), to_ulid(id), str(serial)):
        text = text.replace(spelling, "ID")
    return answer.status_code, text if answer.status_code >= 400 else ""


def calls(doors: Doors, mount: str) -> Iterator[tuple[str, str, Any]]:
    """Every operation that takes an id in its path or its body, with the example of the body."""
    document = doors.document(mount)
    for name, operation in operations(document):
        method, path = name.split(" ", 1)
        content = resolved(document, operation.get("requestBody", {})).get("content", {}).get("application/json", {})
        body = next(examples(content), None)
        if path.casefold().endswith(OPEN) or path.startswith(OPEN):
            continue
        if "{" in path or (body is not None and json.dumps(filled(body, MADE_UP, 0)) != json.dumps(body)):
            yield method, path, body


@pytest.mark.parametrize("mount", MOUNTS)
def test_a_foreign_id_is_answered_like_one_that_was_made_up(
    doors: Doors, theirs: World, foreign: list[Foreign], mount: str
) -> None:
    before, crashed = book_of(doors, theirs), crashes()
    headers, leaks, made = doors.headers(mount), [], 0
    for method, path, body in calls(doors, mount):
        expected = [
            told(doors, method, url, body, headers, MADE_UP, MADE_UP_SERIAL)
            for url in paths(doors, mount, path, MADE_UP, MADE_UP_SERIAL)
        ]
        for thing in foreign:
            for url, wanted in zip(paths(doors, mount, path, thing.id, thing.serial), expected, strict=True):
                seen = told(doors, method, url, body, headers, thing.id, thing.serial)
                made += 1
                if seen != wanted:
                    leaks.append(f"{method} {url} ({thing.kind}): {seen} instead of {wanted}")
                if "{" not in path:
                    break
            if "{" not in path:
                continue
    assert leaks == []
    assert made > 100
    assert book_of(doors, theirs) == before
    assert crashes() == crashed


@pytest.mark.parametrize("mount", MOUNTS)
def test_one_of_our_own_ids_is_answered_otherwise(doors: Doors, mount: str) -> None:
    """Else the test above would prove nothing."""

    def order(uow: UnitOfWork) -> Any:
        line = LineDraft(sku="SKU-1", quantity=doors.world.products[0].barcodes[0].quantity)
        return orders.create(uow, doors.world.admin, OrderDraft((line,), supplier_id=doors.world.supplier.id)).order

    own, headers, noticed = doors.store.write_now(order), doors.headers(mount), 0
    for method, path, _ in calls(doors, mount):
        if method != "GET" or "{" not in path:
            continue
        ours, strange = (
            paths(doors, mount, path, own.id, own.serial),
            paths(doors, mount, path, MADE_UP, MADE_UP_SERIAL),
        )
        for one, other in zip(ours, strange, strict=True):
            seen = told(doors, method, one, None, headers, own.id, own.serial)
            noticed += seen != told(doors, method, other, None, headers, MADE_UP, MADE_UP_SERIAL)
    assert noticed > 0
