"""What can go wrong about releases."""

from entrepot.errors import code

RELEASE_UNKNOWN = code("release.unknown", "This order has no release with this id.")
RELEASE_EMPTY = code("release.empty", "A release needs at least one line.")
RELEASE_ABOVE_AVAILABLE = code("release.above_available", "More than is left to release on this line.")
RELEASE_UNIT = code("release.unit", "Goods are released in the unit they were ordered in.")
RELEASE_DECIDED = code("release.decided", "This release was decided already.")
RELEASE_NOT_MOVING = code("release.not_moving", "Only goods assigned to a shipment move.")
RELEASE_BUYER_ONLY = code("release.buyer_only", "Only the buyer assigns goods to shipments.")
RELEASE_BY_SUPPLIER = code("release.by_supplier", "The buyer does not let the supplier release goods of this order.")
RELEASE_NO_SUPPLIER = code("release.no_supplier", "Only goods of an order with a supplier are released.")
RELEASE_NOT_UNDOABLE = code("release.not_undoable", "A release is not undone as a posting; cancel the release.")
ORDER_NOT_RELEASABLE = code("release.order_status", "Only sent and confirmed orders are released.")
