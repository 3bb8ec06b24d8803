"""Watching and mending: `lag_monitor`, `audit` with its `balance`, and `replay` of dead letters."""
