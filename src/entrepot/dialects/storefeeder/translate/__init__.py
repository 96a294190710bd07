"""Between the vendor's models and the book."""
