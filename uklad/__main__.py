"""The command line for `python -m uklad`."""

import sys

from uklad.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
