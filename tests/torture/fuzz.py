"""Made-up requests over all doors; how they are made stands with the contract they try."""

from tests.contract.fuzzing import run

__all__ = ["run"]
