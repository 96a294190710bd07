"""What can go wrong in this dialect only: the vendor's rules and the gates of the tenant's configuration."""

from collections.abc import Sequence

from entrepot.errors import Code, Limited, code
from entrepot.http.errors import Place, WireInvalid, WrongField

RULE_BROKEN = code("sellercloud.rule", "This breaks a rule of Sellercloud's purchase orders.")
GATE_CLOSED = code("sellercloud.gate_closed", "A setting of the organization does not allow this field.")
MODE_WRONG = code("sellercloud.mode", "Unit fields belong to orders by unit, case fields to orders by case.")
CALLS_SPENT = code("sellercloud.calls_spent", "This address has made all the calls it may make in an hour.")


class RuleBroken(WireInvalid):
    """A vendor's rule was broken: the status depends on the endpoint, see `render.faults`."""

    def __init__(self, wrong: Sequence[WrongField]) -> None:
        """`wrong` names every breach in the vendor's own field names."""
        super().__init__(wrong, " ".join(breach.message for breach in wrong), RULE_BROKEN)


class CallsSpent(Limited):
    """The hourly number of calls is used up."""

    def __init__(self, seconds: int) -> None:
        """`seconds` until the count starts anew."""
        super().__init__(CALLS_SPENT, f"Calls are allowed again in {seconds} seconds.", retry_after=seconds)


class Breaches:
    """Collects broken rules so that all of them are told at once."""

    __slots__ = ("found",)

    def __init__(self) -> None:
        """Start with nothing found."""
        self.found: list[WrongField] = []

    def add(self, path: tuple[str | int, ...], message: str, code: Code = RULE_BROKEN) -> None:
        """Note one breach; `path` is in the vendor's names."""
        self.found.append(WrongField(Place.BODY, path, code, message))

    def settle(self) -> None:
        """Raise `RuleBroken` when anything was found."""
        if self.found:
            raise RuleBroken(self.found)
