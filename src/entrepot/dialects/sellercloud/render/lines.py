"""Order lines in the vendor's three shapes: in the detail, in the items call, and in list rows."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from entrepot.book.catalog.product import Product, ProductType
from entrepot.book.orders.line import OrderLine
from entrepot.book.orders.order import Order
from entrepot.book.orders.totals import adjusted_unit_price, exact_unit_price
from entrepot.book.orders.view import OrderView, StockFigures
from entrepot.book.values.money import EXACT, ZERO, rounded_in
from entrepot.dialects.sellercloud.render.forms import amount, derived_price, instant, units_down, units_up
from entrepot.dialects.sellercloud.translate.words import discount_shown, is_by_case

NO_STOCK = StockFigures()
ROW_STATUS_UNCHANGED = 0


@dataclass(frozen=True, slots=True)
class LineFigures:
    """The numbers of a line as this vendor shows them, ready for the answer."""

    units: int
    received: int
    unit_price: str | int
    adjusted_price: str | int
    total: str | int
    discount_type: int
    discount_value: str | int
    cases: int
    units_per_case: int
    case_price: str | int


def figures(line: OrderLine, *, by_case: bool) -> LineFigures:
    """The numbers of a line; the case figures are 0 unless the whole order is by case."""
    kind, value = discount_shown(line)
    unit_price = unit_price_of(line)
    return LineFigures(
        units=units_up(line.quantity_ordered),
        received=units_down(line.net_received),
        unit_price=unit_price,
        adjusted_price=adjusted_price_of(line, unit_price),
        total=amount(line.net),
        discount_type=kind,
        discount_value=amount(value),
        cases=units_up(line.cases) if by_case and line.cases is not None else 0,
        units_per_case=units_up(line.units_per_case) if by_case and line.units_per_case is not None else 0,
        case_price=amount(line.case_price) if by_case and line.case_price is not None else 0,
    )


def unit_price_of(line: OrderLine) -> str | int:
    """The price of a unit: as entered, by case worked out."""
    return derived_price(exact_unit_price(line)) if line.by_case else amount(line.unit_price)


def adjusted_price_of(line: OrderLine, unit_price: str | int) -> str | int:
    """The price of a unit after the discount."""
    return unit_price if line.discount is None else derived_price(adjusted_unit_price(line))


def product_name(line: OrderLine) -> str:
    """What the line is called: its product's name, else its free text."""
    return line.product_name or line.description or ""


def unreceived_total(order: Order) -> Decimal:
    """What has not come yet, at the prices after discount, rounded line by line as the line totals are."""
    return sum((_unreceived(line, order.currency) for line in order.lines), ZERO)


def _unreceived(line: OrderLine, currency: str) -> Decimal:
    received = line.net_received
    if not received:
        return line.net
    missing = max(ZERO, line.quantity_ordered - received)
    return rounded_in(EXACT.multiply(missing, adjusted_unit_price(line)), currency)


def unit_count(order: Order) -> int:
    """Units ordered over all lines, each rounded up."""
    return sum(units_up(line.quantity_ordered) for line in order.lines)


def is_rounded(order: Order) -> bool:
    """Whether some quantity of the order has a fraction that this vendor's whole numbers cannot show."""
    return any(
        quantity != int(quantity) for line in order.lines for quantity in (line.quantity_ordered, line.net_received)
    )


def detail_items(view: OrderView) -> list[dict[str, object]]:
    """The lines of the detail object."""
    order = view.order
    by_case = is_by_case(order)
    return [_detail_item(view, line, by_case=by_case) for line in order.lines]


def _detail_item(view: OrderView, line: OrderLine, *, by_case: bool) -> dict[str, object]:
    order = view.order
    shown = figures(line, by_case=by_case)
    product = view.products.get(line.product_id) if line.product_id is not None else None
    stock = view.stock.get(line.product_id, NO_STOCK) if line.product_id is not None else NO_STOCK
    return {
        "ID": line.serial,
        "PurchaseID": order.serial,
        "ProductID": line.sku or "",
        "IsKit": product is not None and product.type is ProductType.BUNDLE,
        "ImageURL": _image(product),
        "VendorSKU": line.supplier_sku or "",
        "IsVendorSKUEditable": False,
        "ProductName": product_name(line),
        "QtyOrdered": shown.units,
        "QtyReceived": shown.received,
        "QtyOnHand": units_down(stock.on_hand),
        "QtyInContainer": 0,
        "UnitPrice": shown.unit_price,
        "AdjustedPrice": shown.adjusted_price,
        "ExtraCostPerUnit": 0,
        "ExtraCostPOBasedPerUnit": 0,
        "DefaultWarehouseID": warehouse_number(view, line.warehouse_id),
        "Total": shown.total,
        "FinalSubTotalVisible": False,
        "FinalSubTotal": shown.total,
        "MultiDiscountTotal": 0,
        "DiscountValue": shown.discount_value,
        "DiscountType": shown.discount_type,
        "PricePerCase": shown.case_price,
        "CostPerCase": shown.case_price,
        "TotalCases": shown.cases,
        "QtyPerCase": shown.units_per_case,
        "PreSellQuantityEnabled": False,
        "PreSellQuantity": units_down(line.sell_ahead),
        "LineDiscountDataContext": None,
        "RowStatus": ROW_STATUS_UNCHANGED,
        "ExpectedDeliveryDate": instant(line.requested_date),
        "ItemNotes": line.notes or "",
        "IsModified": False,
    }


def warehouse_number(view: OrderView, warehouse_id: UUID | None) -> int:
    """The number of a line's warehouse, which is the order's unless it has its own; 0 when it is not at hand."""
    warehouse = view.warehouses.get(warehouse_id or view.order.warehouse_id)
    return warehouse.serial if warehouse is not None else 0


def _image(product: Product | None) -> str:
    return product.media[0].url if product is not None and product.media else ""


def items_answer(order: Order) -> dict[str, object]:
    """The answer of the items call."""
    by_case = is_by_case(order)
    return {"PoCaseQtyEnabled": by_case, "Items": [_item(line, by_case=by_case) for line in order.lines]}


def _item(line: OrderLine, *, by_case: bool) -> dict[str, object]:
    shown = figures(line, by_case=by_case)
    return {
        "ID": line.serial,
        "ProductID": line.sku or "",
        "ProductName": product_name(line),
        "QtyUnitsOrdered": shown.units,
        "UnitPrice": shown.unit_price,
        "QtyCasesOrdered": shown.cases,
        "QtyUnitsPerCase": shown.units_per_case,
        "CasePrice": shown.case_price,
        "DiscountType": shown.discount_type,
        "DiscountValue": shown.discount_value,
        "ExpectedDeliveryDate": instant(line.requested_date),
    }


def row_items(order: Order) -> list[dict[str, object]]:
    """The lines of a list row; here the product is `SKU`."""
    return [_row_item(line) for line in order.lines]


def _row_item(line: OrderLine) -> dict[str, object]:
    unit_price = unit_price_of(line)
    return {
        "ID": line.serial,
        "SKU": line.sku or "",
        "VendorSKU": line.supplier_sku or "",
        "ProductName": product_name(line),
        "QtyOrdered": units_up(line.quantity_ordered),
        "QtyReceived": units_down(line.net_received),
        "UnitPrice": unit_price,
        "AdjustedPrice": adjusted_price_of(line, unit_price),
        "LineTotal": amount(line.net),
        "ExpectedDeliveryDate": instant(line.requested_date),
        "ItemNotes": line.notes or "",
    }
