"""What can happen to a release; every event is about its order."""

from entrepot.book.events import event

RELEASE_OFFERED = event("release.offered", "Goods of an order were offered for release.")
RELEASE_ACCEPTED = event("release.accepted", "A release was accepted: its goods are on an order or shipment.")
RELEASE_REJECTED = event("release.rejected", "A release was rejected; its goods are available again.")
RELEASE_CANCELED = event("release.canceled", "A release was called off; its goods are available again.")
RELEASE_MOVED = event("release.moved", "Goods on a shipment came further.")
ORDER_RELEASED = event("order.released", "Released quantities of an order changed.")
