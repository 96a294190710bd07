"""Answers in the vendor's form: orders, their lines, other nouns, and everything that can go wrong."""
