"""Stock: levels per product and warehouse, and the ledger of their changes."""
