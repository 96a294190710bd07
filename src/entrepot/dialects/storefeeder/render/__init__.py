"""Answers: the book as the vendor shows it, in JSON or XML, and everything that can go wrong."""
