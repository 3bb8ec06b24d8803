"""`python -m pipeline.cli` is `stancewire`, for those who know the interpreter, not the script."""

from pipeline.cli import cli

cli(prog_name="stancewire")
