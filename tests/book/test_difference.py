from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrepot.book.difference import as_json, difference, state
from entrepot.book.events import Change
from entrepot.book.values.money import Money

LINE = "019cade2-11c0-7760-adc4-33663c061d18"


class Word(StrEnum):
    YES = "yes"


@dataclass
class Crate:
    id: UUID
    price: Money
    weights: tuple[Decimal, ...]
    version: int


def test_values_are_told_as_plain_json() -> None:
    crate = Crate(UUID(LINE), Money(Decimal("4.3500"), "EUR"), (Decimal("1E+2"),), 3)
    told = {"id": LINE, "price": {"amount": "4.35", "currency": "EUR"}, "weights": ["100"], "version": 3}
    assert as_json(crate) == told
    assert as_json({"day": date(2026, 3, 2), "at": datetime(2026, 3, 2, 9, tzinfo=UTC), "word": Word.YES}) == {
        "day": "2026-03-02",
        "at": "2026-03-02T09:00:00Z",
        "word": "yes",
    }
    assert as_json(frozenset({Word.YES})) == ["yes"]


def test_what_has_no_plain_form_is_refused() -> None:
    with pytest.raises(TypeError):
        as_json(object())


def test_a_state_leaves_out_what_says_nothing() -> None:
    crate = Crate(UUID(LINE), Money(Decimal(1), "EUR"), (), 3)
    assert set(state(crate, without=frozenset({"id", "version"}))) == {"price", "weights"}


def test_a_changed_field_is_named_with_its_old_and_new_value() -> None:
    assert difference({"name": "Bright", "code": "B"}, {"name": "Dim", "code": "B"}) == (
        Change("name", "Bright", "Dim"),
    )


def test_objects_are_compared_part_by_part() -> None:
    old = {"address": {"locality": "Delft", "country": "NL"}}
    new = {"address": {"locality": "Leiden", "country": "NL"}}
    assert difference(old, new) == (Change("address.locality", "Delft", "Leiden"),)


def test_an_object_that_comes_or_goes_tells_each_of_its_parts() -> None:
    old: dict[str, object] = {"address": None}
    new = {"address": {"locality": "Leiden"}}
    assert difference(old, new) == (Change("address.locality", None, "Leiden"),)
    assert difference(new, old) == (Change("address.locality", "Leiden", None),)


def test_lines_are_matched_by_id_whatever_their_order() -> None:
    first, second = {"id": "a", "quantity": "1"}, {"id": "b", "quantity": "2"}
    changed = {**second, "quantity": "5"}
    assert difference({"lines": [first, second]}, {"lines": [changed, first]}) == (
        Change("lines.b.quantity", "2", "5"),
    )


def test_a_removed_line_tells_everything_it_had() -> None:
    old = {"lines": [{"id": "a", "quantity": "1", "notes": None}]}
    assert difference(old, {"lines": []}) == (Change("lines.a.id", "a", None), Change("lines.a.quantity", "1", None))


def test_a_new_thing_tells_only_what_it_has() -> None:
    assert difference(None, {"name": "Bright", "code": None, "emails": [], "extension": {}, "active": False}) == (
        Change("name", None, "Bright"),
        Change("active", None, False),
    )


def test_other_lists_change_as_a_whole() -> None:
    assert difference({"emails": ["a@b.example"]}, {"emails": []}) == (Change("emails", ["a@b.example"], []),)


NAMES = st.text("abc", min_size=1, max_size=2)
SCALARS = st.none() | st.booleans() | st.integers(-3, 3) | st.text("xy", max_size=2)
STATES = st.dictionaries(
    NAMES, st.recursive(SCALARS, lambda part: st.dictionaries(NAMES, part, max_size=3)), max_size=4
)


def undone(now: dict[str, object], changes: tuple[Change, ...]) -> dict[str, object]:
    """The state before the changes."""
    for change in changes:
        *parents, name = change.path.split(".")
        place = now
        for parent in parents:
            inner = place.get(parent)
            place[parent] = place = dict(inner) if isinstance(inner, dict) else {}
        place[name] = change.old
    return now


def bare(value: object) -> object:
    """The value without parts that are empty: nothing, no parts and not there are the same."""
    if not isinstance(value, dict):
        return value
    parts = {name: bare(part) for name, part in value.items()}
    return {name: part for name, part in parts.items() if part not in (None, {})} or None


@given(STATES, STATES)
def test_undoing_the_differences_gives_the_past_state(old: dict[str, object], new: dict[str, object]) -> None:
    assert bare(undone(dict(new), difference(old, new))) == bare(old)


@given(STATES)
def test_a_state_does_not_differ_from_itself(same: dict[str, object]) -> None:
    assert difference(same, dict(same)) == ()


def test_a_number_of_a_free_document_is_the_same_however_it_was_read() -> None:
    assert as_json({"rate": 1.5, "large": 1e22}) == as_json({"rate": Decimal("1.50"), "large": Decimal("1e22")})
