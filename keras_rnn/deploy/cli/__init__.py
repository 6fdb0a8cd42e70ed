"""The command line: `keras-rnn`."""
