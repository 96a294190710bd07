"""Prove that a new dialect starts sound: in a copy of this checkout, scaffold one, then run `make check` and its tests.

`make check-scaffold` runs this. The copy stands in build/scaffold and is made anew each time.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from scaffold import ROOT, scaffold

COPY = ROOT / "build" / "scaffold"
NAME = "kestrel"
LEFT_BEHIND = shutil.ignore_patterns(".venv", ".cache", "build", "__pycache__", ".git", "node_modules")


def main() -> int:
    """Copy, scaffold, check; the first failing step's exit code."""
    shutil.rmtree(COPY, ignore_errors=True)
    shutil.copytree(ROOT, COPY, ignore=LEFT_BEHIND, symlinks=True)
    scaffold(NAME, COPY)
    python = sys.executable
    venv = Path(python).parent.parent
    inside = {"PYTHONPATH": f"{COPY / 'src'}:{COPY}", "PYTHONDONTWRITEBYTECODE": "1"}
    steps = (
        ["git", "init", "-q"],
        ["git", "add", "-A"],
        [python, "-m", "entrepot.http.coverage"],
        [python, "-m", "pytest", "-q", f"tests/dialects/{NAME}"],
        # .venv is this checkout's and stays so: -o keeps make from installing the copy into it.
        ["make", "-o", f"{venv}/.developing", "check", f"VENV={venv}"],
    )
    for step in steps:
        done = subprocess.run(step, cwd=COPY, env={**os.environ, **inside}, check=False)
        if done.returncode:
            sys.stderr.write(f"the scaffold fails at: {' '.join(step)}\n")
            return done.returncode
    sys.stdout.write(f"a new dialect passes its tests and make check ({COPY.relative_to(ROOT)})\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
