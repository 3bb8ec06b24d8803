"""The local stack: a broker and a database for a machine that has neither."""
