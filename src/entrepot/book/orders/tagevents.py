"""What can happen to tags."""

from entrepot.book.events import event

TAG_CREATED = event("tag.created", "A tag was made.")
TAG_CHANGED = event("tag.changed", "A tag was changed.")
TAG_DELETED = event("tag.deleted", "A tag was deleted; orders no longer carry it.")
