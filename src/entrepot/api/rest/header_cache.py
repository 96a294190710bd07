"""The headers of orders as finished JSON, by id and version, so that lists need not write them again and again.

A version of an order never changes: `ETag` promises clients the same. Lists are asked for much more often than orders
change, and writing fifty headers costs as much as everything else about a list together.
"""

from starlette.requests import Request

from entrepot.api.rest.render import header_document
from entrepot.book.orders.order import Order
from entrepot.http.answer import number_bytes

MOST_HEADERS = 4_096  # of about 1,700 bytes each: 7 MB


class HeaderCache:
    """Finished headers, at most `most` of them; the one written first goes first. For one thread, the event loop's."""

    def __init__(self, most: int = MOST_HEADERS) -> None:
        """Nothing is known yet."""
        self._most = most
        self._known: dict[tuple[int, int], bytes] = {}

    def written(self, order: Order) -> bytes:
        """The order without its lines, as JSON."""
        key = (order.id.int, order.version)
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= self._most:
                del self._known[next(iter(self._known))]
            found = self._known[key] = number_bytes(header_document(order))
        return found


def headers_of(request: Request) -> HeaderCache:
    """The headers that the door of this request has written."""
    state = request.app.state
    if not hasattr(state, "headers"):
        state.headers = HeaderCache()
    known: HeaderCache = state.headers
    return known
