"""Rules answer what happens: in the background, once, and never one another."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from entrepot.actions import orders, rules
from entrepot.actions.ports import Dialects
from entrepot.book.automation.draft import ActionDraft, ConditionDraft, RuleDraft, RulePatch
from entrepot.book.automation.rule import RuleType
from entrepot.book.orders.draft import LineDraft, OrderDraft, OrderKey
from entrepot.book.orders.order import Order, OrderStatus
from entrepot.book.values.page import Listing
from entrepot.clock import FixedClock
from entrepot.settings import Settings
from entrepot.store.store import Store
from entrepot.worker import rules as work
from entrepot.worker.handlers import Background
from entrepot.worker.runner import Runner
from tests.makers import MOMENT, World, make_world, open_store


class Office:
    """A book with one organization, its rules, and a worker that runs when it is told to."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.world: World = make_world(store)
        background = Background(store, Dialects())
        work.register(background)
        self.runner = Runner(background, settings=Settings(), clock=FixedClock(MOMENT))

    def rule(self, when: str, *actions: ActionDraft) -> None:
        draft = RuleDraft(when, RuleType.PURCHASE_ORDER, conditions=(ConditionDraft("event", "eq", when),))
        made = self.store.write_now(lambda uow: rules.create(uow, self.world.admin, draft))
        self.store.write_now(lambda uow: rules.change(uow, self.world.admin, made.id, RulePatch(actions=actions)))

    def enter(self) -> Order:
        line = LineDraft(product_id=self.world.products[1].id, quantity=Decimal(3))
        draft = OrderDraft((line,), supplier_id=self.world.supplier.id)
        return self.store.write_now(lambda uow: orders.create(uow, self.world.admin, draft)).order

    def now(self, order: Order) -> Order:
        key = OrderKey(id=order.id)
        return self.store.read_now(lambda uow: orders.read(uow, self.world.admin, key)).order


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with open_store(tmp_path, FixedClock(MOMENT)) as store:
        yield Office(store)


def test_an_order_that_is_entered_is_answered_by_the_worker(office: Office) -> None:
    office.rule("created", ActionDraft("send"))
    order = office.enter()
    assert office.now(order).status is OrderStatus.DRAFT
    assert office.runner.drain() == 1
    assert office.now(order).status is OrderStatus.SENT


def test_what_a_rule_did_wakes_no_rule(office: Office) -> None:
    office.rule("created", ActionDraft("send"))
    office.rule("sent", ActionDraft("add_note", {"text": "Never"}))
    order = office.enter()
    assert office.runner.drain() == 1
    assert office.now(order).description is None
    runs = office.store.read_now(lambda uow: rules.browse_runs(uow, office.world.admin, Listing()))
    assert len(runs.items) == 1


def test_an_organization_without_rules_asks_for_nothing(office: Office) -> None:
    office.enter()
    assert office.runner.drain() == 0
