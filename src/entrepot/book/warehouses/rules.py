"""What a warehouse must look like."""

from entrepot.book.values import checks
from entrepot.book.warehouses.warehouse import Warehouse
from entrepot.errors import Findings

CODE_LENGTH = 50


def check_warehouse(warehouse: Warehouse) -> None:
    """Raise `Invalid` naming everything that is wrong with the warehouse."""
    findings = Findings()
    checks.text(findings, ("name",), warehouse.name, blank=False)
    checks.text(findings, ("code",), warehouse.code, CODE_LENGTH, blank=False)
    checks.address(findings, ("address",), warehouse.address)
    checks.document(findings, ("extension",), warehouse.extension)
    findings.settle()
