"""Everything said in XML."""

import contextlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from lxml import etree
from pydantic import BaseModel

from entrepot.dialects.storefeeder.wire.requests import NewPurchaseOrderModel
from entrepot.dialects.storefeeder.wire.xml import read_xml, write_xml
from entrepot.http.body import BodyRules
from entrepot.http.errors import UnreadableBody
from tests.dialects.storefeeder.desk import MOUNT, Wire, order_body

XSI = "http://www.w3.org/2001/XMLSchema-instance"
NIL = f"{{{XSI}}}nil"
DECLARED = f'xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="{XSI}"'


def new_order(reference: str = "QUAY-0043", head: str = "", attributes: str = DECLARED, more: str = "") -> str:
    return f"""{head}<NewPurchaseOrderModel {attributes}>
  <PurchaseOrderReference>{reference}</PurchaseOrderReference>
  <SupplierID>1001</SupplierID>
  <WarehouseID>1001</WarehouseID>
  <DueDate>2026-03-17T08:30:00.1234567+00:00</DueDate>{more}
  <Lines>
    <NewPurchaseOrderLineModel><SKU>ROPE-8MM</SKU><Qty>7</Qty><TaxRate>5</TaxRate></NewPurchaseOrderLineModel>
  </Lines>
</NewPurchaseOrderModel>"""


def element(name: str, inside: str) -> str:
    return f"<{name} {DECLARED}>{inside}</{name}>"


def texts(root: Any) -> dict[str, str | None]:
    """The members of an element; nil ones are None."""
    return {child.tag: None if child.get(NIL) == "true" else child.text for child in root}


def test_an_order_is_made_in_xml_and_answered_in_xml(wire: Wire) -> None:
    root = wire.xml("POST", "/purchase-orders", new_order(more='<DeliveryCost xsi:nil="true" />'))
    assert root.tag == "PurchaseOrderModel"
    assert root.nsmap == {"xsd": "http://www.w3.org/2001/XMLSchema", "xsi": XSI}
    told = texts(root)
    assert told["PurchaseOrderReference"] == "QUAY-0043"
    assert told["PurchaseOrderStatus"] == "Draft"
    assert told["DateDue"] == "2026-03-17T08:30:00.123456+00:00"
    assert (told["DeliveryCost"], told["Subtotal"], told["TotalVat"], told["Total"]) == (
        "4.5",
        "39.43",
        "1.75",
        "41.18",
    )
    assert told["DateSent"] is None
    assert "PaymentReference" not in told
    lines = root.find("PurchaseOrderLines")
    assert [line.tag for line in lines] == ["PurchaseOrderLineModel"]
    line = texts(lines[0])
    assert (line["QtyOrdered"], line["SinglePrice"], line["LineTotal"], line["QtyWrittenOff"]) == (
        "7",
        "4.99",
        "34.93",
        "0.0",
    )
    assert line["BookedInByUserID"] is None
    assert [child.tag for child in root.find("Supplier")][:2] == ["SupplierID", "Name"]


def test_xml_and_json_tell_the_same(wire: Wire) -> None:
    number = wire.xml("POST", "/purchase-orders", new_order()).findtext("PurchaseOrderID")
    order = wire.ask("GET", f"/purchase-orders/{number}")
    assert order["PurchaseOrderReference"] == "QUAY-0043"
    told = texts(wire.xml("GET", f"/purchase-orders/{number}"))
    assert {name: str(value) for name, value in order.items() if not isinstance(value, dict | list)} == {
        name: text
        for name, text in told.items()
        if text is not None and not text.isspace() and name in order and not isinstance(order[name], dict | list)
    }


@pytest.mark.parametrize(
    "body",
    [
        new_order(head='<?xml version="1.0" encoding="utf-8"?>\n'),
        new_order(head='\ufeff<?xml version="1.0"?>'),
        new_order(attributes="").replace("xsi:nil", "nil"),
        new_order(attributes='xmlns="http://schemas.example/StoreFeeder"'),
        new_order(more="<DeliveryCost/><PaymentReference></PaymentReference><Colour>red</Colour>"),
        new_order(more="<!-- soon --><DeliveryCost> 4.5 </DeliveryCost>"),
        new_order(reference="<![CDATA[QUAY-0043]]>"),
    ],
)
def test_xml_is_read_with_declaration_mark_blanks_and_comments(wire: Wire, body: str) -> None:
    told = texts(wire.xml("POST", "/purchase-orders", body))
    assert told["PurchaseOrderReference"] == "QUAY-0043"
    assert told["DeliveryCost"] == "4.5"


def test_xml_in_utf_16_is_read(wire: Wire) -> None:
    headers = {"Content-Type": "text/xml"}
    raw = new_order(reference="Kaí-1", head='<?xml version="1.0" encoding="utf-16"?>').encode("utf-16")
    response = wire.call("POST", "/purchase-orders", content=raw, headers=headers)
    assert response.status_code == 200, response.text
    assert response.json()["PurchaseOrderReference"] == "Kaí-1"


@pytest.mark.parametrize(
    "head",
    [
        "<!DOCTYPE NewPurchaseOrderModel>",
        '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "QUAY">]>',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">',
        "<!doctype a>",
    ],
)
def test_a_document_type_declaration_is_refused(wire: Wire, head: str) -> None:
    root = wire.xml(
        "POST", "/purchase-orders", new_order(reference="&x;" if "ENTITY" in head else "Q", head=head), status=400
    )
    assert root.tag == "Error"
    assert [child.tag for child in root] == ["Message"]
    assert wire.ask("GET", "/purchase-orders")["TotalItems"] == 0


def test_a_hidden_document_type_declaration_is_refused(wire: Wire) -> None:
    raw = new_order(head='<!DOCTYPE a [<!ENTITY x "QUAY">]>', reference="&x;").encode("utf-16")
    response = wire.call("POST", "/purchase-orders", content=raw, headers={"Content-Type": "application/xml"})
    assert response.status_code == 400


@pytest.mark.parametrize(
    "body",
    [
        "<NewPurchaseOrderModel>",
        "",
        "{}",
        "<PurchaseOrderModel/>",
        "<newpurchaseordermodel/>",
        "<NewPurchaseOrderModel>&#0;</NewPurchaseOrderModel>",
        "<NewPurchaseOrderModel>&undefined;</NewPurchaseOrderModel>",
        "<NewPurchaseOrderModel>" + "<a>" * 5000 + "</a>" * 5000 + "</NewPurchaseOrderModel>",
        '<?xml version="1.0" encoding="ebcdic-us"?><NewPurchaseOrderModel/>',
    ],
)
def test_what_is_not_this_model_in_xml_is_400(wire: Wire, body: str) -> None:
    response = wire.call("POST", "/purchase-orders", content=body.encode(), headers={"Content-Type": "application/xml"})
    assert response.status_code == 400
    assert set(response.json()) == {"Message"}


def test_names_in_xml_keep_their_case(wire: Wire) -> None:
    body = new_order().replace("SupplierID", "supplierid")
    root = wire.xml("POST", "/purchase-orders", body, status=400)
    assert root.find("ModelState/model.SupplierID").text == "SupplierID is required."


def test_wrong_fields_in_xml_are_named_as_the_vendors_server_does(wire: Wire) -> None:
    root = wire.xml("POST", "/purchase-orders", new_order().replace("<Qty>7<", "<Qty>many<"), status=400)
    assert root.tag == "Error"
    assert [child.tag for child in root] == ["Message", "ModelState"]
    assert [child.tag for child in root.find("ModelState")] == ["model.Lines_x005B_0_x005D_.Qty"]


def test_an_element_where_a_text_belongs_is_a_wrong_field(wire: Wire) -> None:
    body = new_order(reference="<b>Q</b>")
    root = wire.xml("POST", "/purchase-orders", body, status=400)
    assert [child.tag for child in root.find("ModelState")] == ["model.PurchaseOrderReference"]


def test_members_of_a_base_come_first_in_an_answer(wire: Wire) -> None:
    number = wire.order(PurchaseOrderReference="QUAY-1")["PurchaseOrderID"]
    root = wire.xml("GET", f"/purchase-orders/{number}/confirm")
    assert root.tag == "PurchaseOrderSimpleResponse"
    assert [(child.tag, child.text) for child in root] == [
        ("Success", "true"),
        ("PurchaseOrderID", str(number)),
        ("PurchaseOrderReference", "QUAY-1"),
    ]
    refused = wire.xml("GET", f"/purchase-orders/{number}/send")
    assert [child.tag for child in refused] == ["Success", "Error", "PurchaseOrderID", "PurchaseOrderReference"]
    assert wire.xml("GET", "/purchase-orders/77/send", status=404).tag == "PurchaseOrderSimpleResponse"


def test_a_delivery_and_lines_are_changed_in_xml(wire: Wire) -> None:
    order = wire.order()
    number, line = order["PurchaseOrderID"], order["PurchaseOrderLines"][0]["PurchaseOrderLineID"]
    delivery = element("UpdateDeliveryPurchaseOrderModel", "<DeliveryCost>8</DeliveryCost><DueDate xsi:nil='1'/>")
    assert wire.xml("PUT", f"/purchase-orders/{number}/update-delivery", delivery).findtext("Success") == "true"
    one = element("PurchaseOrderLinePatchModel", "<QtyOrdered>9</QtyOrdered><RemoveNotes>true</RemoveNotes>")
    assert wire.xml("PATCH", f"/purchase-orders/{number}/lines/{line}", one).findtext("Success") == "true"
    named = f"<PurchaseOrderLineID>{line}</PurchaseOrderLineID><LineNotes>a &amp; b</LineNotes>"
    items = [element("PurchaseOrderLinePatchModel", inside) for inside in (named, "")]
    many = element("ArrayOfPurchaseOrderLinePatchModel", "".join(items))
    root = wire.xml("PATCH", f"/purchase-orders/{number}/lines", many)
    assert root.tag == "BatchResponseContainerOfPurchaseOrderSimpleResponse"
    assert [root.findtext(name) for name in ("TotalItemsProcessed", "Successful", "Failed")] == ["2", "1", "1"]
    assert [child.tag for child in root.find("Responses")] == ["PurchaseOrderSimpleResponse"] * 2
    changed = wire.ask("GET", f"/purchase-orders/{number}")
    assert (changed["DeliveryCost"], changed["PurchaseOrderLines"][0]["QtyOrdered"]) == (8, 9)
    assert changed["PurchaseOrderLines"][0]["LineNotes"] == "a & b"


def test_lists_in_xml_are_named_after_what_they_hold(wire: Wire) -> None:
    wire.order()
    page = wire.xml("GET", "/purchase-orders?PageSize=1")
    assert page.tag == "PagedResponseModelOfPurchaseOrderModel"
    assert page.findtext("PagingInfo/PageSize") == "1"
    assert [child.tag for child in page.find("Data")] == ["PurchaseOrderModel"]
    found = wire.xml("GET", "/suppliers")
    assert found.tag == "ArrayOfSupplierGetModel"
    assert [child.tag for child in found] == ["SupplierGetModel"] * 2
    assert wire.xml("GET", "/warehouses").tag == "ArrayOfWarehouseModel"


def test_a_text_that_xml_cannot_hold_is_shown_as_well_as_it_can_be(wire: Wire) -> None:
    number = wire.order(PaymentReference="a\u0001b<&>")["PurchaseOrderID"]
    assert wire.xml("GET", f"/purchase-orders/{number}").findtext("PaymentReference") == "a\ufffdb<&>"


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("application/xml", "application/xml"),
        ("text/xml", "text/xml"),
        ("text/json", "text/json"),
        ("*/*", "application/json"),
        ("application/pdf", "application/json"),
        ("", "application/json"),
        ("application/xml;q=0.5, application/json;q=0.9", "application/json"),
        ("application/json;q=0.5, text/xml;q=0.9", "text/xml"),
        ("text/xml, application/json", "text/xml"),
        ("application/json, text/xml", "application/json"),
        ("application/xml;q=0", "application/json"),
        ("TEXT/XML ; Q=1.0", "text/xml"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/xml"),
        (";;,=q", "application/json"),
    ],
)
def test_the_answer_comes_in_the_form_the_client_likes_best(wire: Wire, accept: str, expected: str) -> None:
    for path, status in (("/warehouses", 200), ("/purchase-orders/77", 404), ("/nowhere", 404)):
        response = wire.call("GET", path, headers={"Accept": accept})
        assert response.status_code == status
        assert response.headers["content-type"] == f"{expected}; charset=utf-8"
        if expected.endswith("xml"):
            assert etree.fromstring(response.content) is not None


def test_without_a_token_the_refusal_is_in_xml_too(wire: Wire) -> None:
    response = wire.client.post(f"{MOUNT}/purchase-orders", json=order_body(), headers={"Accept": "application/xml"})
    assert response.status_code == 401
    assert [child.tag for child in etree.fromstring(response.content)] == ["Message"]


RULES = BodyRules(max_depth=12)
MARKS = (
    "<NewPurchaseOrderModel> </NewPurchaseOrderModel> <Lines> </Lines> <Qty> </Qty> <a> </a> <!-- --> <![CDATA[ ]]> "
    "&amp; &x; &#1; <?p?> <!DOCTYPE xsi:nil='true' 7 < >"
)
pieces = some.lists(some.sampled_from(MARKS.split()), max_size=14)


@given(pieces.map("".join))
def test_any_text_is_read_or_refused(text: str) -> None:
    for body in (text, f"<NewPurchaseOrderModel>{text}</NewPurchaseOrderModel>"):
        with contextlib.suppress(UnreadableBody):
            assert isinstance(read_xml(body.encode(), RULES, NewPurchaseOrderModel), dict | None)


@given(some.binary(max_size=60))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    with contextlib.suppress(UnreadableBody):
        read_xml(raw, RULES, NewPurchaseOrderModel)


class Tree(BaseModel):
    """A model that holds itself."""

    Tree: list["Tree"] = []
    Leaf: str | None = None


def test_nesting_has_its_limit() -> None:
    deep = "<Tree>" * 40 + "</Tree>" * 40
    with pytest.raises(UnreadableBody, match="nested"):
        read_xml(deep.encode(), RULES, Tree)


leaves = some.text(alphabet=some.characters(codec="utf-8"), max_size=30)


@given(some.lists(leaves, max_size=4))
def test_what_is_written_is_read_again(texts_given: list[str]) -> None:
    document = {"Tree": [{"Tree": [], "Leaf": text} for text in texts_given]}
    read = read_xml(write_xml(document, Tree), RULES, Tree)
    assert isinstance(read, dict)
    written = [each.get("Leaf") or "" for each in read["Tree"]]
    assert written == ["".join(letter if is_writable(letter) else "\ufffd" for letter in text) for text in texts_given]


def is_writable(letter: str) -> bool:
    return letter in "\t\n\r" or (letter >= " " and letter not in "\ufffe\uffff")
