"""Traces, which nobody pays for who does not ask for them."""

import subprocess
import sys
from pathlib import Path

from tests.receiver import receiver
from tests.server import ROOT, inside


def test_a_request_becomes_a_span_at_the_collector(tmp_path: Path) -> None:
    with receiver() as collector:
        endpoint = f"{collector.url.rstrip('/')}/v1/traces"
        with inside(tmp_path / "book.sqlite3", places=[], otel_endpoint=endpoint) as client:
            client.get("/health/live", headers={"X-Request-Id": "dock-7"})
        sent = b"".join(each.body for each in collector.wait_for(1))
    for word in (b"GET root", b"url.path", b"/health/live", b"dock-7", b"http.response.status_code"):
        assert word in sent


def test_nothing_of_it_is_loaded_unless_it_is_asked_for() -> None:
    words = "import sys, entrepot.app; print(any(name.startswith('opentelemetry.sdk') for name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", words], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_asked_for_but_not_installed_it_is_said_at_the_start() -> None:
    words = (
        "import sys; sys.modules['opentelemetry.sdk.trace'] = None\n"
        "from entrepot.http.tracing import layers; from entrepot.settings import Settings\n"
        "layers(Settings(otel_endpoint='http://127.0.0.1:4318/v1/traces'))"
    )
    done = subprocess.run([sys.executable, "-c", words], cwd=ROOT, capture_output=True, text=True, check=False)
    assert "entrepot[otel]" in done.stderr
