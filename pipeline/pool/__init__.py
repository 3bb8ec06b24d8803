"""Processes that analyse side by side, one pool for the analyser, `analyse` and `judge`."""
