from dataclasses import replace
from decimal import Decimal
from uuid import uuid4

import pytest

from entrepot.actions import orders, suppliers, terms
from entrepot.book.orders.draft import LineDraft, OrderDraft
from entrepot.book.people.rights import Role
from entrepot.book.suppliers.draft import SupplierDraft, SupplierPatch
from entrepot.book.suppliers.errors import SUPPLIER_CODE_TAKEN, SUPPLIER_IN_USE, SUPPLIER_UNKNOWN
from entrepot.book.suppliers.supplier import Contact, IdentificationCode, Supplier
from entrepot.book.values.address import Address
from entrepot.book.values.page import Condition, Listing, Test
from entrepot.book.values.termdraft import TermDraft
from entrepot.errors import VERSION_STALE, Conflict, Forbidden, Invalid, NotFound
from entrepot.store import events, organizations
from entrepot.store import suppliers as shelf
from entrepot.store.store import Store
from tests.makers import World, make_world

FULL = SupplierDraft(
    "Brightwater Paper",
    code="BW",
    account_reference="K-20881",
    their_reference="HARBOR",
    emails=("orders@brightwater.example", "ceo@brightwater.example"),
    phone="+31 20 555 0101",
    address=Address(line_1="Keizersgracht 1", locality="Amsterdam", country="NL"),
    contacts=(Contact("Wim", "wim@brightwater.example", None),),
    currency="USD",
    default_tax_rate=Decimal(21),
    default_delivery_cost=Decimal("7.50"),
    minimum_order_value=Decimal(100),
    lead_time_days=9,
    identification_codes=(IdentificationCode("EXTERNAL_ID", "EXT-9"),),
    remarks="Closed in August",
    extension={"storefeeder": {"Reference": "x"}},
)


def made(store: Store, world: World, draft: SupplierDraft) -> Supplier:
    return store.write_now(lambda uow: suppliers.create(uow, world.admin, draft))


def names(store: Store, world: World, listing: Listing) -> list[str]:
    page = store.read_now(lambda uow: suppliers.browse(uow, world.admin, listing))
    return [supplier.name for supplier in page.items]


def test_a_supplier_is_read_back_as_it_was_made(store: Store, world: World) -> None:
    term = store.write_now(lambda uow: terms.create(uow, world.admin, TermDraft("Net 30", 30)))
    supplier = made(store, world, replace(FULL, payment_term_serial=term.serial))
    again = store.read_now(lambda uow: suppliers.read(uow, world.admin, id=supplier.id))
    assert again == supplier
    assert again.payment_term_id == term.id
    assert again.serial == world.supplier.serial + 1
    assert store.read_now(lambda uow: suppliers.read(uow, world.admin, serial=supplier.serial)) == supplier


def test_a_supplier_without_currency_is_paid_in_the_organizations(store: Store) -> None:
    world = make_world(store, currency="SEK")
    assert made(store, world, SupplierDraft("Nordic")).currency == "SEK"


def test_everything_wrong_with_a_supplier_is_said_at_once(store: Store, world: World) -> None:
    wrong = SupplierDraft(
        " ", code="x" * 21, emails=("nobody",), currency="XYZ", default_tax_rate=Decimal(-1), lead_time_days=-1,
        address=Address(country="XX"),
    )  # fmt: skip
    with pytest.raises(Invalid) as refused:
        made(store, world, wrong)
    assert {field.path for field in refused.value.fields} == {
        ("name",), ("code",), ("emails", 0), ("address", "country"), ("currency",), ("default_tax_rate",),
        ("lead_time_days",),
    }  # fmt: skip


def test_an_unknown_payment_term_is_a_wrong_field(store: Store, world: World) -> None:
    with pytest.raises(Invalid) as refused:
        made(store, world, replace(FULL, payment_term_id=uuid4()))
    assert refused.value.fields[0].path == ("payment_term_id",)


def test_two_suppliers_cannot_share_a_code_in_any_spelling(store: Store, world: World) -> None:
    made(store, world, FULL)
    with pytest.raises(Conflict) as refused:
        made(store, world, replace(FULL, name="Other", code=" bw "))
    assert refused.value.code == SUPPLIER_CODE_TAKEN
    assert refused.value.fields[0].path == ("code",)


def test_suppliers_of_another_organization_may_have_the_same_code(store: Store, world: World) -> None:
    made(store, world, FULL)
    other = make_world(store, "Quayside")
    assert made(store, other, FULL).code == "BW"


def test_a_foreign_supplier_looks_unknown(store: Store, world: World) -> None:
    other = make_world(store, "Quayside")
    with pytest.raises(NotFound) as refused:
        store.read_now(lambda uow: suppliers.read(uow, other.admin, id=world.supplier.id))
    assert refused.value.code == SUPPLIER_UNKNOWN


def test_a_change_leaves_the_rest_and_says_what_was_before(store: Store, world: World) -> None:
    supplier = made(store, world, FULL)
    patch = SupplierPatch(phone=None, remarks="Open again", address=Address(locality="Delft", country="NL"))
    after = store.write_now(lambda uow: suppliers.change(uow, world.admin, patch, id=supplier.id))
    assert (after.phone, after.remarks, after.code, after.version) == (None, "Open again", "BW", 2)
    told = store.read_now(lambda uow: events.of(uow, world.organization.id, supplier.id))
    assert [event.code for event in told] == ["supplier.created", "supplier.changed"]
    assert {(change.path, change.old, change.new) for change in told[1].changes} == {
        ("phone", "+31 20 555 0101", None),
        ("remarks", "Closed in August", "Open again"),
        ("address.line_1", "Keizersgracht 1", None),
        ("address.locality", "Amsterdam", "Delft"),
    }
    assert (told[1].actor_name, told[1].subject_version) == ("Ada Admin", 2)


def test_changing_nothing_makes_no_version_and_no_event(store: Store, world: World) -> None:
    patch = SupplierPatch(name=world.supplier.name)
    after = store.write_now(lambda uow: suppliers.change(uow, world.admin, patch, id=world.supplier.id))
    assert after.version == 1
    assert len(store.read_now(lambda uow: events.of(uow, world.organization.id, world.supplier.id))) == 1


def test_a_change_from_an_old_version_is_refused(store: Store, world: World) -> None:
    patch = SupplierPatch(remarks="first")
    store.write_now(lambda uow: suppliers.change(uow, world.admin, patch, id=world.supplier.id, expected_version=1))
    with pytest.raises(Conflict) as refused:
        store.write_now(
            lambda uow: suppliers.change(
                uow, world.admin, SupplierPatch(remarks="second"), id=world.supplier.id, expected_version=1
            )
        )
    assert refused.value.code == VERSION_STALE


def test_each_doors_extension_is_replaced_by_itself(store: Store, world: World) -> None:
    supplier = made(store, world, replace(FULL, extension={"pack": {"a": 1}, "shipwell": {"b": 2}}))
    patch = SupplierPatch(extension={"pack": {"c": 3}, "shipwell": None})
    after = store.write_now(lambda uow: suppliers.change(uow, world.admin, patch, id=supplier.id))
    assert after.extension == {"pack": {"c": 3}}


def test_suppliers_are_found_by_what_people_remember_of_them(store: Store, world: World) -> None:
    made(store, world, replace(FULL, name="Ölmühle Nord", code="OEL", account_reference="4711", active=False))

    def found(field: str, test: Test, value: object) -> list[str]:
        return names(store, world, Listing(where=(Condition(field, test, value),)))

    assert found("text", Test.ICONTAINS, "ÖLMÜH") == ["Ölmühle Nord"]
    assert found("text", Test.ICONTAINS, "4711") == ["Ölmühle Nord"]
    assert found("text", Test.ICONTAINS, "%") == []
    assert found("name", Test.EQ, "brightwater paper") == ["Brightwater Paper"]
    assert found("email", Test.EQ, "CEO@brightwater.example") == ["Ölmühle Nord"]
    assert found("email", Test.EQ, "brightwater.example") == []
    assert found("active", Test.EQ, False) == ["Ölmühle Nord"]
    assert found("serial", Test.IN, (world.supplier.serial,)) == ["Brightwater Paper"]
    assert found("product_id", Test.EQ, world.products[0].id) == ["Brightwater Paper"]
    assert found("product_id", Test.NOT_IN, (world.products[0].id,)) == ["Ölmühle Nord"]


def test_a_supplier_is_known_by_its_identification_codes(store: Store, world: World) -> None:
    supplier = made(store, world, FULL)
    tenant = world.organization.id
    assert store.read_now(lambda uow: shelf.by_identification(uow, tenant, "ext-9")) == supplier
    assert store.read_now(lambda uow: shelf.by_identification(uow, tenant, "EXT-9", "VAT")) is None
    patch = SupplierPatch(identification_codes=())
    store.write_now(lambda uow: suppliers.change(uow, world.admin, patch, id=supplier.id))
    assert store.read_now(lambda uow: shelf.by_identification(uow, tenant, "EXT-9")) is None


def test_a_deleted_supplier_is_gone_but_its_code_stays_taken(store: Store, world: World) -> None:
    supplier = made(store, world, FULL)
    store.write_now(lambda uow: suppliers.delete(uow, world.admin, id=supplier.id))
    with pytest.raises(NotFound):
        store.read_now(lambda uow: suppliers.read(uow, world.admin, id=supplier.id))
    assert names(store, world, Listing()) == ["Brightwater Paper"]
    with pytest.raises(Conflict):
        made(store, world, FULL)
    told = store.read_now(lambda uow: events.of(uow, world.organization.id, supplier.id))
    assert told[-1].code == "supplier.deleted"


def test_a_supplier_that_orders_refer_to_is_not_deleted(store: Store, world: World) -> None:
    draft = OrderDraft(lines=(LineDraft(sku="SKU-1", quantity=Decimal(3)),), supplier_id=world.supplier.id)
    store.write_now(lambda uow: orders.create(uow, world.admin, draft))
    with pytest.raises(Conflict) as refused:
        store.write_now(lambda uow: suppliers.delete(uow, world.admin, id=world.supplier.id))
    assert refused.value.code == SUPPLIER_IN_USE


@pytest.mark.parametrize(
    ("role", "reads", "writes"), [(Role.BUYER, True, True), (Role.VIEWER, True, False), (Role.SUPPLIER, False, False)]
)
def test_who_may_touch_suppliers(store: Store, world: World, role: Role, reads: bool, writes: bool) -> None:
    actor = replace(world.admin, role=role)

    def allowed(work: object) -> bool:
        try:
            work()  # type: ignore[operator]
        except Forbidden:
            return False
        return True

    assert allowed(lambda: store.read_now(lambda uow: suppliers.browse(uow, actor, Listing()))) is reads
    assert allowed(lambda: store.write_now(lambda uow: suppliers.create(uow, actor, SupplierDraft("New")))) is writes


def test_a_dry_run_leaves_no_supplier_and_no_serial_behind(store: Store, world: World) -> None:
    tried = store.write_now(lambda uow: suppliers.create(uow, world.admin, SupplierDraft("Tried")), dry_run=True)
    kept = made(store, world, SupplierDraft("Kept"))
    assert tried.serial == kept.serial
    assert store.read_now(lambda uow: organizations.found(uow, world.organization.id)).name == "Harborrow"
