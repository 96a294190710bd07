"""Where both worlds are known: Shipwell's words on one side, the book's drafts, patches and queries on the other."""
