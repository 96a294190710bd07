"""What can happen to imports."""

from entrepot.book.events import event

IMPORT_STARTED = event("import.started", "A table was brought in.")
IMPORT_FINISHED = event("import.finished", "Every row of a table was taken or refused.")
IMPORT_FAILED = event("import.failed", "A table could not be brought in to its end.")
IMPORT_CANCELED = event("import.canceled", "Somebody stopped a table that was being brought in.")
