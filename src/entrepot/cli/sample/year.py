"""A year of the sample merchant's orders: 120 of them, in every stage, as they would have been entered day by day."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal

from entrepot.actions import orders, receiving
from entrepot.book.orders.draft import LineChanges, LineDraft, LinePatch, OrderDraft, OrderKey, OrderPatch
from entrepot.book.orders.line import Discount, DiscountType, LineKind
from entrepot.book.orders.order import Charge, Reference
from entrepot.book.people.actor import Actor
from entrepot.book.receiving.draft import GoodsDraft, ReceiveDraft
from entrepot.book.suppliers.supplier import Supplier
from entrepot.book.values.currency import digits
from entrepot.book.values.text import folded
from entrepot.cli.sample.dice import Dice
from entrepot.cli.sample.names import NOTES, TAGS, TITLES, House
from entrepot.cli.sample.shelves import SHOP, Article, Shelves
from entrepot.store.work import UnitOfWork

# How far each order has come, oldest first: two thirds of the year are done, the last two months are under way.
_DONE = ("closed",) * 60 + ("canceled",) * 7 + ("confirmed",) * 3
_WAITING = ("confirmed",) * 8 + ("sent",) * 6 + ("closed",) * 2 + ("canceled",) * 2 + ("held sent", "held confirmed")
_COMING = ("confirmed",) * 8 + ("sent",) * 5 + ("canceled", "held confirmed")
_FRESH = ("draft",) * 9 + ("sent",) * 4 + ("confirmed", "held draft")
_SEASONS = ((_DONE, 361, 62), (_WAITING, 60, 35), (_COMING, 34, 14), (_FRESH, 13, 0))

ORDERS = sum(len(fates) for fates, _, _ in _SEASONS)
Step = Callable[[UnitOfWork], object]


@dataclass
class Story:
    """One order: what happens to it and when. `key` is known once it has been entered."""

    actor: Actor
    key: OrderKey = field(default_factory=OrderKey)
    steps: list[tuple[datetime, Step]] = field(default_factory=list)

    def enter(self, moment: datetime, draft: OrderDraft) -> None:
        """Enter the order."""

        def step(uow: UnitOfWork) -> None:
            self.key = OrderKey(orders.create(uow, self.actor, draft).order.id)

        self.steps.append((moment, step))

    def then(self, moment: datetime, verb: Callable[..., object], **given: object) -> None:
        """Let a verb of the order's life follow."""
        self.steps.append((moment, lambda uow: verb(uow, self.actor, self.key, **given)))

    def first_pallet(self, moment: datetime) -> None:
        """The goods of the first line come, and the rest is waited for."""

        def step(uow: UnitOfWork) -> None:
            line = orders.find(uow, self.actor, self.key).lines[0]
            goods = GoodsDraft(line_id=line.id, quantity=line.quantity_ordered)
            receiving.receive(uow, self.actor, self.key, ReceiveDraft(lines=(goods,)))

        self.steps.append((moment, step))

    def revise(self, moment: datetime, more: int, due: datetime) -> None:
        """The first line grows by that many percent of itself (rounded to whole units), and everything comes later."""

        def step(uow: UnitOfWork) -> None:
            line = orders.find(uow, self.actor, self.key).lines[0]
            if line.cases is not None:
                patch = LinePatch(line.id, cases=line.cases + 1)
            else:
                patch = LinePatch(line.id, quantity=line.quantity_ordered * (100 + more) // 100)
            orders.change(uow, self.actor, self.key, OrderPatch(due_at=due), lines=LineChanges(change=(patch,)))

        self.steps.append((moment, step))


def tell(uow: UnitOfWork, shelves: Shelves, buyers: Sequence[Actor], dice: Dice, now: datetime) -> None:
    """Let the year happen, in the order of its days, up to `now`."""
    steps: list[tuple[datetime, Step]] = []
    for fates, first, last in _SEASONS:
        shuffled = dice.some_of(fates, len(fates))
        for index, fate in enumerate(shuffled):
            days = first - (first - last) * index // max(1, len(shuffled) - 1)
            raised = _office_hour(now - timedelta(days=days), dice)
            story = Story(dice.one_of(buyers))
            _write(story, fate, min(raised, now - timedelta(hours=1)), shelves, dice)
            steps += story.steps
    latest = now - timedelta(minutes=1)
    for moment, step in sorted(steps, key=lambda step: step[0]):
        uow.at(min(moment, latest))
        step(uow)


def _office_hour(moment: datetime, dice: Dice) -> datetime:
    """Some time on that day, or on the Friday before a weekend."""
    weekend = max(0, moment.weekday() - 4)
    day = moment.replace(hour=dice.number(7, 15), minute=dice.number(0, 59), second=dice.number(0, 59), microsecond=0)
    return day - timedelta(days=weekend)


def _write(story: Story, fate: str, raised: datetime, shelves: Shelves, dice: Dice) -> None:
    """What happens to one order until it is where its fate has it."""
    house, supplier, articles = dice.one_of(shelves.houses)
    due = (raised + timedelta(days=house.lead_days + dice.number(0, 6))).replace(hour=15, minute=0, second=0)
    held, stage = fate.startswith("held"), fate.removeprefix("held ")
    undated = stage == "draft" and dice.percent(30)
    story.enter(raised, _draft(house, supplier, articles, shelves, dice, None if undated else due))
    moment = raised
    if stage == "canceled" and dice.percent(40):
        story.then(moment + timedelta(hours=dice.number(3, 30)), orders.cancel, reason="Ordered twice")
        return
    if stage in {"sent", "confirmed", "closed", "canceled"}:
        moment += timedelta(hours=dice.number(1, 26), minutes=dice.number(0, 59))
        story.then(moment, orders.send)
        if dice.percent(30):
            moment += timedelta(hours=dice.number(2, 20))
            story.revise(moment, dice.number(1, 4) * 25, due + timedelta(days=dice.number(1, 5)))
    if stage in {"confirmed", "closed"}:
        moment += timedelta(hours=dice.number(3, 70))
        story.then(moment, orders.confirm)
    if stage == "canceled":
        moment += timedelta(hours=dice.number(20, 90))
        story.then(moment, orders.cancel, reason=dice.one_of(("Supplier cannot deliver", "Range was dropped")))
    if stage == "closed":
        came = max(moment, due) + timedelta(days=dice.number(-3, 6), hours=2)
        story.then(max(came, moment + timedelta(hours=1)), receiving.receive, draft=ReceiveDraft(everything=True))
        story.then(max(came, moment) + timedelta(days=1), orders.close)
    elif stage == "confirmed" and not held and dice.percent(30):
        story.first_pallet(moment + timedelta(days=2))
    if held:
        story.then(moment + timedelta(hours=4), orders.hold, reason="Waiting for a new price list")


def _draft(
    house: House, supplier: Supplier, articles: Sequence[Article], shelves: Shelves, dice: Dice, due: datetime | None
) -> OrderDraft:
    lines = tuple(_line(house, article, dice) for article in dice.some_of(articles, dice.number(3, 9)))
    if dice.percent(15):
        lines += (
            LineDraft(
                description="Pallet surcharge", kind=LineKind.SERVICE, quantity=Decimal(1), unit_price=Decimal(12)
            ),
        )
    if dice.percent(8):
        lines += (LineDraft(description="Sample set, assorted", quantity=Decimal(2), unit_price=Decimal(0)),)
    abroad = house.country in {"GB", "US", "JP"}
    shop = dice.percent(20)
    return OrderDraft(
        lines,
        supplier_id=supplier.id,
        warehouse_id=shelves.warehouses[1 if shop else 0].id,
        title=dice.one_of(TITLES),
        vendor_note=dice.one_of(NOTES) if dice.percent(35) else None,
        due_at=due,
        discount=_order_discount(house, dice),
        charges=(Charge("Customs", Decimal(dice.number(18, 95))),) if abroad else (),
        ship_to=SHOP if shop else None,
        references=_references(house, dice),
        tags=tuple(folded(name).replace(" ", "-") for name, _ in dice.some_of(TAGS, dice.number(0, 2))),
        payment_reference=f"PAY-{dice.number(10_000, 99_999)}" if dice.percent(25) else None,
        custom_data={"cost_center": f"CC-{dice.number(10, 40)}"} if dice.percent(30) else {},
    )


def _order_discount(house: House, dice: Dice) -> Discount | None:
    if not dice.percent(12):
        return None
    if digits(house.currency) and dice.percent(50):
        return Discount(DiscountType.AMOUNT, Decimal(dice.number(2, 9)))
    return Discount(DiscountType.PERCENT, Decimal(dice.number(1, 4)))


def _references(house: House, dice: Dice) -> tuple[Reference, ...]:
    found = []
    if dice.percent(40):
        found.append(Reference("QUOTE_NUMBER", f"Q-{house.code[:3]}-{dice.number(1000, 9999)}"))
    if dice.percent(20):
        found.append(Reference("CUSTOMER_REFERENCE", f"WEB-{dice.number(40_000, 49_999)}"))
    return tuple(found)


def _line(house: House, article: Article, dice: Dice) -> LineDraft:
    """Some cartons of an article: every fourth line is entered by case, a few carry a discount."""
    cartons = dice.one_of((1, 1, 2, 2, 3, 4, 5, 6, 12, 14))
    line = LineDraft(product_id=article.product.id, discount=_line_discount(house, dice))
    if dice.percent(10):
        line = replace(line, notes="Same batch as last time, please.")
    if dice.percent(25):
        return replace(line, cases=Decimal(cartons), units_per_case=Decimal(article.carton))
    return replace(line, quantity=Decimal(cartons * article.carton))


def _line_discount(house: House, dice: Dice) -> Discount | None:
    if not dice.percent(15):
        return None
    if house.currency == "EUR" and dice.percent(40):
        return Discount(DiscountType.AMOUNT, Decimal("0.05"))
    return Discount(DiscountType.PERCENT, Decimal(dice.one_of((5, 10, 15))))
