"""What a rule must look like to be kept."""

from entrepot.book.automation import errors
from entrepot.book.automation.judging import MAX_DAYS, fits
from entrepot.book.automation.rule import Rule, RuleAction, RuleCondition
from entrepot.book.automation.vocabulary import OPERATORS, VOCABULARY, Deed, Sort, Vocabulary
from entrepot.book.values import checks
from entrepot.errors import Findings, Path

MAX_PARTS = 50
MAX_SORT = 1_000_000
WORD_LENGTH = 100
_EVERY_OPERATOR = frozenset(word for words in OPERATORS.values() for word in words)


def check_rule(rule: Rule) -> None:
    """Raise `Invalid` naming everything that is wrong with the rule, its conditions and its actions."""
    findings = Findings()
    checks.text(findings, ("name",), rule.name, blank=False)
    checks.integer(findings, ("sort",), rule.sort, -MAX_SORT, MAX_SORT)
    checks.document(findings, ("extension",), rule.extension)
    vocabulary = VOCABULARY[rule.type]
    for name, parts in (("conditions", rule.conditions), ("actions", rule.actions)):
        if len(parts) > MAX_PARTS:
            findings.add((name,), errors.RULES_MANY)
    for index, condition in enumerate(rule.conditions[:MAX_PARTS]):
        _check_condition(findings, ("conditions", index), vocabulary, condition)
    for index, action in enumerate(rule.actions[:MAX_PARTS]):
        _check_action(findings, ("actions", index), vocabulary, action)
    findings.settle()


def _check_condition(findings: Findings, path: Path, vocabulary: Vocabulary, condition: RuleCondition) -> None:
    checks.document(findings, (*path, "value"), {"value": condition.value})
    if vocabulary.open:
        checks.text(findings, (*path, "code"), condition.code, WORD_LENGTH, blank=False)
        if condition.operator not in _EVERY_OPERATOR:
            findings.add((*path, "operator"), errors.RULE_OPERATOR)
        return
    fact = vocabulary.fact(condition.code)
    if fact is None:
        known = ", ".join(each.code for each in vocabulary.facts)
        findings.add((*path, "code"), errors.RULE_CONDITION, f"One of {known} is expected.")
    elif condition.operator not in fact.operators:
        findings.add((*path, "operator"), errors.RULE_OPERATOR, f"One of {', '.join(fact.operators)} is expected.")
    elif not fits(fact.sort, condition.value, fact.choices, condition.operator):
        findings.add((*path, "value"), errors.RULE_VALUE, _expected(fact.sort, fact.choices, condition.operator))


def _check_action(findings: Findings, path: Path, vocabulary: Vocabulary, action: RuleAction) -> None:
    checks.document(findings, (*path, "fields"), action.fields)
    if vocabulary.open:
        checks.text(findings, (*path, "code"), action.code, WORD_LENGTH, blank=False)
        return
    deed = vocabulary.deed(action.code)
    if deed is None:
        known = ", ".join(each.code for each in vocabulary.deeds)
        findings.add((*path, "code"), errors.RULE_ACTION, f"One of {known} is expected.")
        return
    _check_fields(findings, (*path, "fields"), deed, action.fields)


def _check_fields(findings: Findings, path: Path, deed: Deed, given: dict[str, object]) -> None:
    known = {field.key: field for field in deed.fields}
    for key in sorted(set(given) - set(known)):
        findings.add((*path, key), errors.RULE_FIELD, f"{deed.name}: there is no field {key[:WORD_LENGTH]}.")
    for key, field in known.items():
        if given.get(key) is None:
            if field.required:
                findings.add((*path, key), errors.RULE_FIELD, f"{field.title} is needed.")
        elif not fits(field.sort, given[key], field.choices):
            findings.add((*path, key), errors.RULE_VALUE, _expected(field.sort, field.choices, None))


def _expected(sort: Sort, choices: tuple[str, ...], operator: str | None) -> str:
    sentences = {
        Sort.BOOLEAN: "true or false",
        Sort.NUMBER: "a number",
        Sort.DAYS: f"a whole number of days, at most {MAX_DAYS},",
        Sort.MONEY: 'an amount {"currency", "value"}',
        Sort.CHOICE: f"one of {', '.join(choices)}",
    }
    one = sentences.get(sort, "a text")
    return f"A list is expected, each item {one}." if operator == "in" else f"{one[:1].upper()}{one[1:]} is expected."
