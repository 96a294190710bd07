"""The native doors of the house."""
