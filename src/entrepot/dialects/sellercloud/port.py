"""The dialect as the rest of the house sees it: an order as its document, and what the document cannot carry."""

from entrepot.actions.ports import Connection, DialectClient, Wire
from entrepot.book.orders.view import OrderView
from entrepot.dialects.sellercloud.client import Client
from entrepot.dialects.sellercloud.render.detail import detail
from entrepot.dialects.sellercloud.render.losses import losses
from entrepot.dialects.sellercloud.translate.words import NAME


class Sellercloud:
    """The dialect's port."""

    name = NAME

    def show(self, view: OrderView) -> Wire:
        """The detail object of an order (numbers as `http.answer.number` makes them) and what it leaves out."""
        return Wire(detail(view), tuple(losses(view)))

    def client(self, connection: Connection) -> DialectClient:
        """A client of another server that speaks it; raises Invalid for an address or credentials."""
        return Client(connection)


dialect = Sellercloud()
