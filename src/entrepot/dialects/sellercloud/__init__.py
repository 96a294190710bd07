"""The Sellercloud dialect: the purchase-order part of that vendor's REST API, on this house's order book."""
