"""What the rest of the house asks of this dialect."""

from entrepot.actions.ports import Connection, DialectClient, Wire
from entrepot.book.orders.view import OrderView
from entrepot.dialects.shipwell.client import Client
from entrepot.dialects.shipwell.render.losses import losses
from entrepot.dialects.shipwell.render.orders import purchase_order
from entrepot.dialects.shipwell.translate.values import DIALECT


class Shipwell:
    """Shipwell as the house sees it."""

    name = DIALECT

    def show(self, view: OrderView) -> Wire:
        """An order as its buyer reads it (with lines, company, warehouses and tags), and what that leaves out."""
        return Wire(purchase_order(view), losses(view))

    def client(self, connection: Connection) -> DialectClient:
        """A client of another server that speaks it; raises Invalid for an address or credentials."""
        return Client(connection)


dialect = Shipwell()
