"""E-mails to a real SMTP server on the loopback: taken, refused, put off, and broken off at the worst moment."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from entrepot.actions import jobs, orders, rules, settings, suppliers
from entrepot.actions.ports import Dialects
from entrepot.book.automation.draft import ActionDraft, ConditionDraft, RuleDraft, RulePatch
from entrepot.book.automation.rule import RuleType
from entrepot.book.events import Event
from entrepot.book.jobs.job import Job, JobState
from entrepot.book.orders.draft import LineDraft, OrderDraft, OrderKey
from entrepot.book.orders.order import Order
from entrepot.book.orders.query import Parts
from entrepot.book.suppliers.draft import SupplierPatch
from entrepot.book.values.page import Listing
from entrepot.clock import FixedClock
from entrepot.settings import Settings
from entrepot.store.store import Store
from entrepot.worker import mailing
from entrepot.worker import rules as rule_work
from entrepot.worker.handlers import Background
from entrepot.worker.runner import Runner
from tests.makers import MOMENT, make_world, open_store
from tests.worker.postoffice import PostOffice, post_office

SUPPLIER = "orders@brightwater.example"


class Yard:
    """A book, a worker and a mail server."""

    def __init__(self, store: Store, clock: FixedClock, port: int, office: PostOffice) -> None:
        self.store, self.clock, self.office = store, clock, office
        self.world = make_world(store)
        self.organization_id = self.world.organization.id
        self.port = port
        self.background = Background(store, Dialects())
        mailing.register(self.background)
        rule_work.register(self.background)
        self.runner = self.worker()
        self.set("orders.email_supplier", True)

    def worker(self, **more: object) -> Runner:
        given: dict[str, Any] = {"smtp_host": "127.0.0.1", "smtp_port": self.port, "smtp_tls": "none"}
        given |= {"smtp_from": "purchasing@harborrow.example", "smtp_seconds": 5, **more}
        return Runner(self.background, settings=Settings(**given), clock=self.clock)

    def set(self, name: str, value: object) -> None:
        self.store.write_now(lambda uow: settings.change(uow, self.world.admin, {name: value}))

    def sent(self) -> Order:
        line = LineDraft(product_id=self.world.products[0].id, quantity=Decimal(12))
        draft = OrderDraft((line,), supplier_id=self.world.supplier.id)
        order = self.store.write_now(lambda uow: orders.create(uow, self.world.admin, draft)).order
        return self.store.write_now(lambda uow: orders.send(uow, self.world.admin, OrderKey(id=order.id))).order

    def job(self) -> Job:
        page = self.store.read_now(lambda uow: jobs.browse(uow, self.world.admin, Listing()))
        return next(job for job in page.items if job.kind == "email")

    def events(self, id: UUID) -> list[Event]:
        key = OrderKey(id=id)
        view = self.store.read_now(lambda uow: orders.read(uow, self.world.admin, key, Parts.LINES | Parts.EVENTS))
        return [event for event in view.events if str(event.code).startswith("mail.")]

    def replay(self) -> None:
        id = self.job().id
        self.store.write_now(lambda uow: jobs.replay(uow, self.world.admin, id))


@pytest.fixture
def office() -> PostOffice:
    return PostOffice()


@pytest.fixture
def yard(tmp_path: Path, office: PostOffice) -> Iterator[Yard]:
    clock = FixedClock(MOMENT)
    with post_office(office) as port, open_store(tmp_path, clock) as store:
        yield Yard(store, clock, port, office)


def test_a_sent_order_reaches_its_supplier_with_its_lines(yard: Yard, office: PostOffice) -> None:
    order = yard.sent()
    assert yard.runner.drain() == 1
    (mail,) = office.taken
    text = mail.get_content()
    assert mail["Subject"] == f"Purchase order {order.number} from Harborrow"
    assert (mail["To"], mail["From"]) == (SUPPLIER, "Harborrow <purchasing@harborrow.example>")
    assert "12 x Product SKU-1 (BW-1)" in text
    assert "at 3 EUR, together 36 EUR" in text
    (event,) = yard.events(order.id)
    assert (event.code, event.message) == ("mail.sent", f"Sent by e-mail to {SUPPLIER}.")
    assert yard.job().state is JobState.DONE


def test_nothing_is_sent_unless_the_organization_wants_it(yard: Yard, office: PostOffice) -> None:
    yard.set("orders.email_supplier", False)
    yard.sent()
    assert (yard.runner.drain(), office.taken) == (0, [])


def test_an_address_that_is_refused_is_named_and_the_others_are_served(yard: Yard, office: PostOffice) -> None:
    patch = SupplierPatch(emails=(SUPPLIER, "gone@brightwater.example"))
    yard.store.write_now(lambda uow: suppliers.change(uow, yard.world.admin, patch, id=yard.world.supplier.id))
    office.refuses["gone@brightwater.example"] = "550 no such person"
    order = yard.sent()
    yard.runner.drain()
    assert len(office.taken) == 1
    assert "Refused: gone@brightwater.example: 550 no such person" in yard.events(order.id)[0].message


def test_when_all_are_refused_the_job_fails_and_says_why(yard: Yard, office: PostOffice) -> None:
    office.refuses[SUPPLIER] = "550 no such person"
    order = yard.sent()
    yard.runner.drain()
    assert yard.job().state is JobState.FAILED
    assert "550 no such person" in (yard.job().last_error or "")
    assert [event.code for event in yard.events(order.id)] == ["mail.failed"]


@pytest.mark.parametrize("when", ["recipient", "text"])
def test_not_now_is_tried_again(yard: Yard, office: PostOffice, when: str) -> None:
    if when == "recipient":
        office.refuses[SUPPLIER] = "450 greylisted"
    else:
        office.answers = ["451 try later"]
    yard.sent()
    yard.runner.drain()
    assert (yard.job().state, office.taken) == (JobState.WAITING, [])
    office.refuses.clear()
    yard.clock.moment += timedelta(minutes=10)
    yard.runner.drain()
    assert (yard.job().state, len(office.taken)) == (JobState.DONE, 1)


def test_a_connection_that_breaks_at_the_end_leaves_it_unknown_until_somebody_decides(
    yard: Yard, office: PostOffice
) -> None:
    office.breaks = True
    order = yard.sent()
    yard.runner.drain()
    assert yard.job().state is JobState.UNKNOWN
    assert [event.code for event in yard.events(order.id)] == ["mail.unknown"]
    yard.clock.moment += timedelta(days=1)
    assert (yard.runner.drain(), len(office.taken)) == (0, 1)
    office.breaks = False
    yard.replay()
    yard.runner.drain()
    assert (yard.job().state, len(office.taken)) == (JobState.DONE, 2)
    assert office.taken[0]["Message-ID"] == office.taken[1]["Message-ID"]


def test_what_is_unknown_can_be_left_as_it_is(yard: Yard, office: PostOffice) -> None:
    office.breaks = True
    yard.sent()
    yard.runner.drain()
    id = yard.job().id
    yard.store.write_now(lambda uow: jobs.cancel(uow, yard.world.admin, id))
    assert yard.job().state is JobState.CANCELED


def test_a_worker_that_died_while_the_text_left_leaves_it_unknown(yard: Yard, office: PostOffice) -> None:
    yard.sent()
    id = yard.job().id
    far = {"message": mailing.LEFT, "done": 0, "total": 1}
    yard.store.write_now(
        lambda uow: uow.sql(
            "UPDATE jobs SET progress = ? WHERE organization_id = ? AND id = ?",
            (str(far).replace("'", '"'), yard.organization_id.bytes, id.bytes),
        )
    )
    yard.runner.drain()
    assert (yard.job().state, office.taken) == (JobState.UNKNOWN, [])


def test_without_a_mail_server_the_job_says_what_to_set(yard: Yard) -> None:
    yard.sent()
    yard.worker(smtp_host=None).drain()
    assert (yard.job().state, "ENTREPOT_SMTP_HOST" in (yard.job().last_error or "")) == (JobState.FAILED, True)


def test_a_mail_server_that_is_away_is_asked_again(yard: Yard, office: PostOffice) -> None:
    yard.sent()
    yard.worker(smtp_port=1).drain()
    assert (yard.job().state, office.taken) == (JobState.WAITING, [])


def test_a_rule_may_tell_somebody_by_email(yard: Yard, office: PostOffice) -> None:
    yard.set("orders.email_supplier", False)
    draft = RuleDraft("Tell", RuleType.PURCHASE_ORDER, conditions=(ConditionDraft("event", "eq", "sent"),))
    made = yard.store.write_now(lambda uow: rules.create(uow, yard.world.admin, draft))
    deed = ActionDraft("notify", {"message": "Look at this order.\nIt is large.", "to": "boss@harborrow.example"})
    yard.store.write_now(lambda uow: rules.change(uow, yard.world.admin, made.id, RulePatch(actions=(deed,))))
    yard.sent()
    yard.runner.drain()
    (mail,) = office.taken
    assert (mail["To"], mail["Subject"]) == ("boss@harborrow.example", "Look at this order.")
