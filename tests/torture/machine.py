"""One order, everything that can be done to it, and a small model that says what must come of it.

The model knows nothing of the house: it keeps a list of postings and adds up those that were not undone. After each
step the order's counters, progress, status, and the stock must be what the model says, and the ledger must be sound.
"""

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from entrepot.actions import settings as organization_settings
from entrepot.actions.releases import ReleaseOutcome
from entrepot.book.orders.draft import LineChanges, LineKey, LinePatch
from entrepot.book.receiving.draft import GoodsDraft, LineQuantity
from entrepot.book.receiving.outcome import Posted
from entrepot.book.receiving.receipt import GoodsReceipt
from entrepot.book.releases.draft import ReleaseLineDraft
from entrepot.errors import EntrepotError
from tests.dock import Dock, wanted
from tests.makers import make_world, open_store

D = Decimal
SMALL = st.integers(1, 14)
PLACE = st.integers(0, 3)
OPEN = {"draft", "sent", "confirmed"}
TAKES_GOODS = {"sent", "confirmed"}


@dataclass
class Entry:
    """So much of one kind on one line."""

    kind: str
    line: int
    units: int


@dataclass
class ModelPosting:
    """Entries made together; `stock` is what came on hand with them."""

    posted: Posted
    entries: list[Entry]
    stock: int
    is_undone: bool = False


@dataclass
class ModelReceipt:
    """Goods booked on a receipt that is not completed: by line, accepted."""

    receipt: GoodsReceipt
    booked: list[tuple[int, int]] = field(default_factory=list)


@dataclass
class ModelRelease:
    """Goods of one line let go: offered until accepted (then counted as released) or given back."""

    made: ReleaseOutcome
    line: int
    units: int
    state: str = "offered"


@dataclass
class Model:
    """What must be true of the order."""

    tolerance: int
    auto_close: bool
    ordered: dict[int, int]
    status: str = "draft"
    steps: list[str] = field(default_factory=list)
    is_held: bool = False
    postings: list[ModelPosting] = field(default_factory=list)
    receipt: ModelReceipt | None = None
    releases: list[ModelRelease] = field(default_factory=list)
    on_hand: int = 0

    def let_go(self, number: int, state: str) -> int:
        """Units of one line on releases in this state."""
        return sum(each.units for each in self.releases if (each.line, each.state) == (number, state))

    def sum(self, kind: str, number: int) -> int:
        """The sum of the live entries of one kind on one line."""
        if kind == "released":
            return self.let_go(number, "accepted")
        live = (entry for posting in self.postings if not posting.is_undone for entry in posting.entries)
        return sum(entry.units for entry in live if (entry.kind, entry.line) == (kind, number))

    def net(self, number: int) -> int:
        """Received and not returned."""
        return self.sum("received", number) - self.sum("returned", number)

    def done(self, number: int) -> int:
        """What needs no further arrival."""
        return self.net(number) + self.sum("written_off", number) + self.sum("released", number)

    def available(self, number: int) -> int:
        """What is left to release."""
        spoken_for = self.done(number) + self.let_go(number, "offered") + self.waiting(number)
        return max(0, self.ordered[number] - spoken_for)

    def outstanding(self, number: int) -> int:
        """What is still to come."""
        return max(0, self.ordered[number] - self.done(number))

    def left(self, number: int) -> Decimal:
        """What may still come, with what waits on a receipt."""
        most = D(self.ordered[number]) * (100 + self.tolerance) / 100 - self.sum("written_off", number)
        most -= self.sum("released", number)
        return max(D(0), max(D(0), most) - self.net(number)) - self.waiting(number)

    def waiting(self, number: int) -> int:
        """What is booked on the receipt and not counted yet."""
        return sum(units for place, units in self.receipt.booked if place == number) if self.receipt else 0

    def is_done(self) -> bool:
        """Whether nothing is outstanding."""
        return bool(self.ordered) and all(self.done(number) >= units for number, units in self.ordered.items())

    def has_goods(self) -> bool:
        """Whether anything was received and not returned."""
        return any(self.net(number) > 0 for number in self.ordered)

    def is_released_whole(self) -> bool:
        """Whether nothing is left and some of it was released."""
        return self.is_done() and any(self.sum("released", number) for number in self.ordered)

    def takes_goods(self) -> bool:
        """Whether goods may be received at all."""
        return self.status in TAKES_GOODS and not self.is_held

    def post(self, posting: ModelPosting, was_done: bool) -> None:
        """Something was posted; the order may close by itself."""
        self.postings.append(posting)
        self.on_hand += posting.stock
        self.follow(was_done)

    def follow(self, was_done: bool) -> None:
        """Close, or open again, when the organization wants that."""
        if not self.auto_close:
            return
        closes = not was_done and self.is_done() and self.status in TAKES_GOODS
        if closes and (self.status == "confirmed" or self.has_goods()):
            self.status = "closed"
        elif was_done and not self.is_done() and self.status == "closed":
            self.status = self.before_closing()

    def before_closing(self) -> str:
        """Where a closed order returns to."""
        return "confirmed" if "confirmed" in self.steps else "sent" if "sent" in self.steps else "draft"

    def receiving(self) -> str:
        """The word for how far the goods are."""
        done = [self.done(number) for number in self.ordered]
        if not any(done):
            waits = self.receipt is not None and bool(self.receipt.booked)
            return "arriving" if waits else "expected" if self.receipt is not None else "none"
        if not self.is_done():
            return "partial" if any(units > 0 for units in done) else "none"
        return "over" if any(self.done(number) > units for number, units in self.ordered.items()) else "full"


class OrderMachine(RuleBasedStateMachine):
    """Everything that can be done to one order, in any order."""

    dock: Dock
    steps = 0

    @initialize(first=SMALL, second=SMALL, tolerance=st.sampled_from([0, 10, 50]), auto_close=st.booleans())
    def enter(self, first: int, second: int, tolerance: int, auto_close: bool) -> None:
        """An order of two lines of one product."""
        given = {"receiving.over_receipt_percent": str(tolerance), "receiving.auto_close": auto_close}
        self.dock.write(lambda uow: organization_settings.change(uow, self.dock.actor, given))
        self.order = self.dock.enter(wanted(str(first)), wanted(str(second)))
        self.model = Model(tolerance, auto_close, {0: first, 1: second})
        self.ids = [each.id for each in self.order.lines]
        self.model.on_hand = int(self.dock.on_hand())

    def attempt(self, expected: bool, act: Callable[[], object]) -> object:
        """Do it: it works exactly when the model says so, and a refusal is a proper one."""
        OrderMachine.steps += 1
        refusal: EntrepotError | None = None
        done: object = None
        try:
            done = act()
        except EntrepotError as error:
            refusal = error
        said = "it was done" if refusal is None else f"{refusal.code}: {refusal.message} {refusal.fields}"
        assert (refusal is None) == expected, f"should it have been done? {expected}. {said}"
        return done

    def number(self, place: int) -> int:
        """One of the lines that are still on the order."""
        present = sorted(self.model.ordered)
        return present[place % len(present)]

    # --- life ---------------------------------------------------------------------------------------------------------

    @rule(verb=st.sampled_from(["send", "send", "confirm", "close", "reopen", "cancel", "hold", "resume"]))
    def move(self, verb: str) -> None:
        """A step in its life."""
        model, status = self.model, self.model.status
        may = {
            "send": status == "draft" and not model.is_held,
            "confirm": status in {"draft", "sent"} and not model.is_held,
            "close": status in OPEN and (status == "confirmed" or model.has_goods()),
            "reopen": status == "closed",
            "cancel": status in OPEN
            and not model.has_goods()
            and not model.is_released_whole()
            and not (model.receipt is not None and bool(model.receipt.booked)),
            "hold": status in OPEN and not model.is_held,
            "resume": model.is_held,
        }[verb]
        self.attempt(may, lambda: self.dock.do(verb, self.order, **({"reason": "why not"} if verb == "hold" else {})))
        if not may:
            return
        if verb in {"hold", "resume"}:
            model.is_held = verb == "hold"
        else:
            target = {"send": "sent", "confirm": "confirmed", "close": "closed", "cancel": "canceled"}
            model.status = target.get(verb) or model.before_closing()
            model.steps += [model.status] if verb in {"send", "confirm"} else []
        if verb == "cancel":
            for each in model.releases:
                each.state = "canceled" if each.state == "offered" else each.state

    @rule(place=PLACE, units=SMALL)
    def change_quantity(self, place: int, units: int) -> None:
        """Order more or less."""
        number = self.number(place)
        least = self.model.done(number) + self.model.let_go(number, "offered") + self.model.waiting(number)
        may = self.model.status in OPEN and units >= least
        patch = LinePatch(line_id=self.ids[number], quantity=D(units))
        self.attempt(may, lambda: self.dock.change(self.order, lines=LineChanges(change=(patch,))))
        if may:
            self.model.ordered[number] = units

    @precondition(lambda self: len(self.model.ordered) < 4)
    @rule(units=SMALL)
    def add_line(self, units: int) -> None:
        """Order something else as well."""
        may = self.model.status in OPEN
        done = self.attempt(may, lambda: self.dock.change(self.order, lines=LineChanges(add=(wanted(str(units)),))))
        if may:
            self.ids.append(done.order.lines[-1].id)  # type: ignore[attr-defined]
            self.model.ordered[len(self.ids) - 1] = units

    @precondition(lambda self: len(self.model.ordered) > 1)
    @rule(place=PLACE)
    def remove_line(self, place: int) -> None:
        """Do without a line, unless goods of it were moved."""
        number = self.number(place)
        moved = any(self.model.sum(kind, number) for kind in ("received", "written_off", "rejected", "released"))
        held = self.model.let_go(number, "offered") or self.model.waiting(number)
        may = self.model.status in OPEN and not moved and not held
        keys = (LineKey(line_id=self.ids[number]),)
        self.attempt(may, lambda: self.dock.change(self.order, lines=LineChanges(remove=keys)))
        if may:
            del self.model.ordered[number]

    # --- goods --------------------------------------------------------------------------------------------------------

    @rule(place=PLACE, accepted=st.integers(0, 14), rejected=st.integers(0, 2))
    def receive(self, place: int, accepted: int, rejected: int) -> None:
        """Goods of one line."""
        number, model = self.number(place), self.model
        may = model.takes_goods() and accepted + rejected > 0 and (not accepted or accepted <= model.left(number))
        goods = GoodsDraft(line_id=self.ids[number], accepted=D(accepted), rejected=D(rejected))
        posted = self.attempt(may, lambda: self.dock.receive(self.order, goods))
        entries = [Entry("received", number, accepted), Entry("rejected", number, rejected)]
        self.posted(posted, entries, accepted)

    @rule()
    def receive_everything(self) -> None:
        """All that is outstanding."""
        model = self.model
        entries = [Entry("received", number, model.outstanding(number)) for number in model.ordered]
        entries = [entry for entry in entries if entry.units]
        may = model.takes_goods() and bool(entries) and all(entry.units <= model.left(entry.line) for entry in entries)
        posted = self.attempt(may, lambda: self.dock.receive(self.order, everything=True))
        self.posted(posted, entries, sum(entry.units for entry in entries))

    @rule(place=PLACE, units=SMALL)
    def give_back(self, place: int, units: int) -> None:
        """Goods go back to the supplier."""
        number, model = self.number(place), self.model
        may = not model.is_held and model.status != "canceled" and units <= model.net(number)
        posted = self.attempt(may, lambda: self.dock.give_back(self.order, self.quantity(number, units)))
        self.posted(posted, [Entry("returned", number, units)], -units)

    @rule(place=PLACE, units=SMALL)
    def write_off(self, place: int, units: int) -> None:
        """Some of the rest will not come."""
        number, model = self.number(place), self.model
        may = model.takes_goods() and units <= model.outstanding(number) - model.waiting(number)
        posted = self.attempt(may, lambda: self.dock.write_off(self.order, self.quantity(number, units)))
        self.posted(posted, [Entry("written_off", number, units)], 0)

    @precondition(lambda self: self.model.postings)
    @rule(choice=st.integers(0, 50))
    def undo(self, choice: int) -> None:
        """Something posted before was a mistake."""
        model = self.model
        posting = model.postings[choice % len(model.postings)]
        was_done = model.is_done()
        below = any(
            entry.kind == "received" and model.net(entry.line) - _received(posting, entry.line) < 0
            for entry in posting.entries
        )
        back = model.status == "canceled" and any(entry.kind == "returned" for entry in posting.entries)
        may = not posting.is_undone and not below and not back
        self.attempt(may, lambda: self.dock.undo(posting.posted))
        if may:
            posting.is_undone = True
            model.on_hand -= posting.stock
            model.follow(was_done)

    # --- releases -----------------------------------------------------------------------------------------------------

    @rule(place=PLACE, units=SMALL, at_once=st.booleans())
    def release(self, place: int, units: int, at_once: bool) -> None:
        """Goods are offered for release, or go onto an order of their own at once."""
        number, model = self.number(place), self.model
        was_done = model.is_done()
        may = model.takes_goods() and units <= model.available(number)
        part = ReleaseLineDraft(self.ids[number], D(units))
        made = self.attempt(may, lambda: self.dock.release(self.order, part, accept=at_once))
        if isinstance(made, ReleaseOutcome):
            model.releases.append(ModelRelease(made, number, units, "accepted" if at_once else "offered"))
            model.follow(was_done)

    @precondition(lambda self: self.model.releases)
    @rule(choice=st.integers(0, 50), verb=st.sampled_from(["accept", "reject", "cancel"]))
    def decide(self, choice: int, verb: str) -> None:
        """A release is decided; an accepted one may still be taken back."""
        model = self.model
        release = model.releases[choice % len(model.releases)]
        was_done, is_offered = model.is_done(), release.state == "offered"
        may = is_offered or (verb == "cancel" and release.state == "accepted")
        if verb == "accept" and is_offered:
            others = model.let_go(release.line, "offered") - release.units
            left = max(0, model.ordered[release.line] - model.done(release.line) - others - model.waiting(release.line))
            may = model.takes_goods() and release.units <= left
        self.attempt(may, lambda: self.dock.decide(verb, release.made))
        if may:
            release.state = {"accept": "accepted", "reject": "rejected", "cancel": "canceled"}[verb]
            model.follow(was_done)

    # --- receipts -----------------------------------------------------------------------------------------------------

    @precondition(lambda self: self.model.receipt is None and self.model.status in OPEN)
    @rule()
    def announce(self) -> None:
        """Goods are on their way."""
        self.model.receipt = ModelReceipt(self.dock.announce(self.order))

    @precondition(lambda self: self.model.receipt is not None)
    @rule(place=PLACE, units=SMALL)
    def book(self, place: int, units: int) -> None:
        """Goods are unpacked: on hand, not counted yet."""
        number, model = self.number(place), self.model
        receipt = model.receipt
        assert receipt is not None
        is_over = model.status in {"closed", "canceled"}
        may = not is_over and model.takes_goods() and units <= model.left(number)
        goods = GoodsDraft(line_id=self.ids[number], quantity=D(units))
        self.attempt(may, lambda: self.dock.book(receipt.receipt, goods))
        if may:
            receipt.booked.append((number, units))
            model.on_hand += units

    @precondition(lambda self: self.model.receipt is not None)
    @rule(cancels=st.booleans())
    def finish_receipt(self, cancels: bool) -> None:
        """The receipt is completed (its order counts the goods), or canceled (they leave again)."""
        model, receipt = self.model, self.model.receipt
        assert receipt is not None
        is_over = model.status in {"closed", "canceled"}
        may = cancels or is_over or not receipt.booked or model.takes_goods()
        posted = self.attempt(may, lambda: self.dock.step("cancel" if cancels else "complete", receipt.receipt))
        if not may:
            return
        was_done, stock = model.is_done(), sum(units for _, units in receipt.booked)
        model.receipt = None
        if cancels:
            model.on_hand -= stock
            return
        entries = [Entry("received", place, units) for place, units in receipt.booked if place in model.ordered]
        assert isinstance(posted, Posted)
        model.on_hand -= stock  # `post` counts it again: it came on hand when it was booked
        model.post(ModelPosting(posted, [] if is_over else entries, stock), was_done)

    # --- what must hold -----------------------------------------------------------------------------------------------

    def quantity(self, number: int, units: int) -> LineQuantity:
        """So much of a line."""
        return LineQuantity(line_id=self.ids[number], quantity=D(units))

    def posted(self, posted: object, entries: list[Entry], stock: int) -> None:
        """Keep what was posted, when it was."""
        if isinstance(posted, Posted):
            self.model.post(ModelPosting(posted, entries, stock), self.model.is_done())

    @invariant()
    def the_order_is_what_the_model_says(self) -> None:
        """Counters, progress, status and stock."""
        if not hasattr(self, "model"):
            return
        model, order = self.model, self.dock.read(self.order)
        assert (order.status.value, order.held_at is not None) == (model.status, model.is_held)
        assert {each.id for each in order.lines} == {self.ids[number] for number in model.ordered}
        by_id = {each.id: each for each in order.lines}
        for number, units in model.ordered.items():
            kept = by_id[self.ids[number]]
            assert kept.quantity_ordered == units
            for kind in ("received", "rejected", "returned", "written_off", "released"):
                assert getattr(kept, f"quantity_{kind}") == model.sum(kind, number), (kind, number)
            assert kept.quantity_outstanding == model.outstanding(number)
        assert order.receiving.value == model.receiving()
        total = sum(model.ordered.values())
        counted = sum(min(max(0, model.net(number)), units) for number, units in model.ordered.items())
        assert order.received_percent == (D(counted * 100) / total).quantize(D("0.01"), rounding="ROUND_DOWN")
        assert self.dock.on_hand() == model.on_hand

    def teardown(self) -> None:
        """The ledger proves itself."""
        if hasattr(self, "model"):
            assert self.dock.drifting() == ()


def _received(posting: ModelPosting, number: int) -> int:
    return sum(entry.units for entry in posting.entries if (entry.kind, entry.line) == ("received", number))


def run(folder: Path, steps: int, seeds: int) -> tuple[int, list[str]]:
    """At least so many steps for each seed; the number made and the faults found."""
    made, faults = 0, list[str]()
    with ExitStack() as stack:
        OrderMachine.dock = Dock(store := stack.enter_context(open_store(folder)), make_world(store))
        for number in range(seeds):
            OrderMachine.steps = 0
            while OrderMachine.steps < steps and not faults:
                machine = seed(number * 1_000_003 + OrderMachine.steps)(_Machine)
                try:
                    run_state_machine_as_test(machine, settings=_how())
                except Exception as error:  # noqa: BLE001 - whatever comes up is a fault
                    faults.append(f"seed {number}: {type(error).__name__}: {error}")
            made += OrderMachine.steps
    return made, faults


class _Machine(OrderMachine):
    """The machine that `run` seeds."""


def _how() -> settings:
    return settings(
        max_examples=10, stateful_step_count=60, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        print(run(Path(place), 2_000, 8))
