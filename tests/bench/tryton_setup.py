"""Run by the peer's own Python: a company, accounts, a supplier and a product in a Tryton book; prints their ids.

`python tryton_setup.py DATABASE SETTINGS`; nothing of Entrepot is imported here.
"""

import json
import sys
from decimal import Decimal

from proteus import Model, config  # type: ignore[import-not-found]
from trytond.modules.account.tests.tools import create_chart, get_accounts  # type: ignore[import-not-found]
from trytond.modules.company.tests.tools import create_company, get_company  # type: ignore[import-not-found]
from trytond.modules.currency.tests.tools import get_currency  # type: ignore[import-not-found]


def main(database: str, settings: str) -> None:
    """Make what an order needs."""
    config.set_trytond(database, user="admin", config_file=settings)
    create_company(currency=get_currency("EUR"))
    company = get_company()
    create_chart(company)
    accounts = get_accounts(company)
    supplier = Model.get("party.party")(name="Brightwater Paper")
    supplier.addresses.new()
    supplier.save()
    category = Model.get("product.category")(name="Goods", accounting=True)
    category.account_expense = accounts["expense"]
    category.account_revenue = accounts["revenue"]
    category.save()
    (unit,) = Model.get("product.uom").find([("name", "=", "Unit")])
    template = Model.get("product.template")(name="Paper", type="goods", purchasable=True)
    template.default_uom = unit
    template.list_price = Decimal(10)
    template.account_category = category
    template.save()
    (warehouse,) = Model.get("stock.location").find([("type", "=", "warehouse")], limit=1)
    ids = {
        "company": company.id,
        "currency": company.currency.id,
        "party": supplier.id,
        "address": supplier.addresses[0].id,
        "product": template.products[0].id,
        "unit": unit.id,
        "warehouse": warehouse.id,
    }
    print(json.dumps(ids))


if __name__ == "__main__":
    main(*sys.argv[1:])
