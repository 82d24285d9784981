"""`python -m asrun`."""

import sys

from asrun.cli import main

if __name__ == "__main__":
    sys.exit(main())
