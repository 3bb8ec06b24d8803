"""The closed sets of words that messages and tables may use."""

from enum import StrEnum


class Polarity(StrEnum):
    """Which way a stance goes."""

    FOR = "for"
    AGAINST = "against"
    NEUTRAL = "neutral"


class Modality(StrEnum):
    """How firmly a stance is said to hold."""

    ASSERTED = "asserted"
    CONDITIONAL = "conditional"
    POSSIBLE = "possible"
    DESIRED = "desired"


class Basis(StrEnum):
    """What a stance was found by."""

    PREDICATE = "predicate"
    QUOTATION = "quotation"
    MODEL = "model"


class ZoneName(StrEnum):
    """What a stretch of an article is; boilerplate is what the page, not the author, says."""

    HEADLINE = "headline"
    UPDATED = "updated"
    DATELINE = "dateline"
    CREDIT = "credit"
    BOILERPLATE = "boilerplate"
    BODY = "body"


class MentionKind(StrEnum):
    """How a mention names its entity."""

    NAME = "name"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"


class QuotationKind(StrEnum):
    """How much of what was said stands between marks, or that it was thought, felt or done."""

    DIRECT = "direct"  # all of it
    MIXED = "mixed"  # some of it
    INDIRECT = "indirect"  # none of it
    ATTITUDE = "attitude"  # none of it, and nobody is reported to have said it


# The kinds that tell what was said.
SAID = (QuotationKind.DIRECT, QuotationKind.MIXED, QuotationKind.INDIRECT)


class RejectionKind(StrEnum):
    """Why a message became a dead letter."""

    UNDECODABLE = "undecodable"  # not JSON, or not of the contract
    ANALYSIS_FAILED = "analysis-failed"  # the analysis raised
    WORKER_DIED = "worker-died"  # the analysis killed its process
    TIMED_OUT = "timed-out"  # the analysis took too long
    TOO_LARGE = "too-large"  # the answer exceeds what the broker takes
    REFUSED_BY_DATABASE = "refused-by-database"  # the rows break a rule of the tables


class IdentityKind(StrEnum):
    """What an identity is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    PEOPLE = "people"
    OTHER = "other"


class NameSource(StrEnum):
    """Who made an identity or issue: the rules, or a user."""

    AUTO = "auto"
    USER = "user"


class Corrected(StrEnum):
    """What a correction speaks of: who is who, or what stances are about."""

    NAMES = "names"
    ISSUES = "issues"


class CorrectionKind(StrEnum):
    """What a user corrects."""

    IMPORT = "import"
    MERGE = "merge"
    SPLIT = "split"
    RENAME = "rename"


class Judged(StrEnum):
    """What a reader judges."""

    STANCE = "stance"
    QUOTATION = "quotation"


class Verdict(StrEnum):
    """What a reader says of a row."""

    RIGHT = "right"
    WRONG = "wrong"


class Fault(StrEnum):
    """What is wrong with a row."""

    WHO = "who"  # another holds it, or says it
    TARGET = "target"  # it is about another thing; of stances
    SIDE = "side"  # it goes another way; of stances
    WORDS = "words"  # the words do not say it
    OTHER = "other"


class SourceKind(StrEnum):
    """What lists the articles of a source."""

    FEED = "feed"  # RSS, Atom, RDF or JSON Feed
    SITEMAP = "sitemap"
    SECTION = "section"  # a page with links to articles
    FOLDER = "folder"
