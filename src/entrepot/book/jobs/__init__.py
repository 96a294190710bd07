"""Background work: what a job is, and when it is tried again."""
