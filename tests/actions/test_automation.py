"""Rules that run: what they do to orders and goods receipts, why, and that they do it once."""

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest

from entrepot.actions import automation, orders, receipts, receiving, rules, tags
from entrepot.book.automation.draft import ActionDraft, ConditionDraft, RuleDraft, RulePatch
from entrepot.book.automation.rule import Rule, RuleOutcome, RuleRun, RuleType
from entrepot.book.automation.vocabulary import VOCABULARY
from entrepot.book.orders.draft import LineDraft, OrderDraft, OrderKey
from entrepot.book.orders.order import Order, OrderStatus
from entrepot.book.orders.tagdraft import TagDraft
from entrepot.book.people.rights import Role
from entrepot.book.receiving.draft import GoodsDraft, ReceiptDraft, ReceiptKey, ReceiveDraft
from entrepot.book.values.page import Condition, Listing, Test
from entrepot.errors import Forbidden, Invalid, NotFound
from entrepot.store import events
from entrepot.store.store import Store
from tests.makers import World

ORDERS = RuleType.PURCHASE_ORDER


def make_rule(store: Store, world: World, *actions: ActionDraft, when: object = "created", **more: object) -> Rule:
    """A rule for orders that were just entered, unless something else is said."""
    draft = RuleDraft("Watch", ORDERS, conditions=(ConditionDraft("event", "eq", when),), actions=actions)
    return store.write_now(lambda uow: rules.create(uow, world.admin, replace(draft, **more)))  # type: ignore[arg-type]


def enter(store: Store, world: World, quantity: int = 10) -> tuple[Order, UUID]:
    """An order for that many of SKU-2 at 9.00, and the id of the event."""
    line = LineDraft(product_id=world.products[1].id, quantity=Decimal(quantity))
    draft = OrderDraft((line,), supplier_id=world.supplier.id)
    outcome = store.write_now(lambda uow: orders.create(uow, world.admin, draft))
    return outcome.order, outcome.events[0].id


def run(store: Store, world: World, event_id: UUID) -> list[RuleRun]:
    return store.write_now(lambda uow: automation.run(uow, world.organization.id, event_id))


def now(store: Store, world: World, order: Order) -> Order:
    return store.read_now(lambda uow: orders.read(uow, world.admin, OrderKey(id=order.id))).order


def told(store: Store, world: World, subject_id: UUID) -> list[tuple[str, str, str]]:
    """Code, door and message of what rules did to a subject."""
    listed = store.read_now(lambda uow: events.of(uow, world.organization.id, subject_id))
    return [(event.code, event.actor_name, event.message) for event in listed if event.door == "rules"]


def test_a_large_order_is_tagged_held_and_says_why(store: Store, world: World) -> None:
    store.write_now(lambda uow: tags.create(uow, world.admin, TagDraft("Large")))
    make_rule(
        store,
        world,
        ActionDraft("add_tag", {"tag": "large"}),
        ActionDraft("ask_for_approval", {"reason": "over 500"}),
        conditions=(
            ConditionDraft("event", "eq", "created"),
            ConditionDraft("total", "gt", {"currency": "EUR", "value": "500"}),
        ),
    )
    small, entered = enter(store, world, 10)
    assert run(store, world, entered) == []
    assert now(store, world, small).tag_ids == ()
    large, entered = enter(store, world, 100)
    (made,) = run(store, world, entered)
    after = now(store, world, large)
    assert (len(after.tag_ids), after.hold_reason, after.approved) == (1, "Waits for approval: over 500", False)
    words = "Because What happened is created; Total is 900.00 EUR: tagged large; asked for approval."
    assert (made.outcome, made.message) == (RuleOutcome.FIRED, words)
    assert told(store, world, large.id)[-1] == ("rule.fired", "Rule Watch", f"Rule Watch. {words}")


def test_a_rule_runs_once_for_an_event_however_often_it_is_asked(store: Store, world: World) -> None:
    make_rule(store, world, ActionDraft("notify", {"message": "Have a look."}))
    order, entered = enter(store, world)
    assert [each.outcome for each in run(store, world, entered)] == [RuleOutcome.FIRED]
    assert run(store, world, entered) == []
    assert [code for code, _, _ in told(store, world, order.id)] == ["rule.notice", "rule.fired"]


def test_what_rules_do_does_not_call_rules_up(store: Store, world: World) -> None:
    make_rule(store, world, ActionDraft("add_note", {"text": "Again"}), when="changed")
    make_rule(store, world, ActionDraft("add_note", {"text": "Entered"}))
    order, entered = enter(store, world)
    run(store, world, entered)
    (changed,) = [
        event
        for event in store.read_now(lambda uow: events.of(uow, world.organization.id, order.id))
        if event.code == "order.changed"
    ]
    assert run(store, world, changed.id) == []
    assert now(store, world, order).description == "Entered"


def test_a_refused_action_undoes_its_rule_and_the_others_go_on(store: Store, world: World) -> None:
    make_rule(store, world, ActionDraft("add_note", {"text": "Lost"}), ActionDraft("add_tag", {"tag": "nowhere"}))
    make_rule(store, world, ActionDraft("set_due_date", {"days": 14}))
    order, entered = enter(store, world)
    failed, fired = run(store, world, entered)
    assert (failed.outcome, fired.outcome) == (RuleOutcome.FAILED, RuleOutcome.FIRED)
    assert failed.message == "Because What happened is created: refused: There is no tag nowhere."
    after = now(store, world, order)
    assert after.description is None
    assert after.due_at is not None
    assert (after.due_at - after.raised_at).days == 14
    listed = store.read_now(
        lambda uow: rules.browse_runs(uow, world.admin, Listing(where=(Condition("subject_id", Test.EQ, order.id),)))
    )
    assert listed.items == (failed, fired)


def test_a_rule_with_nothing_left_to_do_says_nothing(store: Store, world: World) -> None:
    make_rule(store, world, ActionDraft("send"), when="sent")
    order, _ = enter(store, world)
    sent = store.write_now(lambda uow: orders.send(uow, world.admin, OrderKey(id=order.id)))
    (made,) = run(store, world, sent.events[0].id)
    assert made.outcome is RuleOutcome.IDLE
    assert told(store, world, order.id) == []


def test_rules_run_in_their_order_and_only_while_enabled(store: Store, world: World) -> None:
    second = make_rule(store, world, ActionDraft("add_note", {"text": "second"}))
    make_rule(store, world, ActionDraft("add_note", {"text": "first"}), sort=second.sort - 1)
    off = make_rule(store, world, ActionDraft("add_note", {"text": "off"}), enabled=False)
    assert off.sort == second.sort + 10
    order, entered = enter(store, world)
    run(store, world, entered)
    assert now(store, world, order).description == "first\nsecond"


def test_a_draft_below_a_limit_sends_itself(store: Store, world: World) -> None:
    make_rule(store, world, ActionDraft("send"))
    order, entered = enter(store, world)
    run(store, world, entered)
    assert now(store, world, order).status is OrderStatus.SENT


def test_every_deed_of_the_vocabulary_can_be_carried_out(store: Store, world: World) -> None:
    store.write_now(lambda uow: tags.create(uow, world.admin, TagDraft("Rush")))
    given = {"tag": "rush", "text": "Note", "reason": "Reason", "days": 3, "message": "Message"}
    for deed in VOCABULARY[ORDERS].deeds:
        fields = {field.key: given[field.key] for field in deed.fields if field.required}
        made = make_rule(store, world, ActionDraft(deed.code, dict(fields)))
        _, entered = enter(store, world)
        outcomes = [each.outcome for each in run(store, world, entered)]
        assert outcomes == [RuleOutcome.IDLE if deed.code == "remove_tag" else RuleOutcome.FIRED], deed.code
        store.write_now(lambda uow, made=made: rules.delete(uow, world.admin, made.id))  # type: ignore[misc]


def test_rejected_goods_hold_the_orders_of_a_receipt(store: Store, world: World) -> None:
    draft = RuleDraft(
        "Rejects",
        RuleType.GOODS_RECEIPT,
        conditions=(
            ConditionDraft("event", "eq", "completed"),
            ConditionDraft("quantity_rejected", "gt", 0),
        ),
        actions=(ActionDraft("hold_orders", {"reason": "Goods were rejected"}),),
    )
    store.write_now(lambda uow: rules.create(uow, world.admin, draft))
    order, _ = enter(store, world)
    store.write_now(lambda uow: orders.send(uow, world.admin, OrderKey(id=order.id)))
    goods = GoodsDraft(line_id=order.lines[0].id, quantity=Decimal(5), rejected=Decimal(2), reason="dented")
    posted = store.write_now(
        lambda uow: receiving.receive(uow, world.admin, OrderKey(id=order.id), ReceiveDraft((goods,)))
    )
    assert posted.receipt is not None
    listed = store.read_now(lambda uow: events.of(uow, world.organization.id, posted.receipt.id))  # type: ignore[union-attr]
    runs = [each for event in listed for each in run(store, world, event.id)]
    assert [each.outcome for each in runs] == [RuleOutcome.FIRED]
    assert now(store, world, order).hold_reason == "Goods were rejected"


def test_a_delivery_announced_by_a_door_is_noted_and_its_orders_tagged(store: Store, world: World) -> None:
    store.write_now(lambda uow: tags.create(uow, world.admin, TagDraft("On its way")))
    draft = RuleDraft(
        "Gate",
        RuleType.GOODS_RECEIPT,
        conditions=(ConditionDraft("event", "eq", "announced"), ConditionDraft("order_count", "gte", 1)),
        actions=(ActionDraft("add_note", {"text": "Gate 4"}), ActionDraft("tag_orders", {"tag": "on-its-way"})),
    )
    store.write_now(lambda uow: rules.create(uow, world.admin, draft))
    order, _ = enter(store, world)
    announced = ReceiptDraft(order_ids=(order.id,), remarks="Two pallets")
    posted = store.write_now(lambda uow: receipts.announce(uow, world.admin, announced))
    assert posted.receipt is not None
    receipt = posted.receipt
    listed = store.read_now(lambda uow: events.of(uow, world.organization.id, receipt.id))
    assert [each.outcome for event in listed for each in run(store, world, event.id)] == [RuleOutcome.FIRED]
    after = store.read_now(lambda uow: receipts.read(uow, world.admin, ReceiptKey(id=receipt.id)))
    assert after.remarks == "Two pallets\nGate 4"
    assert len(now(store, world, order).tag_ids) == 1


def test_a_rule_is_changed_part_by_part(store: Store, world: World) -> None:
    rule = make_rule(store, world)
    (first,) = rule.conditions
    made = store.write_now(
        lambda uow: rules.add_condition(uow, world.admin, rule.id, ConditionDraft("currency", "eq", "EUR"))
    )
    changed = store.write_now(
        lambda uow: rules.change_condition(uow, world.admin, rule.id, first.id, ConditionDraft("event", "eq", "sent"))
    )
    assert (changed.id, changed.value) == (first.id, "sent")
    added = store.write_now(lambda uow: rules.add_action(uow, world.admin, rule.id, ActionDraft("send")))
    store.write_now(
        lambda uow: rules.change_action(uow, world.admin, rule.id, added.id, ActionDraft("hold", {"reason": "x"}))
    )
    after = store.read_now(lambda uow: rules.read(uow, world.admin, rule.id))
    assert [(each.code, each.value) for each in after.conditions] == [("event", "sent"), ("currency", "EUR")]
    assert [(each.code, each.fields) for each in after.actions] == [("hold", {"reason": "x"})]
    assert after.version == 5
    store.write_now(lambda uow: rules.remove_condition(uow, world.admin, rule.id, made.id))
    store.write_now(lambda uow: rules.remove_action(uow, world.admin, rule.id, added.id))
    after = store.write_now(lambda uow: rules.change(uow, world.admin, rule.id, RulePatch(name="Guard")))
    assert (after.name, len(after.conditions), after.actions) == ("Guard", 1, ())
    with pytest.raises(Invalid) as refused:
        store.write_now(lambda uow: rules.add_action(uow, world.admin, rule.id, ActionDraft("explode")))
    assert refused.value.fields[0].path == ("actions", 0, "code")
    with pytest.raises(NotFound):
        store.write_now(lambda uow: rules.remove_action(uow, world.admin, rule.id, added.id))


def test_only_who_may_change_settings_makes_rules(store: Store, world: World) -> None:
    buyer = replace(world.admin, role=Role.BUYER)
    with pytest.raises(Forbidden):
        store.write_now(lambda uow: rules.create(uow, buyer, RuleDraft("Watch", ORDERS)))
    rule = make_rule(store, world)
    assert store.read_now(lambda uow: rules.read(uow, buyer, rule.id)) == rule
    with pytest.raises(Forbidden):
        store.write_now(lambda uow: rules.delete(uow, buyer, rule.id))
