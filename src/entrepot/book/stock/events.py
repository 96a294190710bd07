"""What can happen to stock."""

from entrepot.book.events import event

STOCK_MUTATED = event("stock.mutated", "The stock on hand of a product in a warehouse changed.")
STOCK_RESERVED = event("stock.reserved", "Stock of a product in a warehouse was promised to somebody.")
STOCK_OVERDRAWN = event("stock.overdrawn", "Less of a product is on hand in a warehouse than is promised.")
PRE_ORDER_MADE = event("pre_order.created", "Incoming goods were promised to a customer.")
PRE_ORDER_MOVED = event("pre_order.moved", "A pre-order was moved to another incoming line.")
PRE_ORDER_WAITING = event("pre_order.waiting", "A pre-order lost its incoming line and no other covers it.")
PRE_ORDER_REDATED = event("pre_order.redated", "The date promised to a pre-order changed.")
PRE_ORDER_ALLOCATED = event("pre_order.allocated", "Goods arrived for a pre-order and were allocated to it.")
PRE_ORDER_RELEASED = event("pre_order.released", "Goods allocated to a pre-order left stock again.")
PRE_ORDER_CANCELED = event("pre_order.canceled", "A pre-order was canceled.")
PRE_ORDERS_AFFECTED = event("order.pre_orders_affected", "A change of an order touched pre-orders; each is named.")
