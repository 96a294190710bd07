"""What organizations, companies, users and keys must look like."""

import re
from zoneinfo import available_timezones

from entrepot.book.people.errors import KEY_NETWORK, PASSWORD_LENGTH, SCOPE_BEYOND, SUPPLIER_OF_USER, TIME_ZONE_UNKNOWN
from entrepot.book.people.networks import network_of
from entrepot.book.people.organization import Company, Organization
from entrepot.book.people.rights import RIGHTS, Role
from entrepot.book.people.user import ApiKey, User
from entrepot.book.values import checks
from entrepot.errors import Findings

CODE_LENGTH = 50
_WEBSITE = re.compile(r"[^\s]+")


def check_organization(organization: Organization) -> None:
    """Raise `Invalid` naming everything that is wrong with the organization."""
    findings = Findings()
    checks.text(findings, ("name",), organization.name, blank=False)
    checks.currency(findings, ("currency",), organization.currency)
    checks.country(findings, ("country",), organization.country)
    if organization.time_zone not in available_timezones():
        findings.add(("time_zone",), TIME_ZONE_UNKNOWN)
    findings.settle()


def check_company(company: Company) -> None:
    """Raise `Invalid` naming everything that is wrong with the company."""
    findings = Findings()
    checks.text(findings, ("name",), company.name, blank=False)
    checks.text(findings, ("code",), company.code, CODE_LENGTH, blank=False)
    checks.currency(findings, ("currency",), company.currency)
    checks.address(findings, ("address",), company.address)
    checks.email(findings, ("email",), company.email)
    checks.text(findings, ("website",), company.website, checks.URL_LENGTH)
    checks.matching(findings, ("website",), company.website, _WEBSITE, "An address without spaces is expected.")
    checks.document(findings, ("extension",), company.extension)
    findings.settle()


def check_user(user: User) -> None:
    """Raise `Invalid` naming everything that is wrong with the user."""
    findings = Findings()
    checks.email(findings, ("email",), user.email)
    checks.text(findings, ("name",), user.name, blank=False)
    if (user.role is Role.SUPPLIER) != (user.supplier_id is not None):
        findings.add(("supplier_id",), SUPPLIER_OF_USER)
    findings.settle()


def check_key(key: ApiKey) -> None:
    """Raise `Invalid` naming everything that is wrong with the key; a key never acts for a supplier."""
    findings = Findings()
    checks.text(findings, ("name",), key.name, blank=False)
    if key.role is Role.SUPPLIER:
        findings.add(("role",), SUPPLIER_OF_USER)
    if key.scopes is not None and not key.scopes <= RIGHTS[key.role]:
        beyond = ", ".join(sorted(key.scopes - RIGHTS[key.role]))
        findings.add(("scopes",), SCOPE_BEYOND, f"The role {key.role} does not include {beyond}.")
    for index, network in enumerate(key.addresses or ()):
        if network_of(network) is None:
            findings.add(("addresses", index), KEY_NETWORK)
    findings.settle()


def check_password(password: str) -> None:
    """Raise `Invalid` unless the password has 8 to 1,024 characters."""
    findings = Findings()
    if not 8 <= len(password) <= 1024:
        findings.add(("password",), PASSWORD_LENGTH)
    findings.settle()
