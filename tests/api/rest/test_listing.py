"""The list of purchase orders: pages, filters, orders."""

from typing import Any

import pytest

from tests.api.rest.caller import Caller, codes, fresh


def numbers(page: dict[str, Any]) -> list[str]:
    return [item["number"] for item in page["items"]]


def find(api: Caller, **query: Any) -> list[str]:
    return numbers(api.get("/purchase-orders", params={"limit": 200, **query}))


def test_a_list_has_headers_with_totals_and_lines_only_when_asked(api: Caller) -> None:
    order = api.order()
    listed = api.get("/purchase-orders", params={"number": order["number"]})
    assert set(listed) == {"items", "next"}
    header = listed["items"][0]
    assert header == {name: value for name, value in order.items() if name not in ("lines", "warnings")}
    with_lines = api.get("/purchase-orders", params={"number": order["number"], "expand": "lines,supplier"})["items"][0]
    assert with_lines["lines"] == order["lines"]
    assert with_lines["supplier"]["id"] == api.supplier


def test_pages_stay_true_while_orders_come_in(api: Caller) -> None:
    title = fresh("Paged")
    first = [api.order(title=f"{title} {index}", number=fresh("PG"))["number"] for index in range(7)]
    query = {"q": title, "sort": "created_at", "limit": 3}
    seen, cursor = [], None
    while True:
        more: dict[str, str] = {"cursor": cursor} if cursor else {}
        page = api.get("/purchase-orders", params={**query, **more})
        seen += numbers(page)
        cursor = page["next"]
        if cursor is None:
            break
        if len(seen) < 9:
            first.append(api.order(title=f"{title} later", number=fresh("PG"))["number"])
    assert seen == first


def test_newest_first_never_shows_an_order_twice(api: Caller) -> None:
    title = fresh("Newest")
    before = [api.order(title=title)["number"] for _ in range(4)]
    page = api.get("/purchase-orders", params={"q": title, "limit": 2})
    api.order(title=title)
    rest = api.get("/purchase-orders", params={"q": title, "limit": 2, "cursor": page["next"]})
    assert numbers(page) + numbers(rest) == before[::-1]


@pytest.mark.parametrize(
    "sort", ["id", "serial", "number", "title", "status", "created_at", "updated_at", "raised_at", "due_at", "total"]
)
@pytest.mark.parametrize("sign", ["", "-"])
def test_every_order_of_the_list_can_be_paged(api: Caller, sort: str, sign: str) -> None:
    whole = find(api, sort=sign + sort)
    seen, cursor = [], None
    while True:
        more: dict[str, str] = {"cursor": cursor} if cursor else {}
        page = api.get("/purchase-orders", params={"sort": sign + sort, "limit": 7, **more})
        seen += numbers(page)
        cursor = page["next"]
        if cursor is None:
            break
    assert seen == whole
    assert len(set(seen)) == len(seen)


def test_filters_find_what_they_name(api: Caller) -> None:
    title, tag = fresh("Filter"), api.post("/tags", {"name": fresh("Filter")})
    due = api.order(title=title, due_at="2026-05-10T12:00:00Z", tags=[tag["id"]])
    sent = api.order(title=title)
    api.step(sent, "send")
    held = api.order(title=title)
    api.step(held, "hold", {"reason": "x"})
    late = api.order(title=title, due_at="2026-03-01")
    api.step(late, "confirm")
    due, sent, held, late = (order["number"] for order in (due, sent, held, late))
    assert find(api, q=title, status="sent") == [sent]
    assert sorted(find(api, q=title, status="sent,draft")) == sorted([due, sent, held])
    assert sorted(find(api, q=title, status=["sent", "draft"])) == sorted([due, sent, held])
    assert find(api, q=title, held="true") == [held]
    assert find(api, tag=tag["slug"]) == find(api, tag=tag["id"]) == [due]
    assert find(api, q=title, due_from="2026-05-10", due_to="2026-05-10") == [due]
    assert find(api, q=title, due_from="2026-05-10T12:00:01Z") == []
    assert find(api, q=title, due_to="2026-05-10T12:00:00Z", due_from="2026-05-01") == [due]
    assert find(api, q=title, overdue="true") == [late]  # C10
    assert late not in find(api, q=title, overdue="false")
    assert find(api, number=f"{due.lower()},{held}") == [held, due]
    assert find(api, q=title, created_to="2026-03-01") == []
    assert len(find(api, q=title, created_from="2026-03-02", updated_to="2026-03-02")) == 4
    assert len(find(api, q=title, raised_from="2026-03-02", raised_to="2026-03-02")) == 4
    assert find(api, q=title, sent_from="2026-03-02", status="sent") == [sent]
    assert len(find(api, q=title, supplier_id=api.supplier, warehouse_id=api.warehouse)) == 4
    assert find(api, q=title, supplier_id=api.product()) == []
    assert find(api, q=title, billing="full") == []
    assert len(find(api, q=title, receiving="none", source="rest", archived="false", approved="false")) == 4


def test_a_text_is_looked_for_in_number_and_title(api: Caller) -> None:
    word = fresh("Zanzibar").replace(" ", "")
    by_title = api.order(title=f"From {word}, by ship")["number"]
    by_number = api.order(number=f"X-{word}")["number"]
    assert sorted(find(api, q=word.lower())) == sorted([by_title, by_number])


def test_a_cursor_is_good_for_one_list_only(api: Caller) -> None:
    for _ in range(3):
        api.order()
    cursor = api.get("/purchase-orders", params={"limit": 1})["next"]
    for changed in ({"sort": "number"}, {"status": "draft"}, {"q": "x"}):
        problem = api.get("/purchase-orders", 422, params={"cursor": cursor, **changed})
        assert codes(problem) == {("cursor", "cursor.invalid")}
    assert api.get("/purchase-orders", params={"limit": 2, "cursor": cursor, "expand": "lines"})["items"]


@pytest.mark.parametrize("cursor", ["x", "W10", "é", "x" * 3000, "bnVsbA"])
def test_a_made_up_cursor_is_refused(api: Caller, cursor: str) -> None:
    problem = api.get("/purchase-orders", 422, params={"cursor": cursor})
    assert {where for where, _ in codes(problem)} == {"cursor"}


def test_unknown_parameters_and_values_are_refused_by_name(api: Caller) -> None:
    query = {"colour": "red", "sort": "colour", "status": "lost", "limit": "201", "expand": "engine", "held": "yes"}
    problem = api.get("/purchase-orders", 422, params=query)
    assert {where for where, _ in codes(problem)} == set(query)


@pytest.mark.parametrize("limit", ["0", "201", "-1", "ten", "1e2"])
def test_a_page_has_one_to_two_hundred_orders(api: Caller, limit: str) -> None:
    assert codes(api.get("/purchase-orders", 422, params={"limit": limit})) == {("limit", "field.range")}
    assert len(api.get("/purchase-orders", params={"limit": 1})["items"]) == 1
