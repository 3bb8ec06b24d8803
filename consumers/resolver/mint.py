"""Minting ids: numbers of the database's own, so that none is given twice, whatever is undone."""

from collections import deque

from sqlalchemy import Connection, text

AT_ONCE = 1_000


class Mint:
    """Gives ids one after the other, taken from a sequence many at a time."""

    def __init__(self, prefix: str, sequence: str) -> None:
        self._prefix = prefix
        self._sequence = sequence
        self._left: deque[int] = deque()
        self._connection: Connection | None = None

    def work_on(self, connection: Connection) -> None:
        """Take numbers over this connection from now on."""
        self._connection = connection

    def __call__(self) -> str:
        """Give an id that was never given before."""
        return f"{self._prefix}{self.number()}"

    def number(self) -> int:
        """Give a number that was never given before."""
        if not self._left:
            assert self._connection is not None  # noqa: S101  # a batch has one
            taken = self._connection.execute(
                text("SELECT nextval(:sequence) FROM generate_series(1, :count)"),
                {"sequence": self._sequence, "count": AT_ONCE},
            )
            self._left.extend(taken.scalars())
        return self._left.popleft()
