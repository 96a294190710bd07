"""The Pack dialect: the organization side of a merchant's warehouse API, spoken on the one order book."""
