"""What can happen to organizations, companies, users and keys."""

from entrepot.book.events import event

ORGANIZATION_CREATED = event("organization.created", "An organization was made.")
ORGANIZATION_CHANGED = event("organization.changed", "An organization's details were changed.")
SETTINGS_CHANGED = event("organization.settings_changed", "Settings of an organization were changed.")
COMPANY_CREATED = event("company.created", "A company was made.")
COMPANY_CHANGED = event("company.changed", "A company was changed.")
USER_CREATED = event("user.created", "A user was made.")
USER_CHANGED = event("user.changed", "A user was changed.")
USER_PASSWORD_CHANGED = event("user.password_changed", "A user's password was changed.")
KEY_CREATED = event("key.created", "An API key was made.")
SESSION_ENDED = event("user.session_ended", "A user ended a session.")
KEY_CLOSED = event("key.closed", "An API key was made useless.")
