"""Tables brought in: every kind, row by row, with what is wrong said in its place."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from entrepot.actions import catalog, imports, jobs, offers, orders, people, suppliers
from entrepot.actions.ports import Dialects
from entrepot.book.catalog.draft import ProductKey
from entrepot.book.documents.content import content_of
from entrepot.book.imports import errors
from entrepot.book.imports.draft import ImportDraft
from entrepot.book.imports.job import DateOrder, Import, ImportKind, ImportRow, ImportState, RowState
from entrepot.book.imports.table import TableLimits
from entrepot.book.jobs.job import JobState
from entrepot.book.orders.order import Order
from entrepot.book.orders.query import OrderQuery, Parts
from entrepot.book.people.draft import UserPatch
from entrepot.book.people.rights import Role
from entrepot.book.values.page import Listing
from entrepot.clock import FixedClock
from entrepot.documents import importing
from entrepot.documents.reading import read_table
from entrepot.errors import FIELD_REQUIRED, Conflict, Forbidden, Invalid, NotFound
from entrepot.settings import Settings
from entrepot.store.store import Store
from entrepot.worker.handlers import Background
from entrepot.worker.runner import Runner
from tests.makers import World, make_user, make_world


@dataclass
class Desk:
    """Somebody who brings tables in, and the worker behind."""

    store: Store
    world: World
    runner: Runner

    def start(self, kind: str, text: str, *, dry_run: bool = False, raw: bytes | None = None, **more: Any) -> Import:
        content = raw if raw is not None else text.encode()
        draft = ImportDraft(ImportKind(kind), read_table(content, TableLimits()), content_of(content), "t.csv", **more)
        return self.store.write_now(lambda uow: imports.start(uow, self.world.admin, draft, dry_run=dry_run))

    def bring(self, kind: str, text: str, **more: Any) -> Import:
        item = self.start(kind, text, **more)
        self.runner.drain()
        return self.read(item.id)

    def read(self, id: UUID) -> Import:
        return self.store.read_now(lambda uow: imports.read(uow, self.world.admin, id=id))

    def rows(self, item: Import, state: RowState | None = None) -> list[ImportRow]:
        return self.store.read_now(lambda uow: imports.rows(uow, self.world.admin, item.id, state=state))

    def wrong(self, item: Import) -> list[tuple[int, str | None, str]]:
        """Row, heading and code of every error."""
        return [
            (row.number, error.column, error.code) for row in self.rows(item, RowState.FAILED) for error in row.errors
        ]

    def orders(self) -> list[Order]:
        query = OrderQuery(sort="serial", descending=False, limit=100)
        page = self.store.read_now(lambda uow: orders.browse(uow, self.world.admin, query, Parts.LINES))
        return [view.order for view in page.items]


@pytest.fixture
def desk(store: Store, world: World, clock: FixedClock) -> Desk:
    background = Background(store, Dialects())
    importing.register(background)
    return Desk(store, world, Runner(background, settings=Settings(), clock=clock))


ORDERS = """number,supplier,due date,sku,qty,unit price,notes
PO-A,Brightwater Paper,2026-04-01,SKU-1,12,,first
PO-B,Brightwater Paper,,SKU-2,3,8.50,
PO-A,,,SKU-2,2,,
,brightwater paper,,SKU-3,1,,
,brightwater paper,,SKU-1,1,,
"""


def test_rows_with_the_same_number_are_one_order_and_rows_without_one_stand_together(desk: Desk) -> None:
    item = desk.bring("orders", ORDERS)
    assert (item.state, item.total, item.done, item.failed, item.created) == (ImportState.DONE, 5, 5, 0, 3)
    first, second, third = desk.orders()
    assert [(line.sku, int(line.quantity_ordered), int(line.unit_price)) for line in first.lines] == [
        ("SKU-1", 12, 3),
        ("SKU-2", 2, 9),
    ]
    assert (first.number, first.lines[0].notes) == ("PO-A", "first")
    assert first.due_at is not None
    assert second.lines[0].unit_price == Decimal("8.5")
    assert [line.sku for line in third.lines] == ["SKU-3", "SKU-1"]
    assert {row.label for row in desk.rows(item)} == {"PO-A", "PO-B", third.number}
    assert {row.subject_id for row in desk.rows(item)} == {first.id, second.id, third.id}


def test_what_is_wrong_is_said_at_its_row_and_column_and_the_other_orders_are_taken(desk: Desk) -> None:
    text = """PO Number,Vendor,SKU,Quantity,Price
A,Brightwater Paper,SKU-1,twelve,
A,Brightwater Paper,SKU-2,1,
B,Nobody,SKU-1,1,
C,Brightwater Paper,NOPE,1,
D,Brightwater Paper,SKU-1,1,-2
E,Brightwater Paper,SKU-1,1,
F,Brightwater Paper,SKU-1,1,
F,Somebody else,SKU-1,1,
G,Brightwater Paper,SKU-1,1.5,
H,Brightwater Paper,SKU-1,,
e,Brightwater Paper,SKU-1,1,,,boo
"""
    item = desk.bring("orders", text)
    assert [order.number for order in desk.orders()] == []
    assert (item.done, item.failed, item.created) == (0, 11, 0)
    assert desk.wrong(item) == [
        (2, "Quantity", errors.CELL_NUMBER),
        (3, None, errors.ROW_GROUP),
        (4, "Vendor", "supplier.unknown"),
        (5, "SKU", "product.unknown"),
        (6, "Price", "money.negative"),
        (7, None, errors.ROW_GROUP),
        (8, None, errors.ROW_GROUP),
        (9, "Vendor", errors.ROW_DIFFERS),
        (10, "Quantity", "quantity.whole"),
        (11, "Quantity", "line.quantity_missing"),
        (12, None, errors.CELLS_BEYOND),
    ]


def test_an_order_that_is_there_already_is_not_entered_again(desk: Desk) -> None:
    desk.bring("orders", ORDERS)
    again = desk.bring("orders", ORDERS)
    assert (again.done, again.failed) == (2, 3)
    assert {code for _, column, code in desk.wrong(again) if column == "number"} == {"order.number_taken"}
    assert len(desk.orders()) == 4


def test_a_rehearsal_says_the_same_and_keeps_nothing(desk: Desk) -> None:
    item = desk.bring("orders", ORDERS.replace("PO-B,Brightwater Paper", "PO-B,Nobody"), dry_run=True)
    assert (item.state, item.done, item.failed, item.created) == (ImportState.DONE, 4, 1, 2)
    assert desk.orders() == []
    assert {row.subject_id for row in desk.rows(item)} == {None}
    assert desk.bring("orders", ORDERS).created == 3
    assert desk.orders()[2].number.endswith("1")


def test_lines_are_added_to_orders_and_changed_by_their_place(desk: Desk) -> None:
    desk.bring("orders", ORDERS)
    text = (
        "order;line;sku;quantity;unit price\nPO-A;;SKU-3;4;1,25\nPO-A;2;;5;\nPO-B;9;;1;\nPO-X;;SKU-1;1;\n;;SKU-1;1;\n"
    )
    item = desk.bring("lines", text)
    assert item.decimal_comma is True
    assert desk.wrong(item) == [
        (4, "line", "line.unknown"),
        (5, "order", "order.unknown"),
        (6, "order", FIELD_REQUIRED),
    ]
    lines = desk.orders()[0].lines
    assert [(line.sku, int(line.quantity_ordered)) for line in lines] == [("SKU-1", 12), ("SKU-2", 5), ("SKU-3", 4)]
    assert lines[2].unit_price == Decimal("1.25")


def test_products_are_made_and_changed(desk: Desk) -> None:
    text = """sku,name,cost,currency,ean,active,weight
SKU-1,,4.25,,,,
NEW-1,New thing,1.5,USD,111;222,no,12.5
NEW-2,,,,,,
NEW-3,Odd,,,,maybe,
SKU-2,,,,,,
"""
    item = desk.bring("products", text)
    assert (item.created, item.changed, item.done, item.failed) == (1, 1, 3, 2)
    assert desk.wrong(item) == [(4, "name", FIELD_REQUIRED), (5, "active", errors.CELL_FLAG)]
    new = desk.store.read_now(lambda uow: catalog.read(uow, desk.world.admin, ProductKey(sku="NEW-1")))
    assert new.cost_price is not None
    assert (new.cost_price.amount, new.cost_price.currency, new.active) == (Decimal("1.5"), "USD", False)
    assert [code.code for code in new.barcodes] == ["111", "222"]
    old = desk.store.read_now(lambda uow: catalog.read(uow, desk.world.admin, ProductKey(sku="SKU-1")))
    assert old.cost_price is not None
    assert (old.cost_price.amount, old.name) == (Decimal("4.25"), "Product SKU-1")


def test_suppliers_are_found_by_code_or_name_and_keep_what_is_not_said(desk: Desk) -> None:
    text = """code,name,email,city,country,payment terms,lead time
TIMBER,Baltic Timber,a@timber.example; b@timber.example,Riga,lv,,7
,Brightwater Paper,,Leiden,,,
TIMBER,,,Ventspils,,,
,,,,NL,,
X,Y,not an address,,,,
X2,Z,,,,Never,
X3,Z,,,,,soon
"""
    item = desk.bring("suppliers", text)
    assert (item.created, item.changed) == (1, 2)
    assert desk.wrong(item) == [
        (5, "name", FIELD_REQUIRED),
        (6, "email", "field.format"),
        (7, "payment terms", "payment_term.unknown"),
        (8, "lead time", errors.CELL_WHOLE),
    ]
    page = desk.store.read_now(lambda uow: suppliers.browse(uow, desk.world.admin, Listing(sort="serial")))
    paper, timber = page.items
    assert paper.address is not None
    assert (paper.address.locality, paper.emails) == ("Leiden", ("orders@brightwater.example",))
    assert timber.address is not None
    assert (timber.address.locality, timber.address.country, timber.lead_time_days) == ("Ventspils", "LV", 7)


def test_what_suppliers_ask_is_brought_in_with_price_breaks(desk: Desk) -> None:
    text = """supplier,sku,supplier sku,price,price breaks,carton
Brightwater Paper,SKU-3,BW-3,2.20,10:2.00; 50:1.80,6
Brightwater Paper,SKU-1,,,10=2,
Brightwater Paper,NOPE,,1.00,,
,SKU-1,,1.00,,
"""
    item = desk.bring("supplier_products", text)
    assert (item.created, item.failed) == (1, 3)
    assert desk.wrong(item) == [
        (3, "price breaks", errors.CELL_BREAKS),
        (4, None, "product.unknown"),
        (5, "supplier", FIELD_REQUIRED),
    ]
    world = desk.world
    row = desk.store.read_now(lambda uow: offers.read(uow, world.admin, world.supplier.id, world.products[2].id))
    assert [(str(step.minimum_quantity), str(step.price)) for step in row.price_breaks] == [
        ("10", "2.00"),
        ("50", "1.80"),
    ]


def test_headings_are_mapped_by_hand_where_they_say_nothing(desk: Desk) -> None:
    text = "Artikel,Benennung,Sonst\nN-1,Brett,x\n"
    mapping = {"Artikel": "sku", "benennung": "name", "Sonst": None}
    item = desk.bring("products", text, mapping=mapping)
    assert (item.mapping, item.created) == (("sku", "name", None), 1)


def test_the_mapping_of_the_same_headings_is_remembered(desk: Desk) -> None:
    text = "Artikel,Benennung\nN-1,Brett\n"
    desk.bring("products", text, mapping={"Artikel": "sku", "Benennung": "name"})
    assert desk.bring("products", text.replace("N-1", "N-2")).mapping == ("sku", "name")
    with pytest.raises(Invalid):
        desk.start("products", text, mapping={})
    with pytest.raises(Invalid):
        desk.start("products", text.replace("Benennung", "Name"))


@pytest.mark.parametrize(
    ("kind", "text", "mapping", "path"),
    [
        ("products", "name\nx\n", None, ("mapping", "sku")),
        ("orders", "number\nx\n", None, ("mapping", "sku")),
        ("suppliers", "city\nx\n", None, ("mapping", "code")),
        ("products", "sku,name\nx,y\n", {"colour": "name"}, ("mapping", "colour")),
        ("products", "sku,name\nx,y\n", {"name": "colour"}, ("mapping", "name")),
        ("products", "sku,name\nx,y\n", {"sku": "name", "name": "name"}, ("mapping", "name")),
        ("supplier_products", "supplier;sku;price\na;b;1.234\n", None, ("decimal",)),
        ("supplier_products", "supplier;sku;price;moq\na;b;1.5;1,5\n", None, ("decimal",)),
    ],
)
def test_what_is_wrong_with_the_table_itself_is_said_at_once(
    desk: Desk, kind: str, text: str, mapping: dict[str, str] | None, path: tuple[str, ...]
) -> None:
    with pytest.raises(Invalid) as refused:
        desk.start(kind, text, mapping=mapping)
    assert path in [field.path for field in refused.value.fields]


def test_how_numbers_and_dates_are_written_can_be_said(desk: Desk) -> None:
    text = "number;supplier;sku;qty;price;due\nA;Brightwater Paper;SKU-1;1;1.234;03/04/2026\n"
    item = desk.bring("orders", text, decimal_comma=True, dates=DateOrder.DAY_FIRST)
    assert desk.wrong(item) == []
    (order,) = desk.orders()
    assert order.lines[0].unit_price == 1234
    assert order.due_at is not None
    assert order.due_at.date().isoformat() == "2026-04-03"
    again = desk.bring("orders", text.replace("A;", "B;"), decimal_comma=False)
    assert desk.wrong(again) == [(2, "due", errors.CELL_DATE)]


def test_who_may_not_write_such_things_brings_none_in_and_sees_none(desk: Desk) -> None:
    item = desk.bring("products", "sku,name\nN-1,x\n")
    for role in (Role.VIEWER, Role.RECEIVER):
        user = make_user(desk.store, desk.world, f"{role}@harborrow.example", role)
        actor = people.actor_of_user(user, "api")
        for ask in (
            lambda uow, actor=actor: imports.read(uow, actor, id=item.id),
            lambda uow, actor=actor: imports.browse(uow, actor, Listing()),
        ):
            with pytest.raises(Forbidden):
                desk.store.read_now(ask)
    other = make_world(desk.store, "Elsewhere")
    with pytest.raises(NotFound):
        desk.store.read_now(lambda uow: imports.read(uow, other.admin, id=item.id))
    assert desk.store.read_now(lambda uow: imports.browse(uow, other.admin, Listing())).items == ()


def test_an_import_whose_starter_was_shut_out_stops_and_says_why(desk: Desk) -> None:
    user = make_user(desk.store, desk.world, "buyer@harborrow.example")
    raw = b"sku,name\nN-1,x\n"
    draft = ImportDraft(ImportKind.PRODUCTS, read_table(raw, TableLimits()), content_of(raw), "t.csv")
    actor = people.actor_of_user(user, "api")
    item = desk.store.write_now(lambda uow: imports.start(uow, actor, draft))
    desk.store.write_now(lambda uow: people.change_user(uow, desk.world.admin, user.id, UserPatch(active=False)))
    desk.runner.drain()
    after = desk.read(item.id)
    assert (after.state, after.done) == (ImportState.FAILED, 0)
    assert after.error == "The user who asked for this is no longer active."
    assert after.job_id is not None
    job = desk.store.read_now(lambda uow: jobs.found(uow, after.organization_id, after.job_id or item.id))
    assert job.state is JobState.FAILED


def test_an_import_is_stopped_before_it_begins_and_not_twice(desk: Desk) -> None:
    item = desk.start("products", "sku,name\nN-1,x\n")
    desk.store.write_now(lambda uow: imports.cancel(uow, desk.world.admin, item.id))
    desk.runner.drain()
    after = desk.read(item.id)
    assert (after.state, after.done) == (ImportState.CANCELED, 0)
    with pytest.raises(Conflict):
        desk.store.write_now(lambda uow: imports.cancel(uow, desk.world.admin, item.id))


class Dies(Exception):
    """The power goes."""


class MortalStore:
    """The store of a worker that dies at its nth write."""

    def __init__(self, store: Store, last: int) -> None:
        self.store, self.last, self.seen = store, last, 0
        self.read_now = store.read_now

    def write_now(self, work: Any) -> Any:
        self.seen += 1
        if self.seen == self.last:
            raise Dies
        return self.store.write_now(work)


class Attempt:
    """What the handler of an import is given: a worker that dies at its nth write (0: never)."""

    def __init__(self, desk: Desk, item: Import, last: int = 0, attempts: int = 1) -> None:
        self.store = MortalStore(desk.store, last)
        self.settings = Settings()
        job = desk.store.read_now(lambda uow: jobs.found(uow, item.organization_id, item.job_id or item.id))
        self.job = replace(job, attempts=attempts)

    def check(self) -> None:
        """Nobody stops it."""

    def progress(self, done: int, total: int) -> None:
        """Nobody looks."""


def attempt(desk: Desk, item: Import, **more: int) -> None:
    importing.run(Attempt(desk, item, **more))  # type: ignore[arg-type]


def test_a_worker_that_dies_at_any_step_leaves_nothing_out_and_does_nothing_twice(desk: Desk) -> None:
    rows = "".join(f"P-{number},Brightwater Paper,SKU-1,1\n" for number in range(25))
    item = desk.start("orders", f"number,supplier,sku,qty\n{rows}")
    for last in (1, 2, 2, 3):
        with pytest.raises(Dies):
            attempt(desk, item, last=last)
    attempt(desk, item)
    after = desk.read(item.id)
    assert (after.state, after.done, after.created, after.failed) == (ImportState.DONE, 25, 25, 0)
    assert [order.number for order in desk.orders()] == [f"P-{number}" for number in range(25)]
    attempt(desk, item)
    assert len(desk.orders()) == 25


def test_an_import_that_breaks_again_and_again_says_so_in_the_end(desk: Desk) -> None:
    item = desk.start("products", "sku,name\nN-1,x\n")
    for attempts in (1, 8):
        with pytest.raises(Dies):
            attempt(desk, item, last=2, attempts=attempts)
    after = desk.read(item.id)
    assert (after.state, after.error) == (
        ImportState.FAILED,
        "Something went wrong again and again; the log says what.",
    )
