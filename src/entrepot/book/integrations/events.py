"""What can happen to integrations."""

from entrepot.book.events import event

INTEGRATION_CREATED = event("integration.created", "An integration was made.")
INTEGRATION_CHANGED = event("integration.changed", "An integration was changed.")
INTEGRATION_DELETED = event("integration.deleted", "An integration was deleted; its credentials are gone.")
INTEGRATION_SYNCED = event("integration.synced", "An integration fetched what the other server has.")
