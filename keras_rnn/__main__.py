"""`python -m keras_rnn` is the command `keras-rnn`."""

import sys

from .deploy.cli.commands import main

if __name__ == "__main__":
    sys.exit(main())
