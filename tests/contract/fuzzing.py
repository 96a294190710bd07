"""Requests made up from the OpenAPI documents of all doors: whatever is sent, nothing crashes.

`run(folder, requests)` spreads the requests evenly over every operation of every door; half of the ids in paths are
real ones. A fault is an answer of 500 or more that the operation does not declare, or a crash that was counted whatever
the door made of it.
"""

import contextlib
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode

from entrepot.actions import orders, releases
from entrepot.app import Places
from entrepot.book.orders.draft import LineDraft, OrderDraft, OrderKey
from entrepot.book.releases.draft import ReleaseDraft, ReleaseLineDraft
from entrepot.http.faults import CRASHES
from entrepot.ids import to_ulid
from entrepot.store.work import UnitOfWork
from tests.contract.documents import Doors, open_doors

SEED = 20260302


def run(folder: Path, requests: int, *, first: int = SEED, places: Places | None = None) -> tuple[int, list[str]]:
    """Make about that many requests; how many were made, and every fault."""
    made, faults = 0, []
    with open_doors(folder, places) as doors:
        before = crashes()
        ids = real_ids(doors)
        found = [(mount, operation) for mount in doors.apps for operation in operations(doors, mount)]
        share = -(-requests * 105 // 100 // len(found))  # a twentieth more: some operations take nothing wrong
        credentials = {mount: doors.headers(mount) for mount in doors.apps}
        for number, (mount, operation) in enumerate(found):
            answers = try_operation(doors, operation, credentials[mount], ids, share, first + number)
            made += len(answers)
            faults += [fault for fault in answers if fault]
        counted = crashes() - before
    return made, [*faults, *([f"{counted} crashes were counted"] if counted else [])]


def crashes() -> int:
    """How many crashes all doors have counted."""
    samples = (sample for metric in CRASHES.collect() for sample in metric.samples)
    return int(sum(sample.value for sample in samples if sample.name.endswith("_total")))


def operations(doors: Doors, mount: str) -> Iterator[Any]:
    """The operations of one door."""
    document = doors.document(mount)
    for result in schemathesis.openapi.from_dict(document).get_all_operations():
        operation: Any = result.ok()  # type: ignore[union-attr]
        operation.base_url = f"http://testserver{mount}"
        yield operation


def real_ids(doors: Doors) -> list[str]:
    """Ids of records there are, in every spelling a door may use."""
    world = doors.world

    def order(uow: UnitOfWork) -> list[UUID | int]:
        lines = (LineDraft(sku="SKU-1", quantity=world.products[0].barcodes[0].quantity),)
        made = orders.create(uow, world.admin, OrderDraft(lines, supplier_id=world.supplier.id)).order
        return [made.id, made.serial, made.lines[0].id, made.lines[0].serial]

    def release(uow: UnitOfWork) -> list[UUID | int]:
        lines = (LineDraft(sku="SKU-1", quantity=world.products[0].barcodes[0].quantity),)
        made = orders.create(uow, world.admin, OrderDraft(lines, supplier_id=world.supplier.id)).order
        key = OrderKey(id=made.id)
        sent = orders.send(uow, world.admin, key).order
        offered = ReleaseDraft((ReleaseLineDraft(sent.lines[0].id),))
        return [sent.id, sent.lines[0].id, releases.create(uow, world.admin, key, offered).release.id]

    found: list[UUID | int] = [id for _ in range(5) for id in doors.store.write_now(order)]
    found += [id for _ in range(5) for id in doors.store.write_now(release)]
    things: list[Any] = [world.supplier, world.warehouse, world.company, *world.products]
    found += [id for thing in things for id in (thing.id, thing.serial)]
    ids = [id for id in found if isinstance(id, UUID)]
    return [*map(str, found), *map(to_ulid, ids), str(world.organization.id)]


def try_operation(
    doors: Doors, operation: Any, headers: dict[str, str], ids: list[str], wanted: int, first: int
) -> list[str]:
    """The faults of so many requests to one operation; an empty text for each that was answered in order."""
    said: list[str] = []
    chance = random.Random(first)
    declared = {str(status) for status in operation.definition.raw.get("responses", {})}

    def once(case: Any) -> None:
        if case.path_parameters:
            for name in case.path_parameters:
                if chance.random() < 0.6:
                    case.path_parameters[name] = chance.choice(ids)
        if "organization_id" in (case.path_parameters or {}) or "organizationId" in (case.path_parameters or {}):
            for name in ("organization_id", "organizationId"):
                if name in case.path_parameters:
                    case.path_parameters[name] = str(doors.world.organization.id)
        said.append(answered(doors, case, headers, declared))

    for mode, share in ((GenerationMode.POSITIVE, wanted - wanted // 3), (GenerationMode.NEGATIVE, wanted // 3)):
        if not share:
            continue
        strategy = operation.as_strategy(generation_mode=mode)
        calm = settings(
            max_examples=share,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        with contextlib.suppress(Unsatisfiable):  # some operations take nothing that could be made wrong
            seed(first)(calm(given(case=strategy)(once)))()
    return said


def answered(doors: Doors, case: Any, headers: dict[str, str], declared: set[str]) -> str:
    """An empty text, or what is wrong with the answer to one request."""
    sent = case.as_transport_kwargs()
    sent["headers"] = {**{name: str(value) for name, value in (sent.get("headers") or {}).items()}, **headers}
    if isinstance(sent.get("data"), bytes | str):
        sent["content"] = sent.pop("data")
    try:
        request = doors.client.build_request(**sent)
        request.read()  # a form whose file is no file cannot be written, and so not sent
    except (ValueError, TypeError, UnicodeError, AttributeError):
        return ""
    answer = doors.client.send(request)
    if answer.status_code >= 500 and str(answer.status_code) not in declared:
        return f"{request.method} {request.url}: {answer.status_code} {answer.text[:300]}"
    return ""
