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
