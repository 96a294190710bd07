"""Whether the conditions of a rule hold for the facts of a subject, and why, in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from entrepot.book.automation.rule import Rule, RuleCondition
from entrepot.book.automation.vocabulary import VOCABULARY, Fact, Sort
from entrepot.book.values.currency import is_currency
from entrepot.book.values.money import Money
from entrepot.book.values.text import folded

Facts = Mapping[str, object]
LONGEST = Decimal(10) ** 15
MAX_DAYS = 3650


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether all conditions held; `why` names each with what was found."""

    holds: bool
    why: str


def judge(rule: Rule, facts: Facts) -> Verdict:
    """The verdict on one rule. Without conditions it always holds; a fact that is None meets no condition but `ne`."""
    vocabulary = VOCABULARY[rule.type]
    reasons = []
    for condition in rule.conditions:
        fact = vocabulary.fact(condition.code)
        if fact is None or not _holds(fact, condition, facts.get(condition.code)):
            return Verdict(False, "")
        reasons.append(f"{fact.name} is {_shown(facts.get(condition.code))}")
    return Verdict(True, "; ".join(reasons) or "it has no conditions")


def number_of(value: object) -> Decimal | None:
    """The number a JSON value stands for (a number, or its digits in a text); None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        return None
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < LONGEST else None


def money_of(value: object) -> Money | None:
    """The amount a JSON value `{"currency", "value"}` stands for; None for anything else."""
    if not isinstance(value, Mapping) or set(value) != {"currency", "value"}:
        return None
    amount, currency = number_of(value["value"]), value["currency"]
    if amount is None or not isinstance(currency, str) or not is_currency(currency):
        return None
    return Money(amount, currency)


def is_text(value: object) -> bool:
    """A text that says something."""
    return isinstance(value, str) and bool(value.strip())


def fits(sort: Sort, value: object, choices: tuple[str, ...], operator: str | None = None) -> bool:
    """Whether a JSON value is one that a fact or field of this sort can be compared with or set to."""
    if operator == "in":
        return isinstance(value, list | tuple) and bool(value) and all(fits(sort, each, choices) for each in value)
    if sort is Sort.BOOLEAN:
        return isinstance(value, bool)
    if sort is Sort.NUMBER:
        return number_of(value) is not None
    if sort is Sort.DAYS:
        days = number_of(value)
        return days is not None and days == days.to_integral_value() and abs(days) <= MAX_DAYS
    if sort is Sort.MONEY:
        return money_of(value) is not None
    if sort is Sort.CHOICE:
        return isinstance(value, str) and value in choices
    return is_text(value)


def _holds(fact: Fact, condition: RuleCondition, found: object) -> bool:
    if found is None:
        return condition.operator == "ne"
    return _JUDGES[fact.sort](condition.operator, found, condition.value)


def _boolean(_operator: str, found: object, wanted: object) -> bool:
    return found is wanted


def _number(operator: str, found: object, wanted: object) -> bool:
    number = number_of(wanted)
    return number is not None and isinstance(found, Decimal) and _COMPARE[operator](found, number)


def _money(operator: str, found: object, wanted: object) -> bool:
    """Amounts in different currencies are different, and neither is more than the other."""
    amount = money_of(wanted)
    if amount is None or not isinstance(found, Money):
        return False
    if amount.currency != found.currency:
        return operator == "ne"
    return _COMPARE[operator](found.amount, amount.amount)


def _text(operator: str, found: object, wanted: object) -> bool:
    key = folded(str(found))
    if operator == "in":
        return isinstance(wanted, list | tuple) and key in {folded(str(each)) for each in wanted}
    return _TEXTS[operator](key, folded(str(wanted)))


def _list(operator: str, found: object, wanted: object) -> bool:
    there = isinstance(found, tuple) and folded(str(wanted)) in {folded(str(each)) for each in found}
    return there is (operator == "contains")


_COMPARE: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "eq": lambda found, wanted: found == wanted,
    "ne": lambda found, wanted: found != wanted,
    "gt": lambda found, wanted: found > wanted,
    "gte": lambda found, wanted: found >= wanted,
    "lt": lambda found, wanted: found < wanted,
    "lte": lambda found, wanted: found <= wanted,
}
_TEXTS: dict[str, Callable[[str, str], bool]] = {
    "eq": lambda found, wanted: found == wanted,
    "ne": lambda found, wanted: found != wanted,
    "contains": lambda found, wanted: wanted in found,
    "not_contains": lambda found, wanted: wanted not in found,
    "starts_with": lambda found, wanted: found.startswith(wanted),
}
_JUDGES: dict[Sort, Callable[[str, object, object], bool]] = {
    Sort.BOOLEAN: _boolean,
    Sort.NUMBER: _number,
    Sort.MONEY: _money,
    Sort.TEXT: _text,
    Sort.LONG_TEXT: _text,
    Sort.CHOICE: _text,
    Sort.LIST: _list,
}


def _shown(found: object) -> str:
    if isinstance(found, Money):
        return f"{found.amount:f} {found.currency}"
    if isinstance(found, bool):
        return "true" if found else "false"
    if isinstance(found, Decimal):
        return f"{found:f}"
    if isinstance(found, tuple):
        return ", ".join(map(str, found)) or "nothing"
    return "nothing" if found is None else str(found)
