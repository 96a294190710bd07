import base64
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrepot.errors import Invalid
from entrepot.http.errors import Place, WireInvalid
from entrepot.http.paging import NumberedPage, link, seal, unseal

LIST: dict[str, Any] = {"sort": "-created_at", "filters": {"status": "sent", "supplier_id": None}}
KEYS = st.tuples(st.text(st.characters(categories=["L", "N", "P"])) | st.integers(-(2**63), 2**63 - 1) | st.none())


@given(KEYS)
def test_a_cursor_leads_back_to_the_row_it_was_made_of(position: tuple[str | int | None, ...]) -> None:
    assert unseal(seal(position, **LIST), **LIST) == position


def test_a_cursor_is_plain_in_a_url() -> None:
    cursor = seal(("PO/7 ?&ä", 1_772_357_400_000_000), **LIST)
    assert cursor.replace("-", "").replace("_", "").isalnum()


@pytest.mark.parametrize(
    "other",
    [
        {"sort": "created_at", "filters": {"status": "sent"}},
        {"sort": "-created_at", "filters": {"status": "draft"}},
        {"sort": "-created_at", "filters": {"status": "sent", "tag": "rush"}},
        {"sort": "-created_at", "filters": {}},
    ],
)
def test_a_cursor_is_refused_in_another_list(other: dict[str, object]) -> None:
    cursor = seal(("a", 1), **LIST)
    with pytest.raises(WireInvalid) as caught:
        unseal(cursor, **other)  # type: ignore[arg-type]
    assert caught.value.wrong[0].place is Place.QUERY
    assert (caught.value.wrong[0].path, caught.value.wrong[0].code) == (("cursor",), "cursor.invalid")


def test_a_filter_that_is_not_set_does_not_matter() -> None:
    assert unseal(seal(("a",), **LIST), sort="-created_at", filters={"status": "sent"}) == ("a",)


def forged(parts: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).rstrip(b"=").decode()


def binding() -> str:
    sealed = seal(("a",), **LIST)
    found: str = json.loads(base64.urlsafe_b64decode(sealed + "=" * (-len(sealed) % 4)))[0]
    return found


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "x",
        "????",
        "é",
        "a" * 3000,
        forged({}),
        forged([]),
        forged(["0" * 12, "a"]),
        base64.urlsafe_b64encode(b"[" * 1000).decode(),
    ],
)
def test_a_made_up_cursor_is_refused(cursor: str) -> None:
    with pytest.raises(Invalid):
        unseal(cursor, **LIST)


@pytest.mark.parametrize("key", [True, 1.5, [1], {"a": 1}, 2**63, "a\x00b", "\ud800"])
def test_a_cursor_holds_nothing_but_sort_keys(key: object) -> None:
    with pytest.raises(Invalid):
        unseal(forged([binding(), key]), **LIST)


def test_pages_are_counted_from_one() -> None:
    page = NumberedPage(3, 25)
    assert (page.offset, page.pages(0), page.pages(1), page.pages(75), page.pages(76)) == (50, 0, 1, 3, 4)
    assert (page.has_next(75), page.has_next(76)) == (False, True)


def test_a_link_changes_its_page_and_keeps_the_filters() -> None:
    query = [("status", "READY"), ("status", "FILLED"), ("Page", "2"), ("q", "a b&c")]
    assert link("http://x/orders", query, {"page": 3}) == "http://x/orders?status=READY&status=FILLED&q=a+b%26c&page=3"
    assert link("http://x/orders", [("page", "2")], {"page": None, "limit": None}) == "http://x/orders"
