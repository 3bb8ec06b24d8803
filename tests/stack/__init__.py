"""A real broker and a real database for the tests: containers where Docker answers, else local.

No test knows which it got; `pytest --stack local|containers` decides by hand.
"""

from typing import Protocol


class Stack(Protocol):
    """A running Apache Kafka and PostgreSQL that tests may stop and start again."""

    bootstrap: str
    database_server_url: str  # of the server's own database, for making further ones

    def start(self) -> None:
        """Start both; returns when both answer."""

    def stop(self) -> None:
        """Stop both and remove what they stored."""

    def start_broker(self) -> None:
        """Start the broker on its former port with its former records."""

    def stop_broker(self) -> None:
        """Stop the broker; its records stay."""

    def start_database(self) -> None:
        """Start the database server at its former URL with its former rows."""

    def stop_database(self) -> None:
        """Stop the database server; its rows stay."""
