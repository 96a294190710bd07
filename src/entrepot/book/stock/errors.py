"""What can go wrong about stock."""

from entrepot.errors import code

STOCK_SHORT = code("stock.short", "Less than this quantity is available.")
STOCK_NEGATIVE = code("stock.negative", "Stock on hand may not fall below zero.")
PRE_ORDER_UNKNOWN = code("pre_order.unknown", "No pre-order has this id.")
PRE_ORDER_CANCELED = code("pre_order.canceled", "This pre-order was canceled.")
SELL_AHEAD_SHORT = code("stock.sell_ahead_short", "No incoming line has this much left to be sold ahead.")
