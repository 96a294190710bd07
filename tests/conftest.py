"""How every test runs: properties are tried on the same examples each time, no example is judged by the clock, and
every statement that reaches a database names the organization it works for."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.statements import Heard, hearing

settings.register_profile("house", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


@pytest.fixture(scope="session")
def everything_heard() -> Iterator[Heard]:
    with hearing(Heard(offences_only=True)) as heard:
        yield heard


@pytest.fixture(autouse=True)
def every_statement_names_its_organization(everything_heard: Heard) -> Iterator[None]:
    everything_heard.offences.clear()
    yield
    assert not everything_heard.offences, "\n".join(everything_heard.offences)
