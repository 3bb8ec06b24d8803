"""Pages and API on what is stored: routes call queries, templates decide nothing.

`server` runs `site`; `asked` reads filters from addresses; `pages` answer people, `api` programs.
"""

from starlette.convertors import Convertor, register_url_convertor


class Anything(Convertor[str]):
    """A part of a path that goes on to its end, whatever it holds: article ids are free."""

    regex = r"[\s\S]+"

    def convert(self, value: str) -> str:
        """Read it as it is."""
        return value

    def to_string(self, value: str) -> str:
        """Write it as it is."""
        return value


register_url_convertor("anything", Anything())
