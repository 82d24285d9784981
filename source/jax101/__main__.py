"""`python -m jax101`, the same as the command `jax101`."""

import sys

from jax101.learner.cli import main

if __name__ == "__main__":
    sys.exit(main())
