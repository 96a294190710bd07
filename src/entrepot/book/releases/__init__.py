"""Releases: goods of an order let go onto an order of their own, or onto a shipment."""
