"""From the book to the wire: documents, pages, errors, and what the documents cannot carry."""
