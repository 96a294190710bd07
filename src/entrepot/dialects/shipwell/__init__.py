"""The Shipwell dialect: modern orders, purchase orders, sales orders and tags on the one order book."""
