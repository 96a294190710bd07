"""Files that people read and write: tables."""
