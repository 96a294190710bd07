"""What the rest of the house may ask of this dialect."""

from entrepot.actions.ports import Wire
from entrepot.book.orders.view import OrderView
from entrepot.dialects.pack.render.losses import losses
from entrepot.dialects.pack.render.orders import full, single
from entrepot.dialects.pack.wire.words import NAME


class Pack:
    """Pack, as the house sees it."""

    name = NAME

    def show(self, view: OrderView) -> Wire:
        """The answer to "get by id" and what it leaves out; numbers are marked, so write it with `number_bytes`."""
        return Wire(single(full(view)), losses(view))


dialect = Pack()
