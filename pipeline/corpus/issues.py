"""Issues: what stances are about across articles, and on which side of it each phrase stands."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache

from pipeline.corpus.codebook import NO_CODEBOOK, Codebook
from pipeline.corpus.forms import folded
from pipeline.corpus.identities import Identity
from pipeline.corpus.sightings import Sighting
from pipeline.corpus.stories import Setting, Stories
from pipeline.corpus.topic_keys import Strength, TopicKey, topic_key

_Call = tuple[bool, str]  # is it a whole phrase, and which
_DAYS = {Strength.STORY: 4, Strength.PASSING: 30}
# A key names an entity when this share of the articles that have such an entity agree.
_AGREED = 0.75
_IDENTITY = "identity:"
IN_STORY = " @"


@dataclass(frozen=True)
class Spoken:
    """What one article has stances about, and who appears in it."""

    phrases: Sequence[str]  # those of no entities
    date: date | None
    cast: Sequence[tuple[Sighting, Identity]]

    @cached_property
    def setting(self) -> Setting:
        """When it came, and who appears in it."""
        return Setting(self.date, frozenset(identity.id for _, identity in self.cast))

    @cached_property
    def keys(self) -> tuple[TopicKey | None, ...]:
        """What each phrase is about."""
        return tuple(topic_key(phrase, self.people) for phrase in self.phrases)

    @cached_property
    def people(self) -> frozenset[str]:
        """The names of persons in it, folded."""
        return frozenset(folded(n) for s, _ in self.cast if s.is_person for n in _names_of(s))

    @cached_property
    def named(self) -> Mapping[str, Identity]:
        """Who or what each folded name in it means."""
        return {folded(n): identity for s, identity in self.cast for n in _names_of(s)}


@dataclass(frozen=True)
class Topic:
    """What a phrase is about: a form to be kept, and whether the phrase is against it."""

    form: str
    reversed: bool


@dataclass(frozen=True)
class Issue:
    """What stances are about across articles; a codebook may turn a form's direction."""

    id: str
    name: str
    reversed: bool = False


@dataclass
class Issues:
    """Learns from articles, one after the other, and tells what each phrase is about by then.

    A form never changes: a key that tells what it is, a key in its story ("bill house @…"), or an
    entity's identity. Its issue may, by late evidence, a codebook or a correction. An article is
    told only after it was learnt.
    """

    mint: Callable[[], str]
    codebook: Codebook = NO_CODEBOOK
    # Who an identity is by now, where others know that.
    current: Callable[[str], Identity | None] = lambda _: None
    changed: set[str] = field(default_factory=set)  # forms that may be another issue's now
    _stories: Stories = field(default_factory=Stories)
    _ids: dict[str, str] = field(default_factory=dict)  # by form
    _forms: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # by id
    _called: dict[str, Counter[_Call]] = field(default_factory=lambda: defaultdict(Counter))
    _meant: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    _identities: dict[str, str] = field(default_factory=dict)  # names by id
    _redirects: dict[str, str] = field(default_factory=dict)
    _renamed: dict[str, str] = field(default_factory=dict)

    def learn(self, article: Spoken) -> None:
        """Take in what one article says."""
        self._stories.add_company(article.setting.company)
        for form in self._counted(article, 1):
            if IN_STORY in form:
                self._stories.add(form.partition(IN_STORY)[0], article.setting, form)

    def forget(self, article: Spoken) -> None:
        """Take back what a retired revision said; ids and forms that it brought stay."""
        for form in self._counted(article, -1):
            if IN_STORY in form:
                self._stories.remove(form.partition(IN_STORY)[0], article.setting)
        self._stories.add_company(article.setting.company, times=-1)

    def told(self, article: Spoken) -> list[Topic | None]:
        """Tell what each phrase of an article is about; None where a reader could not say."""
        return [None if key is None else self._told(key, article) for key in article.keys]

    def _told(self, key: TopicKey, article: Spoken) -> Topic:
        form = self._form(key, article)
        self._called[form].setdefault((key.is_whole, key.name), 0)  # a copy has a name, too
        return Topic(form, key.reversed)

    def issue_of(self, form: str) -> Issue:
        """Give the issue of a form: a codebook's, what the form names, or its own."""
        told = self._told_without_corrections(form)
        issue_id = self._redirected(told.id)
        moved = None if issue_id == told.id else self._known_name(issue_id)
        named = self._renamed.get(issue_id) or moved or told.name
        return Issue(issue_id, named, told.reversed)

    def _told_without_corrections(self, form: str) -> Issue:
        if form.startswith(_IDENTITY):
            return self._identity(form.removeprefix(_IDENTITY))
        name = self.name_of(form)
        if (placed := self.codebook.placed(name)) is not None:
            return Issue(placed.issue.id, placed.issue.name, placed.reversed)
        if (meant := self._meaning(form)) is not None:
            return self._identity(meant)
        if form not in self._ids:
            self.remember(form, self.mint(), name)
        return Issue(self._ids[form], name)

    def _known_name(self, issue_id: str) -> str | None:
        coded = {issue.id: issue.name for issue in self.codebook.issues}
        return (
            coded.get(issue_id)
            or self._identities.get(issue_id)
            or self._name(self._forms.get(issue_id, ()))
        )

    def remember(self, form: str, issue_id: str, name: str) -> None:
        """Put back the id that a form was given, and what it was called."""
        self._ids[form] = issue_id
        self._called[form].setdefault((False, name), 0)
        self._forms[issue_id].add(form)

    def recall(self, article: Spoken, called: Sequence[tuple[str, str]]) -> None:
        """Take in an article told before, by the forms and names that its phrases have."""
        self._stories.add_company(article.setting.company)
        self._count_cast(article, 1)
        for form, name in called:
            self._called[form][True, name] += 1
        for form in {form for form, _ in called if IN_STORY in form}:
            self._stories.add(form.partition(IN_STORY)[0], article.setting, form)

    def merge(self, issue_id: str, into: str) -> None:
        """Take one issue for another from now on; where they are one already nothing changes."""
        kept, gone = self._redirected(into), self._redirected(issue_id)
        if kept != gone:
            self._redirects[gone] = kept

    def rename(self, issue_id: str, name: str) -> None:
        """Call an issue by a name of the user's."""
        self._renamed[issue_id] = name

    def follow(self, identity_ids: Iterable[str]) -> None:
        """Take it that identities were joined, led on or renamed: their forms may change."""
        self.changed |= {f"{_IDENTITY}{identity_id}" for identity_id in identity_ids}

    def minted(self, form: str) -> str | None:
        """Give the id that stays with a form, whatever its issue is."""
        return self._ids.get(form)

    def name_of(self, form: str) -> str:
        """Give a form as it is most often put."""
        if form.startswith(_IDENTITY):
            return self._identity(form.removeprefix(_IDENTITY)).name
        return self._name([form]) or form.partition(IN_STORY)[0]

    def merged(self) -> dict[str, str]:
        """Give what each issue is now that a user merged into another."""
        return {issue_id: self._redirected(issue_id) for issue_id in self._redirects}

    def _counted(self, article: Spoken, times: int) -> list[str]:
        """Count an article's cast and phrases; give the forms of these, each once."""
        self._count_cast(article, times)
        forms: dict[str, None] = {}
        for key in article.keys:
            if key is not None:
                form = self._form(key, article)
                self._called[form][key.is_whole, key.name] += times
                forms[form] = None
        return list(forms)

    def _count_cast(self, article: Spoken, times: int) -> None:
        for sighting, identity in article.cast:
            self._identities[identity.id] = identity.name
            key = None if sighting.is_person else _key_of_thing(sighting.name)
            if key is not None and key.names_a_thing and not key.reversed:
                self._meant[key.form][identity.id] += times
                self.changed.add(key.form)

    def _form(self, key: TopicKey, article: Spoken) -> str:
        if key.name[0].isupper() and (named := article.named.get(folded(key.name))) is not None:
            return f"{_IDENTITY}{named.id}"
        if key.strength is Strength.FREE:
            return key.form
        setting = article.setting
        found = self._stories.form(key.form, setting, days=_DAYS[key.strength])
        return found or f"{key.form}{IN_STORY}{setting.mark}"

    def _identity(self, identity_id: str) -> Issue:
        if (now := self.current(identity_id)) is not None:
            return Issue(now.id, now.name)
        return Issue(identity_id, self._identities.get(identity_id, identity_id))

    def _meaning(self, form: str) -> str | None:
        """Give what a form names, as nearly all articles that have such an entity agree."""
        meant = self._meant.get(form)
        if not meant:
            return None
        identity, articles = meant.most_common(1)[0]
        return identity if 0 < articles >= _AGREED * meant.total() else None

    def _name(self, forms: Iterable[str]) -> str | None:
        """Give the most frequent phrase of some forms, a whole one if there is any.

        Where no phrase is left that counts, one that once did.
        """
        called: Counter[_Call] = Counter()
        for form in forms:
            called.update(self._called.get(form, {}))
        calls = ((rows > 0, is_whole, rows, name) for (is_whole, name), rows in called.items())
        best = min(calls, key=lambda c: (-c[0], -c[1], -c[2], len(c[3]), c[3]), default=None)
        return None if best is None else best[3]

    def _redirected(self, issue_id: str) -> str:
        while issue_id in self._redirects:
            issue_id = self._redirects[issue_id]
        return issue_id


@lru_cache(100_000)  # most names of ten thousand articles
def _key_of_thing(name: str) -> TopicKey | None:
    return topic_key(name)


def _names_of(sighting: Sighting) -> tuple[str, ...]:
    return (sighting.name, *sighting.spellings)
