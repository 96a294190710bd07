"""`python -m entrepot` is the same as `entrepot`."""

import sys

from entrepot.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
