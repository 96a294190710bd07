"""What the README and the guide to the dock tell a reader to type is typed here, against a server on sample data."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ENTREPOT = Path(sys.executable).parent / "entrepot"
BLOCK = re.compile(r"^```bash\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """A server on sample data, as `make run` starts it, on a free port."""
    command = [str(ENTREPOT), "serve", "--demo", "--port", "0"]
    server = subprocess.Popen(
        command, cwd=tmp_path, env=environment(tmp_path), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert server.stdout is not None
    said = []
    for line in server.stdout:
        said.append(line)
        found = re.search(r"http://127\.0\.0\.1:[1-9]\d*", line)
        if found:
            break
    else:
        pytest.fail("the server did not start:\n" + "".join(said))
    yield found.group()
    server.send_signal(signal.SIGINT)
    server.communicate(timeout=30)


def environment(folder: Path) -> dict[str, str]:
    return os.environ | {"ENTREPOT_DATABASE_URL": f"sqlite:///{folder / 'book.sqlite3'}"}


@pytest.mark.parametrize(("page", "count"), [("README.md", 7), ("docs/guides/receiving.md", 15)])
def test_every_command_of_the_page_works(page: str, count: int, address: str, tmp_path: Path) -> None:
    blocks = BLOCK.findall((ROOT / page).read_text("utf-8"))
    assert len(blocks) == count
    script = "set -euo pipefail\n" + "\necho\n".join(blocks)
    script = script.replace(".venv/bin/entrepot", str(ENTREPOT)).replace("http://127.0.0.1:8000", address)
    done = subprocess.run(
        ["bash", "-c", script], cwd=tmp_path, env=environment(tmp_path), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
