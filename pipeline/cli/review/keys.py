"""Where the keys of a round come from: a terminal, or the lines of a file or pipe."""

import sys
from collections.abc import Collection
from typing import TextIO

import click

QUIT = "q"
END_OF_INPUT = "\x04"


class Keys:
    """Keys as they are pressed, or the first letters of lines; the end of input is QUIT."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = sys.stdin if stream is None else stream
        self._pressed = self._stream.isatty()

    def one_of(self, prompt: str, keys: Collection[str]) -> str:
        """Ask until it is one of these keys."""
        while True:
            click.echo(prompt + " ", nl=False)
            key = click.getchar() if self._pressed else self._line()[:1]
            key = QUIT if key in ("", END_OF_INPUT) else key.lower()
            known = key in keys or key == QUIT
            click.echo(key if known else "?")
            if known:
                return key

    def words(self, prompt: str) -> str:
        """Ask for a line; it may be empty."""
        click.echo(prompt + " ", nl=False)
        line = self._line().strip()
        if not self._pressed:
            click.echo()
        return line

    def _line(self) -> str:
        """Give the next line that is there, "" at the end; one without letters is a blank."""
        line = self._stream.readline()
        return line.strip() or (" " if line else "")
