"""Things: places, bodies and peoples of a corpus, and which of their forms are one."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.corpus.forms import without_country
from pipeline.corpus.usage import Usage

# An acronym means what an article says it does, unless others say otherwise.
_SHARE, _ARTICLES = 0.75, 1


@dataclass
class Things:
    """What articles have told of places and bodies so far."""

    _usage: Usage[str] = field(default_factory=Usage)

    def learn(self, form: str, acronyms: Iterable[str]) -> None:
        """Count the acronyms by which one article calls a thing."""
        for acronym in acronyms:
            if acronym != form:
                self._usage.add(acronym, form)

    def leader(self, form: str) -> str:
        """Give the form that leads those of one thing."""
        return self._usage.owner(form, str, share=_SHARE, articles=_ARTICLES) or form
