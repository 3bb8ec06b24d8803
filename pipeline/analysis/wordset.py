"""Sets of words, written as one string: a list of forty quoted words is hard to read."""


def wordset(text: str) -> frozenset[str]:
    """Give the words of a text that blanks part."""
    return frozenset(text.split())
