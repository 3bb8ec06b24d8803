"""What every test may use; see tests/stack for the broker and the database."""

import signal

pytest_plugins = ["tests.stack.plugin"]

# A run in the background may ignore Ctrl-C, and every process it starts would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)
