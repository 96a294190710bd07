"""Pack's operations, one module per group."""
