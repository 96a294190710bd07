"""Made-up requests to every operation of every door; the long form runs with the tortures."""

from pathlib import Path

from tests.contract.fuzzing import run


def test_no_made_up_request_crashes_any_door(tmp_path: Path) -> None:
    made, faults = run(tmp_path, 200)
    assert faults == []
    assert made >= 100
