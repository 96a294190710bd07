"""A library that makes every sync of a file take a millisecond longer, compiled here and loaded before all others."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

DELAY_NANOSECONDS = 1_000_000
_SOURCE = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <time.h>

static void wait_a_while(void) {
    struct timespec delay = {0, %d};
    nanosleep(&delay, 0);
}

int fsync(int file) {
    int (*real)(int) = (int (*)(int)) dlsym(RTLD_NEXT, "fsync");
    wait_a_while();
    return real(file);
}

int fdatasync(int file) {
    int (*real)(int) = (int (*)(int)) dlsym(RTLD_NEXT, "fdatasync");
    wait_a_while();
    return real(file);
}
"""
_PROBE = """
import sqlite3, sys, time
raw = sqlite3.connect(sys.argv[1], isolation_level=None)
raw.execute("PRAGMA journal_mode=WAL"); raw.execute("PRAGMA synchronous=FULL")
raw.execute("CREATE TABLE IF NOT EXISTS probe (n)")
began = time.perf_counter()
for n in range(50): raw.execute("INSERT INTO probe VALUES (?)", (n,))
print((time.perf_counter() - began) / 50)
"""


def compiled(folder: Path) -> tuple[Path | None, str]:
    """The library, or None and why there is none: no compiler, another system, or SQLite does not go through it."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        return None, "there is no C compiler (cc)"
    source, library = folder / "slowsync.c", folder / "slowsync.so"
    source.write_text(_SOURCE % DELAY_NANOSECONDS)
    made = subprocess.run(
        [compiler, "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"],
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        return None, f"{compiler} cannot compile it: {made.stderr.strip()[:200]}"
    began = time.perf_counter()
    environment = {**os.environ, "LD_PRELOAD": str(library)}
    probe = [sys.executable, "-c", _PROBE, str(folder / "probe.sqlite3")]
    ran = subprocess.run(probe, env=environment, capture_output=True, text=True, check=False)
    if ran.returncode or float(ran.stdout) < DELAY_NANOSECONDS / 1e9:
        return None, f"the library does not reach SQLite's syncs ({time.perf_counter() - began:.2f} s of trying)"
    return library, ""
