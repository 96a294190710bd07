"""Receiving through this door among the others' doings: statuses, days, undo, held and closed orders, and its cost."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from entrepot.actions import corrections, ledger, orders, receipts
from entrepot.actions.people import actor_of_user
from entrepot.book.people.actor import Actor
from entrepot.book.values.page import Listing
from entrepot.store.people import user_by_email
from tests.dialects.sellercloud.test_life import USER, elsewhere, order_of, statuses
from tests.dialects.sellercloud.test_tokens import ORDERS, Office, office
from tests.statements import listening


def lines_of(here: Office, number: int) -> list[int]:
    answer = here.desk.send(f"GET {ORDERS}/{number}/Items", user=USER).json()
    return [item["ID"] for item in answer["Items"]]


def receive(here: Office, number: int, units: int, lines: list[int] | None = None, **more: Any) -> Any:
    items = [{"ID": line, "QtyToReceive": units} for line in lines or lines_of(here, number)]
    return here.desk.send(f"POST {ORDERS}/{number}/receive", user=USER, json={"Items": items, **more})


def actor_of(here: Office) -> Actor:
    user = here.store.read_now(lambda uow: user_by_email(uow, USER))
    assert user is not None
    return actor_of_user(user, "api")


def found(here: Office, query: str) -> int:
    total: int = here.desk.send(f"GET {ORDERS}?{query}", user=USER).json()["TotalResults"]
    return total


@pytest.mark.parametrize(("steps", "status"), [((), 0), ((orders.send,), 1), ((orders.send, orders.confirm), 2)])
def test_a_part_leaves_the_status_where_it_is_and_the_rest_makes_it_received(
    tmp_path: Path, steps: tuple[Callable[..., object], ...], status: int
) -> None:
    with office(tmp_path) as here:
        number = order_of(here, lines=2)
        for step in steps:
            elsewhere(here, step, number)
        assert receive(here, number, 4).json() == "Received"
        now = statuses(here, number)
        assert (now["Status"], now["ReceivingStatus"]) == (status, 1)
        assert receive(here, number, 6).status_code == 200
        now = statuses(here, number)
        assert (now["Status"], now["ReceivingStatus"]) == (3, 2)
        elsewhere(here, orders.close, number)
        now = statuses(here, number)
        assert (now["Status"], now["ReceivingStatus"]) == (5, 2)


@pytest.mark.parametrize(
    "steps", [(orders.cancel,), (orders.send, orders.close), (orders.hold,)], ids=["cancelled", "completed", "on hold"]
)
def test_an_order_that_is_over_or_on_hold_takes_no_goods(
    tmp_path: Path, steps: tuple[Callable[..., object], ...]
) -> None:
    with office(tmp_path) as here:
        number = order_of(here)
        if orders.close in steps:
            assert receive(here, number, 1).status_code == 200
        for step in steps:
            elsewhere(here, step, number)
        before = here.desk.send(f"GET {ORDERS}/{number}", user=USER).content
        for cost in (None, 3):
            answer = receive(here, number, 1, ShippingCost=cost)
            assert (answer.status_code, list(answer.json())) == (400, ["Message"])
        assert here.desk.send(f"GET {ORDERS}/{number}", user=USER).content == before


def test_the_day_of_the_last_receipt_is_shown_and_filtered_and_goes_with_an_undo(tmp_path: Path) -> None:
    with office(tmp_path) as here:
        number = order_of(here)
        order_of(here)
        assert found(here, "receiveDateTo=2030-01-01") == 0
        receive(here, number, 3)
        here.later(days=2)
        here.desk.tokens.clear()
        receive(here, number, 4)
        changes = here.desk.send(f"GET {ORDERS}/{number}", user=USER).json()["Changes"]
        assert (changes["ReceivedOn"], changes["ReceivedBy"]) == ("2026-03-04T14:00:00.000Z", USER)
        assert changes["ReceivedByEmployeeId"] == changes["CreatedByEmployeeId"]
        assert [found(here, f"receiveDateFrom={day}") for day in ("03/04/2026", "03/05/2026")] == [1, 0]
        assert [found(here, f"receiveDateTo={day}") for day in ("03/03/2026", "03/04/2026")] == [0, 1]
        actor = actor_of(here)
        newest = Listing(sort="serial", descending=True, limit=1)
        last = here.store.read_now(lambda uow: receipts.browse(uow, actor, newest)).items[0]
        here.store.write_now(lambda uow: corrections.undo(uow, actor, last.id, "counted twice"))
        document = here.desk.send(f"GET {ORDERS}/{number}", user=USER).json()
        assert document["Changes"]["ReceivedOn"] == "2026-03-02T14:00:00.000Z"
        assert document["Items"][0]["QtyReceived"] == 3
        assert [found(here, f"receiveDateTo={day}") for day in ("03/03/2026", "03/01/2026")] == [1, 0]
        assert here.store.read_now(lambda uow: ledger.check(uow, actor)).drifting == ()


def test_an_undone_session_has_no_serials_and_frees_the_order_again(tmp_path: Path) -> None:
    with office(tmp_path) as here:
        number = order_of(here)
        receive(here, number, 10)
        assert statuses(here, number)["ReceivingStatus"] == 2
        actor = actor_of(here)
        (session,) = here.store.read_now(lambda uow: receipts.browse(uow, actor, Listing(sort="serial"))).items
        here.store.write_now(lambda uow: corrections.undo(uow, actor, session.id, "wrong order"))
        assert statuses(here, number)["ReceivingStatus"] == 0
        assert here.desk.send(f"GET {ORDERS}/Serials?id={number}", user=USER).json() == []
        assert found(here, "receivedStatuses=0") == 1
        assert here.desk.send(f"DELETE {ORDERS}/{number}", user=USER).status_code == 200


def test_what_the_vendor_says_of_a_session_is_kept_with_its_receipt(tmp_path: Path) -> None:
    with office(tmp_path) as here:
        number = order_of(here)
        receive(here, number, 10, ReceiveInvoiceNumber=" BF-7781 ", VendorOrderId="SO-19", ShippingCost=7.5)
        actor = actor_of(here)
        (session,) = here.store.read_now(lambda uow: receipts.browse(uow, actor, Listing(sort="serial"))).items
        assert (session.reference, session.source) == ("BF-7781", "sellercloud")
        assert session.extension == {"sellercloud": {"VendorOrderId": "SO-19", "ShippingCost": "7.5"}}
        totals = here.desk.send(f"GET {ORDERS}/{number}", user=USER).json()["TotalInfo"]
        assert (totals["ShippingTotal"], totals["GrandTotal"]) == (0, 20)


def test_receiving_one_line_or_thirty_asks_the_database_the_same_questions(tmp_path: Path) -> None:
    with listening() as heard, office(tmp_path, worker=False) as here:

        def statements(call: Callable[[], object]) -> int:
            heard.forget()
            call()
            return len(heard.shapes())

        small, large = order_of(here), order_of(here, lines=30)
        few, many = lines_of(here, small), lines_of(here, large)
        receive(here, small, 1, few)
        assert statements(lambda: receive(here, small, 1, few)) == statements(lambda: receive(here, large, 1, many))
        serials = f"GET {ORDERS}/Serials?id="
        assert statements(lambda: here.desk.send(f"{serials}{small}", user=USER)) == statements(
            lambda: here.desk.send(f"{serials}{large}", user=USER)
        )
