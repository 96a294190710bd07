"""`python -m tests.bench.pinned CORE MODULE …`: run a module on one core only (any core when CORE is -1)."""

import os
import runpy
import sys


def pin(core: int) -> None:
    """Keep this process and its threads on one core; nothing happens for -1."""
    if core >= 0:
        os.sched_setaffinity(0, {core})


if __name__ == "__main__":
    pin(int(sys.argv[1]))
    del sys.argv[:2]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
