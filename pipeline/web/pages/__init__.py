"""Pages: a module a subject, each with its router; its templates have the same name."""

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
