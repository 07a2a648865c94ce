"""`python -m helpers`. Forks import this file again under another name, hence the condition."""

import sys

from helpers.cli import main

if __name__ == "__main__":
    sys.exit(main())
