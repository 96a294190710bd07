"""What happens to an order elsewhere and how this door then treats it; and what a request costs in statements."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from entrepot.actions import orders
from entrepot.actions.people import actor_of_user
from entrepot.book.orders.draft import OrderKey
from entrepot.store.people import user_by_email
from tests.dialects.sellercloud.desk import Desk
from tests.dialects.sellercloud.test_tokens import ORDERS, Office, office
from tests.statements import listening

USER = "ops@quay.example"
BODY: dict[str, Any] = {"CompanyID": 1001, "VendorID": 1001, "POType": 0, "CaseQtyMode": False}


def order_of(here: Office, lines: int = 1) -> int:
    goods = [{"ProductID": "NB-A5-DOT", "QtyUnitsOrdered": 10, "UnitPrice": 2} for _ in range(lines)]
    made = here.desk.send(f"POST {ORDERS}", user=USER, json={**BODY, "Products": goods})
    assert made.status_code == 200, made.text
    number: int = made.json()["Id"]
    return number


def elsewhere(here: Office, step: Callable[..., object], number: int) -> None:
    """Somebody moves the order through another door."""
    user = here.store.read_now(lambda uow: user_by_email(uow, USER))
    assert user is not None
    actor = actor_of_user(user, "api")
    here.store.write_now(lambda uow: step(uow, actor, OrderKey(serial=number)))


def statuses(here: Office, number: int) -> dict[str, Any]:
    found: dict[str, Any] = here.desk.send(f"GET {ORDERS}/{number}", user=USER).json()["Statuses"]
    return found


@pytest.mark.parametrize("path", ["1_001", "+1001", "1001.0", "%201001", "-1001", "１００１", "1001%0A"])
def test_only_plain_digits_name_an_order(desk: Desk, path: str) -> None:
    body = {**BODY, "Products": [{"ProductID": "NB-A5-DOT", "QtyUnitsOrdered": 1}]}
    made = desk.send(f"POST {ORDERS}", user="ops@digits.example", json=body).json()["Id"]
    assert desk.send(f"GET {ORDERS}/{made}", user="ops@digits.example").status_code == 200
    assert desk.send(f"GET {ORDERS}/{path}", user="ops@digits.example").status_code == 404


@pytest.mark.parametrize(
    ("default", "first", "second", "named"),
    [
        (None, 9, None, "Products[0].WarehouseID"),
        (0, 9, 1001, "Products[0].WarehouseID"),
        (None, 1001, 9, "Products[1].WarehouseID"),
        (9, 1001, 1001, "DefaultWarehouseID"),
    ],
)
def test_an_unknown_warehouse_is_named_where_it_was_sent(
    desk: Desk, default: int | None, first: int | None, second: int | None, named: str
) -> None:
    goods = [{"ProductID": "NB-A5-DOT", "QtyUnitsOrdered": 1, "WarehouseID": place} for place in (first, second)]
    body = {**BODY, "DefaultWarehouseID": default, "Products": goods}
    refused = desk.send(f"POST {ORDERS}", user="ops@digits.example", json=body)
    assert (refused.status_code, refused.json()) == (500, {"Message": f"{named}: No warehouse has this id."})


def test_sent_confirmed_and_closed_elsewhere_is_ordered_pending_and_completed_here(tmp_path: Path) -> None:
    with office(tmp_path) as here:
        number = order_of(here)
        seen = [statuses(here, number)["Status"]]
        for step in (orders.send, orders.confirm, orders.close):
            elsewhere(here, step, number)
            seen.append(statuses(here, number)["Status"])
        assert seen == [0, 1, 2, 5]
        for words, wanted in (("Completed", 1), ("Competed", 1), ("Saved", 0)):
            listed = here.desk.send(f"GET {ORDERS}?pOStatuses={words}", user=USER).json()
            assert listed["TotalResults"] == wanted


@pytest.mark.parametrize("step", [orders.send, orders.confirm])
def test_an_order_that_is_under_way_can_still_be_edited(tmp_path: Path, step: Callable[..., object]) -> None:
    with office(tmp_path) as here:
        number = order_of(here)
        elsewhere(here, step, number)
        assert here.desk.send(f"PUT {ORDERS}/{number}", user=USER, json={"Description": "new"}).status_code == 200


def test_a_cancelled_order_is_edited_no_more_but_may_be_deleted(tmp_path: Path) -> None:
    with office(tmp_path) as here:
        number = order_of(here)
        line = here.desk.send(f"GET {ORDERS}/{number}/Items", user=USER).json()["Items"][0]["ID"]
        elsewhere(here, orders.cancel, number)
        assert statuses(here, number)["Status"] == 4
        item = {"ProductID": "NB-A5-DOT", "QtyUnitsOrdered": 1, "UnitPrice": 1}
        refused = (
            ("PUT", "", {"Description": "new"}, 400),
            ("POST", "/Items", [item], 400),
            ("PUT", "/Items", {"Items": [{"ID": line, "QtyUnitsOrdered": 3}]}, 500),
            ("DELETE", "/Items", [line], 400),
        )
        for method, rest, body, status in refused:
            answer = here.desk.send(f"{method} {ORDERS}/{number}{rest}", user=USER, json=body)
            assert (answer.status_code, list(answer.json())) == (status, ["Message"])
        assert here.desk.send(f"DELETE {ORDERS}/{number}", user=USER).status_code == 200


def test_every_write_moves_the_day_of_revision(tmp_path: Path) -> None:
    with office(tmp_path) as here:
        number = order_of(here)
        here.later(minutes=5)
        here.desk.send(f"PUT {ORDERS}/{number}", user=USER, json={"Instructions": "Ring twice"})
        row = here.desk.send(f"GET {ORDERS}", user=USER).json()["Items"][0]
        assert (row["CreatedOn"], row["LastRevisedOn"]) == ("2026-03-02T14:00:00.000Z", "2026-03-02T14:05:00.000Z")
        since = here.desk.send(f"GET {ORDERS}?updatedDateFrom=2026-03-02T14:05:00Z", user=USER).json()
        before = here.desk.send(f"GET {ORDERS}?updatedDateTo=2026-03-02T14:04:59Z", user=USER).json()
        that_day = here.desk.send(f"GET {ORDERS}?updatedDateTo=03/02/2026", user=USER).json()
        assert [since["TotalResults"], before["TotalResults"], that_day["TotalResults"]] == [1, 0, 1]


def test_a_failed_write_changes_nothing(tmp_path: Path) -> None:
    with office(tmp_path) as here:
        number = order_of(here, lines=2)
        before = here.desk.send(f"GET {ORDERS}/{number}", user=USER).content
        first, second = (
            item["ID"] for item in here.desk.send(f"GET {ORDERS}/{number}/Items", user=USER).json()["Items"]
        )
        body = {"Items": [{"ID": first, "QtyUnitsOrdered": 7}, {"ID": second + 100, "QtyUnitsOrdered": 1}]}
        assert here.desk.send(f"PUT {ORDERS}/{number}/Items", user=USER, json=body).status_code == 500
        removed = here.desk.send(f"DELETE {ORDERS}/{number}/Items", user=USER, json=[first, second + 100])
        assert removed.status_code == 400
        assert here.desk.send(f"GET {ORDERS}/{number}", user=USER).content == before


def test_a_request_needs_as_many_statements_for_thirty_lines_as_for_one(tmp_path: Path) -> None:
    with listening() as heard, office(tmp_path, worker=False) as here:
        here.desk.token(USER)

        def statements(call: Callable[[], object]) -> int:
            heard.forget()
            call()
            return len(heard.shapes())

        small, large = order_of(here), order_of(here, lines=30)
        assert statements(lambda: order_of(here)) == statements(lambda: order_of(here, lines=30))

        def read(number: int) -> object:
            return here.desk.send(f"GET {ORDERS}/{number}", user=USER)

        one, many = statements(lambda: read(small)), statements(lambda: read(large))
        assert one == many
        assert statements(lambda: here.desk.send(f"GET {ORDERS}?pageSize=1", user=USER)) == statements(
            lambda: here.desk.send(f"GET {ORDERS}?pageSize=50", user=USER)
        )
