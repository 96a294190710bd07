"""The OpenAPI documents of all doors say what they serve: names, examples that fit, problems."""

from collections.abc import Iterator
from pathlib import Path

import jsonschema_rs
import pytest

from entrepot.http.installed import dialect_names
from entrepot.http.openapi import operations_without_example
from tests.contract.documents import Doors, contents, examples, open_doors, operations, resolved, self_contained

MOUNTS = ["/api/v1", *(f"/{name}" for name in dialect_names())]
EVERY_DOOR = pytest.mark.parametrize("mount", MOUNTS)


@pytest.fixture(scope="module")
def doors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doors]:
    folder: Path = tmp_path_factory.mktemp("doors")
    with open_doors(folder) as opened:
        yield opened


def test_every_door_is_open(doors: Doors) -> None:
    assert sorted(doors.apps) == sorted(MOUNTS)


@EVERY_DOOR
def test_every_operation_has_a_name_of_its_own_and_a_sentence(doors: Doors, mount: str) -> None:
    names = [operation.get("operationId") for _, operation in operations(doors.document(mount))]
    assert all(names)
    assert len(set(names)) == len(names)
    silent = [name for name, operation in operations(doors.document(mount)) if not operation.get("summary")]
    assert silent == []


@EVERY_DOOR
def test_everything_sent_and_answered_has_an_example(doors: Doors, mount: str) -> None:
    assert operations_without_example(doors.apps[mount]) == []


@EVERY_DOOR
def test_every_example_fits_its_schema(doors: Doors, mount: str) -> None:
    document = doors.document(mount)
    misfits = []
    for name, operation in operations(document):
        for part, media, content in contents(document, operation):
            if "json" not in media or "schema" not in content:
                continue
            fits = jsonschema_rs.validator_for(self_contained(document, content["schema"]))
            for example in examples(content):
                misfits += [f"{name} {part}: {error.message[:200]}" for error in fits.iter_errors(example)]
    assert not misfits, f"{len(misfits)}: {misfits[:10]}"


@EVERY_DOOR
def test_every_operation_says_how_it_refuses(doors: Doors, mount: str) -> None:
    document = doors.document(mount)
    silent = []
    for name, operation in operations(document):
        refusals = {status for status in operation["responses"] if status.startswith("4") or status == "default"}
        bare = [status for status in refusals if not resolved(document, operation["responses"][status]).get("content")]
        if not refusals or bare:
            silent.append(f"{name}: {sorted(refusals)} without a form: {sorted(bare)}")
    assert silent == []


@EVERY_DOOR
def test_nobody_is_let_in_without_a_credential(doors: Doors, mount: str) -> None:
    document = doors.document(mount)
    default = document.get("security", [])
    open_to_all = []
    for name, operation in operations(document):
        method, path = name.split(" ", 1)
        if not operation.get("security", default):
            continue
        where = path
        for part in operation.get("parameters", []):
            if resolved(document, part)["in"] == "path":
                where = where.replace(f"{{{resolved(document, part)['name']}}}", "1")
        answer = doors.client.request(method, f"{mount}{where}")
        if answer.status_code not in (401, 403):
            open_to_all.append(f"{name}: {answer.status_code}")
    assert open_to_all == []
