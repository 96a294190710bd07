from dataclasses import dataclass
from typing import Any

import pytest

from entrepot.actions.ports import Dialects, Loss, Wire


@dataclass
class Telex:
    """A dialect that shouts and has no room for notes."""

    name: str = "telex"

    def show(self, view: Any) -> Wire:
        return Wire({"ORDER": view["number"].upper()}, (Loss("notes", "a telex has no notes"),))


def test_a_dialect_registers_itself_and_is_found_by_name() -> None:
    dialects = Dialects()
    dialects.register(Telex())
    dialects.register(Telex("cable"))
    found = dialects.get("telex")
    assert found is not None
    assert found.show({"number": "po-1"}) == Wire({"ORDER": "PO-1"}, (Loss("notes", "a telex has no notes"),))
    assert [dialect.name for dialect in dialects] == ["cable", "telex"]
    assert len(dialects) == 2


def test_a_dialect_that_is_not_installed_is_missed_by_nobody() -> None:
    assert Dialects().get("telex") is None
    assert list(Dialects()) == []


def test_two_dialects_cannot_share_a_name() -> None:
    dialects = Dialects()
    dialects.register(Telex())
    with pytest.raises(ValueError, match="telex"):
        dialects.register(Telex())
