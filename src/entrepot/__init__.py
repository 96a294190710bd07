"""Entrepot: a purchase-order server with one order book and many doors."""

__version__ = "0.1.0"
