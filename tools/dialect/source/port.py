"""What the rest of the house may ask of this dialect."""

from entrepot.actions.ports import Wire
from entrepot.book.orders.view import OrderView
from entrepot.dialects.acme.render import losses, order_document
from entrepot.dialects.acme.wire import NAME


class Acme:
    """Acme, as the house sees it."""

    name = NAME

    def show(self, view: OrderView) -> Wire:
        """The answer to "get by id" and what it leaves out."""
        return Wire(order_document(view), losses(view))


dialect = Acme()
