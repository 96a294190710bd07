"""The command line: one module per noun, the same actions as every other door."""
