"""Running the rules for something that happened. Runs in one unit of work, as often as it is asked, with one effect."""

from dataclasses import replace
from uuid import UUID

from entrepot.actions import orders, receipts
from entrepot.actions.deeds import ORDER_DEEDS, RECEIPT_DEEDS
from entrepot.actions.history import record
from entrepot.actions.organizations import system_actor
from entrepot.book.automation.events import RULE_FAILED, RULE_FIRED
from entrepot.book.automation.facts import order_facts, receipt_facts
from entrepot.book.automation.judging import Facts, judge
from entrepot.book.automation.rule import Rule, RuleOutcome, RuleRun
from entrepot.book.automation.vocabulary import TYPES_BY_SUBJECT, WORDS
from entrepot.book.events import Category, Event
from entrepot.book.orders.draft import OrderKey
from entrepot.book.orders.order import Order
from entrepot.book.people.actor import Actor
from entrepot.book.receiving.draft import ReceiptKey
from entrepot.book.receiving.receipt import GoodsReceipt
from entrepot.errors import EntrepotError, NotFound
from entrepot.store import events, rules, tags
from entrepot.store import orders as order_store
from entrepot.store.work import UnitOfWork

DOOR = "rules"


def is_wanted(uow: UnitOfWork, event: Event) -> bool:
    """Whether any rule may run because of this event; one remembered statement at most.

    Rules do not run on what rules did: no rule calls itself up.
    """
    if event.cause_id is not None or event.code not in WORDS.get(event.subject, {}):
        return False
    return bool(rules.enabled(uow, event.organization_id, TYPES_BY_SUBJECT[event.subject]))


def run(uow: UnitOfWork, organization_id: UUID, event_id: UUID) -> list[RuleRun]:
    """Run every enabled rule whose conditions hold now for the event's subject; each at most once for an event.

    A refused action undoes its whole rule and leaves an event that says so; the other rules go on.
    """
    event = events.get(uow, organization_id, event_id)
    if event is None or not is_wanted(uow, event):
        return []
    uow.cause = event.id
    known = rules.already_run(uow, organization_id, event_id)
    wanted = rules.enabled(uow, organization_id, TYPES_BY_SUBJECT[event.subject])
    found = [_run_one(uow, rule, event) for rule in wanted if rule.id not in known]
    return [each for each in found if each is not None]


def _run_one(uow: UnitOfWork, rule: Rule, event: Event) -> RuleRun | None:
    actor = replace(system_actor(event.organization_id, DOOR), name=f"Rule {rule.name}")
    try:
        subject = _subject(uow, actor, event)
    except NotFound:
        return None
    verdict = judge(rule, _facts(uow, event, subject))
    if not verdict.holds or rule.warehouse_id not in {None, subject.warehouse_id}:
        return None
    try:
        with uow.attempt():
            done = _carry_out(uow, actor, rule, event)
    except EntrepotError as error:
        outcome, words = RuleOutcome.FAILED, f"refused: {error.message.rstrip('.')}"
    else:
        outcome = RuleOutcome.FIRED if done else RuleOutcome.IDLE
        words = "; ".join(done) or "nothing was left to do"
    made = RuleRun(
        organization_id=event.organization_id,
        id=uow.new_id(),
        rule_id=rule.id,
        event_id=event.id,
        subject=event.subject,
        subject_id=event.subject_id,
        outcome=outcome,
        message=f"Because {verdict.why}: {words}.",
        created_at=uow.now,
    )
    rules.insert_run(uow, made)
    if outcome is not RuleOutcome.IDLE:
        _tell(uow, actor, rule, made)
    return made


def _carry_out(uow: UnitOfWork, actor: Actor, rule: Rule, event: Event) -> list[str]:
    """What the rule's actions did, in words; each sees the subject as the one before left it."""
    done = []
    for action in rule.actions:
        subject = _subject(uow, actor, event)
        if isinstance(subject, Order):
            words = ORDER_DEEDS[action.code](uow, actor, subject, action.fields)
        else:
            words = RECEIPT_DEEDS[action.code](uow, actor, subject, action.fields)
        if words is not None:
            done.append(words)
    return done


def _subject(uow: UnitOfWork, actor: Actor, event: Event) -> Order | GoodsReceipt:
    if event.subject == "order":
        return orders.find(uow, actor, OrderKey(id=event.subject_id))
    return receipts.read(uow, actor, ReceiptKey(id=event.subject_id))


def _facts(uow: UnitOfWork, event: Event, subject: Order | GoodsReceipt) -> Facts:
    if isinstance(subject, Order):
        carried = tags.by_ids(uow, event.organization_id, subject.tag_ids)
        return order_facts(subject, event, [tag.slug for tag in carried.values()], uow.now)
    linked = order_store.by_ids(uow, event.organization_id, subject.order_ids)
    return receipt_facts(subject, event, tuple(linked.values()), uow.now)


def _tell(uow: UnitOfWork, actor: Actor, rule: Rule, made: RuleRun) -> None:
    fired = made.outcome is RuleOutcome.FIRED
    subject = _subject_version(uow, made)
    record(
        uow,
        actor,
        subject=made.subject,
        subject_id=made.subject_id,
        version=subject,
        code=RULE_FIRED if fired else RULE_FAILED,
        category=Category.INFO if fired else Category.ERROR,
        message=f"Rule {rule.name}. {made.message}",
    )


def _subject_version(uow: UnitOfWork, made: RuleRun) -> int:
    table = "purchase_orders" if made.subject == "order" else "goods_receipts"
    row = uow.row(
        f"SELECT version FROM {table} WHERE organization_id = ? AND id = ?",  # noqa: S608 - one of two names
        (made.organization_id.bytes, made.subject_id.bytes),
    )
    return 0 if row is None else int(row[0])
