"""Documents: files that belong to an order, a goods receipt, a supplier or a product."""
