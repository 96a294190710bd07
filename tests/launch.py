"""A server process for tests: settings from ENTREPOT_*, the base URL as the first line of its output.

`python -m tests.launch [MOUNT=MODULE …]` opens only the doors named, else all there are.
"""

import sys
from pathlib import Path

from entrepot.app import serve
from entrepot.http.socketfile import socket_file_of
from entrepot.settings import Settings


def main() -> None:
    settings = Settings()
    places = [(mount, module) for mount, _, module in (each.partition("=") for each in sys.argv[1:])]
    path = Path(settings.database_url.removeprefix("sqlite:///"))
    serve(settings, socket_file=socket_file_of(path), ready=lambda url: print(url, flush=True), places=places or None)


if __name__ == "__main__":
    main()
