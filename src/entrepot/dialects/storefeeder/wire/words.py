"""The vendor's words: statuses of orders and of lines. Only names travel, never numbers."""

DRAFT = "Draft"
SENT = "SentToSupplier"
AWAITING = "AwaitingConfirmation"
CONFIRMED = "ConfirmedBySupplier"
COMPLETE = "Complete"
STATUSES = (DRAFT, SENT, AWAITING, CONFIRMED, COMPLETE)

AWAITING_PRODUCT = "AwaitingProduct"
PART_RECEIVED = "PartReceived"
RECEIVED = "Received"
WRITTEN_OFF = "WrittenOff"

# A line's delivery status: its number and its word.
PENDING = (1, "Pending")
PART_DELIVERED = (2, "PartDelivered")
DELIVERED = (3, "Delivered")
