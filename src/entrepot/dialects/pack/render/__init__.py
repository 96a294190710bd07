"""The book in Pack's form: documents, pages, faults, and what gets lost on the way."""
