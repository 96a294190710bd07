"""The short form of the order machine; `make torture` runs the long one."""

from pathlib import Path

from tests.torture.machine import run


def test_whatever_is_done_to_an_order_its_figures_are_right(tmp_path: Path) -> None:
    steps, faults = run(tmp_path, steps=200, seeds=2)
    assert faults == []
    assert steps >= 400
