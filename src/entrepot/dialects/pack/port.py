"""What the rest of the house may ask of this dialect."""

from entrepot.actions.ports import Connection, DialectClient, Wire
from entrepot.book.orders.view import OrderView
from entrepot.dialects.pack.client import Client
from entrepot.dialects.pack.render.losses import losses
from entrepot.dialects.pack.render.orders import full, single
from entrepot.dialects.pack.wire.words import NAME


class Pack:
    """Pack, as the house sees it."""

    name = NAME

    def show(self, view: OrderView) -> Wire:
        """The answer to "get by id" and what it leaves out; numbers are marked, so write it with `number_bytes`."""
        return Wire(single(full(view)), losses(view))

    def client(self, connection: Connection) -> DialectClient:
        """A client of another server that speaks it; raises Invalid for an address or credentials."""
        return Client(connection)


dialect = Pack()
