"""Edge: rows as files that other tools open: tables, networks, a Discourse Network Analyzer file.

`source` reads the database; `manifest` and `files` put down what was written, whole or not at all.
"""
