"""What can go wrong about people and their rights."""

from entrepot.errors import code

CREDENTIAL_MISSING = code("credential.missing", "This call needs a credential.")
CREDENTIAL_WRONG = code("credential.wrong", "This credential is not known here, or no longer valid.")
RIGHT_MISSING = code("right.missing", "The actor's role does not allow this.")
ORGANIZATION_UNKNOWN = code("organization.unknown", "No organization has this id.")
COMPANY_UNKNOWN = code("company.unknown", "No company has this id.")
COMPANY_INACTIVE = code("company.inactive", "This company is not active.")
SETTING_UNKNOWN = code("setting.unknown", "No setting has this name.")
SETTING_INVALID = code("setting.invalid", "This setting does not take this value.")
EMAIL_TAKEN = code("email.taken", "Another user signs in with this e-mail address.")
USER_UNKNOWN = code("user.unknown", "No user has this id.")
COMPANY_DEFAULT = code(
    "company.default", "One active company is always the default; make another one the default first."
)
KEY_UNKNOWN = code("key.unknown", "No API key has this id.")
PASSWORD_LENGTH = code("password.length", "A password has 8 to 1,024 characters.")
SIGN_IN_BUSY = code("credential.busy", "Too many people are signing in at once; try again shortly.")
SUPPLIER_OF_USER = code("user.supplier", "A supplier's user belongs to one supplier, any other user to none.")
RIGHT_BEYOND = code("right.beyond", "Nobody gives a user or a key more than they may do themselves.")
SCOPE_BEYOND = code("key.scope", "A scope lies within the role of its key.")
KEY_NETWORK = code("key.network", "An address or a network is expected, such as 203.0.113.7 or 2001:db8::/32.")
KEY_PLACE = code("credential.place", "This API key is not accepted from this address.")
SESSION_UNKNOWN = code("session.unknown", "No open session of yours has this id.")
SETUP_REFUSED = code("setup.refused", "This set-up token is wrong, used, or over; start the server anew for another.")
ACTION_UNKNOWN = code("action.unknown", "No action has this name: give a right or a move of an order.")
TIME_ZONE_UNKNOWN = code("organization.time_zone", "This is not the name of a time zone.")
