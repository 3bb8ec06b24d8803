"""What every test may use; see tests/stack for the broker and the database."""

pytest_plugins = ["tests.stack.plugin"]
