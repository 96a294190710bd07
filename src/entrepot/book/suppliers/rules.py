"""What a supplier and its offers must look like."""

from collections.abc import Sequence
from decimal import Decimal

from entrepot.book.suppliers.errors import PRICE_BREAK_ORDER
from entrepot.book.suppliers.supplier import PriceBreak, Supplier, SupplierProduct
from entrepot.book.values import checks
from entrepot.errors import Findings

CODE_LENGTH = 20
REFERENCE_LENGTH = 100
PHONE_LENGTH = 50
SKU_LENGTH = 128
MAX_PRIORITY = 1_000_000


def check_supplier(supplier: Supplier) -> None:
    """Raise `Invalid` naming everything that is wrong with the supplier."""
    findings = Findings()
    checks.text(findings, ("name",), supplier.name, blank=False)
    checks.text(findings, ("code",), supplier.code, CODE_LENGTH, blank=False)
    checks.text(findings, ("account_reference",), supplier.account_reference, REFERENCE_LENGTH)
    checks.text(findings, ("their_reference",), supplier.their_reference, REFERENCE_LENGTH)
    checks.text(findings, ("phone",), supplier.phone, PHONE_LENGTH)
    checks.text(findings, ("remarks",), supplier.remarks, checks.TEXT_LENGTH)
    checks.length(findings, ("emails",), supplier.emails, 20)
    for index, email in enumerate(supplier.emails):
        checks.email(findings, ("emails", index), email)
    checks.address(findings, ("address",), supplier.address)
    _check_contacts(findings, supplier)
    _check_codes(findings, supplier)
    checks.currency(findings, ("currency",), supplier.currency)
    checks.percent(findings, ("default_tax_rate",), supplier.default_tax_rate)
    checks.price(findings, ("default_delivery_cost",), supplier.default_delivery_cost)
    checks.price(findings, ("minimum_order_value",), supplier.minimum_order_value)
    checks.integer(findings, ("lead_time_days",), supplier.lead_time_days)
    checks.percent(findings, ("over_receipt_percent",), supplier.over_receipt_percent, checks.MAX_OVER_PERCENT)
    checks.percent(findings, ("short_receipt_percent",), supplier.short_receipt_percent)
    checks.document(findings, ("extension",), supplier.extension)
    findings.settle()


def _check_contacts(findings: Findings, supplier: Supplier) -> None:
    checks.length(findings, ("contacts",), supplier.contacts, 50)
    for index, contact in enumerate(supplier.contacts):
        checks.text(findings, ("contacts", index, "name"), contact.name)
        checks.email(findings, ("contacts", index, "email"), contact.email)
        checks.text(findings, ("contacts", index, "phone"), contact.phone, PHONE_LENGTH)


def _check_codes(findings: Findings, supplier: Supplier) -> None:
    checks.length(findings, ("identification_codes",), supplier.identification_codes, 50)
    for index, code in enumerate(supplier.identification_codes):
        path = ("identification_codes", index)
        checks.text(findings, (*path, "qualifier"), code.qualifier, REFERENCE_LENGTH, blank=False)
        checks.text(findings, (*path, "value"), code.value, REFERENCE_LENGTH, blank=False)


def check_offer(offer: SupplierProduct) -> None:
    """Raise `Invalid` naming everything that is wrong with what a supplier asks for a product."""
    findings = Findings()
    checks.text(findings, ("supplier_sku",), offer.supplier_sku, SKU_LENGTH, blank=False)
    checks.text(findings, ("supplier_name",), offer.supplier_name, checks.NAME_LENGTH)
    checks.price(findings, ("price",), offer.price)
    checks.price(findings, ("drop_shipment_cost",), offer.drop_shipment_cost)
    check_breaks(findings, offer.price_breaks)
    checks.quantity(findings, ("carton_quantity",), offer.carton_quantity, positive=True)
    checks.quantity(findings, ("minimum_quantity",), offer.minimum_quantity)
    checks.quantity(findings, ("multiple",), offer.multiple, positive=True)
    checks.integer(findings, ("lead_time_days",), offer.lead_time_days)
    checks.integer(findings, ("priority",), offer.priority, maximum=MAX_PRIORITY)
    checks.quantity(findings, ("supplier_stock_level",), offer.supplier_stock_level)
    checks.document(findings, ("extension",), offer.extension)
    findings.settle()


def check_breaks(findings: Findings, breaks: Sequence[PriceBreak]) -> None:
    """Each minimum quantity is above zero and appears once."""
    checks.length(findings, ("price_breaks",), breaks, 50)
    seen: set[Decimal] = set()
    for index, step in enumerate(breaks):
        path = ("price_breaks", index)
        checks.quantity(findings, (*path, "minimum_quantity"), step.minimum_quantity, positive=True)
        checks.price(findings, (*path, "price"), step.price)
        if step.minimum_quantity in seen:
            findings.add((*path, "minimum_quantity"), PRICE_BREAK_ORDER)
        seen.add(step.minimum_quantity)
