"""What can happen on the dock, to receipts and to orders."""

from entrepot.book.events import event

RECEIPT_ANNOUNCED = event("receipt.announced", "A goods receipt was announced.")
RECEIPT_CHANGED = event("receipt.changed", "A goods receipt or one of its pieces was changed.")
RECEIPT_ARRIVED = event("receipt.arrived", "Announced goods arrived.")
RECEIPT_BOOKED = event("receipt.booked", "Goods were booked on a receipt; they are on hand.")
RECEIPT_COMPLETED = event("receipt.completed", "A goods receipt was completed; its orders count the goods.")
RECEIPT_CANCELED = event("receipt.canceled", "A goods receipt was canceled; what was booked left the stock again.")
RECEIPT_UNDONE = event("receipt.undone", "A completed goods receipt was undone by counter-movements.")
RECEIPT_MATCHED = event("receipt.matched", "Unannounced goods found their order line.")
ORDER_EXPECTED = event("order.receipt_linked", "The goods receipts of an order changed.")
ORDER_PIECE_ARRIVED = event("order.piece_arrived", "Packages or pallets with goods of an order arrived.")
ORDER_RECEIVED_GOODS = event("order.goods_received", "Goods of an order were received.")
ORDER_WRITTEN_OFF = event("order.written_off", "The rest of an order's lines was written off.")
ORDER_RETURNED = event("order.goods_returned", "Goods of an order went back to the supplier.")
ORDER_UNDONE = event("order.posting_undone", "A receipt, write-off or return of an order was undone.")
ORDER_STEP_UNDONE = event("order.step_undone", "The last step in an order's life was taken back.")
LINE_DATE_KEPT = event("order.line_date_kept", "A line's date could not be moved: all of its goods are here.")
TOLERANCE_OVERRIDDEN = event("order.tolerance_overridden", "More than the tolerance was received, as asked for.")
