"""Receiving: goods receipts, the ledger of quantities, tolerance, and what the dock may do."""
