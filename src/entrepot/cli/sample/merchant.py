"""Making the sample merchant: a year of a webshop for paper and things for the home, told in one transaction."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from entrepot.actions import companies, organizations, people, rates, tags
from entrepot.actions.settings import change as change_settings
from entrepot.book.orders.tagdraft import TagDraft
from entrepot.book.people.actor import Actor
from entrepot.book.people.draft import CompanyPatch, OrganizationDraft, UserDraft
from entrepot.book.people.rights import Role
from entrepot.book.people.user import User
from entrepot.cli.sample.dice import Dice
from entrepot.cli.sample.names import BUYERS, RATES, TAGS
from entrepot.cli.sample.shelves import DOCK, make_shelves, open_stock
from entrepot.cli.sample.year import tell
from entrepot.store import companies as company_store
from entrepot.store.work import UnitOfWork

EMAIL = "demo@fernhollow.example"
SEED = 1905
DAYS = 364


def make_merchant(uow: UnitOfWork, password_hash: str, nobody: str) -> User:
    """Make the organization and its past year; `password_hash` is its administrator's, `nobody` that of all others."""
    now = uow.now
    opened = (now - timedelta(days=DAYS)).replace(hour=7, minute=30, second=0, microsecond=0)
    dice = Dice(SEED)
    uow.at(opened)
    draft = OrganizationDraft(
        "Fernhollow Paper & Home", "EUR", "Europe/Amsterdam", "NL", "Fernhollow B.V.", "Dock on Zaagselkade"
    )
    organization = organizations.create(uow, draft)
    system = organizations.system_actor(organization.id)
    admin = people.create_user(uow, system, UserDraft(EMAIL, password_hash, Role.ADMIN, name="Fenna Demo"))
    actor = people.actor_of_user(admin, "cli")
    change_settings(uow, actor, {"orders.number_pattern": "FH-{year}-{sequence:04d}"})
    company = company_store.default(uow, organization.id)
    address = CompanyPatch(
        code="FH", address=DOCK, email="office@fernhollow.example", website="https://fernhollow.example"
    )
    companies.change(uow, actor, address, id=company.id)
    buyers = _people(uow, actor, nobody)
    for name, color in TAGS:
        tags.create(uow, actor, TagDraft(name, color))
    _rates(uow, actor, opened, now)
    uow.at(opened)
    shelves = make_shelves(uow, actor, dice)
    open_stock(uow, actor, shelves, dice)
    portal = UserDraft("portal@brightwater.example", nobody, Role.SUPPLIER, "Odile Vane", shelves.houses[0][1].id)
    people.create_user(uow, actor, portal)
    tell(uow, shelves, buyers, dice, now)
    uow.at(now)
    return admin


def _people(uow: UnitOfWork, actor: Actor, nobody: str) -> list[Actor]:
    """Three buyers (returned), a receiver and somebody who only looks."""
    made = [
        people.create_user(uow, actor, UserDraft(f"{word}@fernhollow.example", nobody, Role.BUYER, name=name))
        for word, name in BUYERS
    ]
    for word, role, name in (("dock", Role.RECEIVER, "Bas Ramp"), ("books", Role.VIEWER, "Mina Ledger")):
        people.create_user(uow, actor, UserDraft(f"{word}@fernhollow.example", nobody, role, name=name))
    return [people.actor_of_user(buyer, "api") for buyer in made]


def _rates(uow: UnitOfWork, actor: Actor, opened: datetime, now: datetime) -> None:
    """A rate for each currency on the first of every month, drifting a little."""
    day = date(opened.year, opened.month, 1)
    step = 0
    while day <= now.date():
        if day > opened.date():
            uow.at(datetime(day.year, day.month, 1, 6, tzinfo=opened.tzinfo))
        for index, (currency, rate) in enumerate(RATES.items()):
            drift = Decimal(1000 + (step * (7 + index) * 3) % 29 - 14) / 1000
            rates.put(uow, actor, currency, day, (Decimal(rate) * drift).quantize(Decimal("0.000001")))
        step += 1
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
