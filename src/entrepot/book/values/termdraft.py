"""What a door gives in order to create or change a payment term, and what one must look like."""

from dataclasses import dataclass, field
from decimal import Decimal

from entrepot.book.values import checks
from entrepot.book.values.errors import TERM_DISCOUNT, TERM_INSTALMENTS
from entrepot.book.values.money import HUNDRED, ZERO
from entrepot.book.values.terms import Instalment, PaymentTerm
from entrepot.book.values.unset import UNSET, Unset
from entrepot.errors import Findings

MAX_INSTALMENTS = 36


@dataclass(frozen=True, slots=True)
class TermDraft:
    """A payment term to be made; days count from the invoice."""

    name: str
    days: int = 0
    discount_percent: Decimal | None = None
    discount_days: int | None = None
    instalments: tuple[Instalment, ...] = ()
    extension: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TermPatch:
    """Changes to a payment term: what is UNSET stays, None clears."""

    name: str | Unset = UNSET
    days: int | Unset = UNSET
    discount_percent: Decimal | None | Unset = UNSET
    discount_days: int | None | Unset = UNSET
    instalments: tuple[Instalment, ...] | Unset = UNSET
    extension: dict[str, object] | Unset = UNSET


def check_term(term: PaymentTerm) -> None:
    """Raise `Invalid` naming everything that is wrong with the payment term."""
    findings = Findings()
    checks.text(findings, ("name",), term.name, blank=False)
    checks.integer(findings, ("days",), term.days)
    checks.percent(findings, ("discount_percent",), term.discount_percent)
    checks.integer(findings, ("discount_days",), term.discount_days)
    if (term.discount_percent is None) != (term.discount_days is None):
        findings.add(("discount_days" if term.discount_days is None else "discount_percent",), TERM_DISCOUNT)
    checks.length(findings, ("instalments",), term.instalments, MAX_INSTALMENTS)
    for index, instalment in enumerate(term.instalments):
        checks.percent(findings, ("instalments", index, "percent"), instalment.percent)
        checks.integer(findings, ("instalments", index, "days"), instalment.days)
    if term.instalments and sum((part.percent for part in term.instalments), ZERO) != HUNDRED:
        findings.add(("instalments",), TERM_INSTALMENTS)
    checks.document(findings, ("extension",), term.extension)
    findings.settle()
