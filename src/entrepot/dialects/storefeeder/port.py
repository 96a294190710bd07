"""What the rest of the house may ask of this dialect."""

from entrepot.actions.ports import Connection, DialectClient, Wire
from entrepot.book.orders.view import OrderView
from entrepot.dialects.storefeeder.client import Client
from entrepot.dialects.storefeeder.render.losses import losses
from entrepot.dialects.storefeeder.render.orders import order_document
from entrepot.dialects.storefeeder.translate.words import NAME


class StoreFeeder:
    """StoreFeeder, as the house sees it."""

    name = NAME

    def show(self, view: OrderView) -> Wire:
        """The answer to "get by id" and what it leaves out; numbers are marked, so write it with `number_bytes`."""
        return Wire(order_document(view), losses(view))

    def client(self, connection: Connection) -> DialectClient:
        """A client of another server that speaks it; raises Invalid for an address or credentials."""
        return Client(connection)


dialect = StoreFeeder()
