"""What a person can do with the book, one function each: fetch, ask the book, store."""
