"""E-mails: asked for in the transaction of what they are about; what became of them is an event there."""

from collections.abc import Sequence
from uuid import UUID

from entrepot.actions.history import record
from entrepot.actions.jobs import enqueue
from entrepot.actions.organizations import system_actor
from entrepot.book.events import Category, Event, EventCode
from entrepot.book.mail.errors import MAIL_ADDRESS, MAIL_NOBODY
from entrepot.book.mail.events import MAIL_DOUBTFUL, MAIL_FAILED
from entrepot.book.mail.letter import Letter, one_line, order_letter
from entrepot.book.orders.errors import ORDER_UNKNOWN
from entrepot.book.orders.events import ORDER_SENT
from entrepot.book.values import checks
from entrepot.errors import Findings, Invalid, NotFound
from entrepot.store import orders, organizations, suppliers
from entrepot.store.work import UnitOfWork

KIND = "email"
SEND_ORDERS = "orders.email_supplier"


def tell(uow: UnitOfWork, events: Sequence[Event]) -> None:
    """An order that was sent goes to its supplier by e-mail, where the organization wants that."""
    for event in events:
        if event.code == ORDER_SENT and organizations.settings(uow, event.organization_id).flag(SEND_ORDERS):
            about = {"subject": "order", "subject_id": str(event.subject_id), "version": event.subject_version}
            enqueue(uow, event.organization_id, KIND, {"form": "order", **about})


def notice(
    uow: UnitOfWork, organization_id: UUID, *, to: str, text: str, subject: str, about: UUID, version: int
) -> None:
    """Ask for an e-mail of a few words to one address; raises Invalid for what is no address."""
    findings = Findings()
    checks.email(findings, ("to",), to)
    if findings.fields:
        raise Invalid(MAIL_ADDRESS, f"{to} is not an e-mail address.")
    payload = {
        "form": "notice",
        "to": to,
        "text": text,
        "subject": subject,
        "subject_id": str(about),
        "version": version,
    }
    enqueue(uow, organization_id, KIND, payload)


def letter_of(uow: UnitOfWork, organization_id: UUID, payload: dict[str, object]) -> Letter:
    """The e-mail that a job is about, as things stand now; raises NotFound, Invalid when nobody can be written to."""
    sender = one_line(organizations.found(uow, organization_id).name, 100)
    if payload["form"] == "notice":
        text = str(payload["text"])
        return Letter(sender, (str(payload["to"]),), one_line(text.partition("\n")[0], 100), text + "\n")
    order = orders.get(uow, organization_id, id=UUID(str(payload["subject_id"])))
    if order is None:
        raise NotFound(ORDER_UNKNOWN)
    supplier = None if order.supplier_id is None else suppliers.get(uow, organization_id, order.supplier_id)
    to = supplier.emails if supplier is not None else ()
    if not to and order.supplier.email:
        to = (order.supplier.email,)
    if not to:
        raise Invalid(MAIL_NOBODY)
    return order_letter(order, sender, to)


def note(uow: UnitOfWork, organization_id: UUID, payload: dict[str, object], code: EventCode, words: str) -> Event:
    """Write down at its subject what became of an e-mail."""
    return record(
        uow,
        system_actor(organization_id, "mail"),
        subject=str(payload["subject"]),
        subject_id=UUID(str(payload["subject_id"])),
        version=int(str(payload["version"])),
        code=code,
        message=words,
        category=Category.ERROR if code in {MAIL_FAILED, MAIL_DOUBTFUL} else Category.INFO,
    )
