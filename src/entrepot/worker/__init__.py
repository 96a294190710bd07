"""The worker: does the jobs that wait in the store, in the server's own process or beside it."""
