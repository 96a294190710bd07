"""What a product must look like."""

import re

from entrepot.book.catalog.errors import BARCODE_TAKEN
from entrepot.book.catalog.product import Product
from entrepot.book.values import checks
from entrepot.errors import FIELD_CHOICE, Findings

SKU_LENGTH = 128
PRODUCT_NAME_LENGTH = 500
BARCODE_LENGTH = 128
MAX_BARCODES = 100
MAX_MEDIA = 50
LENGTH_UNITS = ("cm", "m", "mm", "in", "ft")
_HS_CODE = re.compile(r"[0-9][0-9. ]{1,19}")
_URL = re.compile(r"https?://[^\s/?#]+[^\s]*", re.IGNORECASE)


def check_product(product: Product) -> None:
    """Raise `Invalid` naming everything that is wrong with the product."""
    findings = Findings()
    checks.text(findings, ("sku",), product.sku, SKU_LENGTH, blank=False)
    checks.text(findings, ("name",), product.name, PRODUCT_NAME_LENGTH, blank=False)
    checks.text(findings, ("brand",), product.brand)
    checks.text(findings, ("description",), product.description, checks.TEXT_LENGTH)
    checks.money(findings, ("cost_price",), product.cost_price)
    checks.money(findings, ("regular_price",), product.regular_price)
    checks.quantity(findings, ("weight_grams",), product.weight_grams)
    checks.matching(findings, ("hs_code",), product.hs_code, _HS_CODE, "A code of 2 to 20 digits is expected.")
    checks.country(findings, ("country_of_origin",), product.country_of_origin)
    checks.percent(findings, ("over_receipt_percent",), product.over_receipt_percent, checks.MAX_OVER_PERCENT)
    checks.percent(findings, ("short_receipt_percent",), product.short_receipt_percent)
    checks.document(findings, ("extension",), product.extension)
    _check_dimensions(findings, product)
    _check_barcodes(findings, product)
    _check_media(findings, product)
    findings.settle()


def _check_dimensions(findings: Findings, product: Product) -> None:
    dimensions = product.dimensions
    if dimensions is None:
        return
    for name in ("length", "width", "height"):
        checks.quantity(findings, ("dimensions", name), getattr(dimensions, name))
    if dimensions.unit not in LENGTH_UNITS:
        findings.add(("dimensions", "unit"), FIELD_CHOICE, f"One of {', '.join(LENGTH_UNITS)} is expected.")


def _check_barcodes(findings: Findings, product: Product) -> None:
    checks.length(findings, ("barcodes",), product.barcodes, MAX_BARCODES)
    seen: set[str] = set()
    for index, barcode in enumerate(product.barcodes):
        checks.text(findings, ("barcodes", index, "code"), barcode.code, BARCODE_LENGTH, blank=False)
        checks.quantity(findings, ("barcodes", index, "quantity"), barcode.quantity, positive=True)
        if barcode.code.strip() in seen:
            findings.add(("barcodes", index, "code"), BARCODE_TAKEN)
        seen.add(barcode.code.strip())


def _check_media(findings: Findings, product: Product) -> None:
    checks.length(findings, ("media",), product.media, MAX_MEDIA)
    for index, medium in enumerate(product.media):
        checks.text(findings, ("media", index, "url"), medium.url, checks.URL_LENGTH)
        checks.matching(findings, ("media", index, "url"), medium.url, _URL, "An http or https address is expected.")
