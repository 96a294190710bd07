"""Between the wire and the book, both ways of meaning. Only these modules know both worlds."""
