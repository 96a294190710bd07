"""Forty docks at once; `make torture` lets each of them post a hundred receipts."""

from pathlib import Path

from tests.torture.docks import FITTING, run


def test_forty_docks_at_once_receive_what_fits_and_not_one_unit_more(tmp_path: Path) -> None:
    posted, accepted, faults = run(tmp_path, receipts=12)
    assert faults == []
    assert (posted, accepted) == (480, FITTING)
    assert FITTING == 280
