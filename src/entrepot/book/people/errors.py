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
TIME_ZONE_UNKNOWN = code("organization.time_zone", "This is not the name of a time zone.")
