"""The three topics: names, keys, partitions, retention, size limits."""

from dataclasses import dataclass

# Analyses are sent to the partition number of their article, so all topics have as many.
# 12 spreads evenly over 1, 2, 3, 4, 6 or 12 analysers.
PARTITIONS = 12
DAY_MS = 24 * 60 * 60 * 1000
MIB = 1024 * 1024
ARTICLE_BYTES = 1 * MIB  # the largest text of an article, in UTF-8
# Escaped as JSON, a text takes up to six times its bytes.
ARTICLE_MESSAGE_BYTES = 8 * MIB
# An analysis holds its text and some rows a sentence.
MESSAGE_BYTES = 16 * MIB
# A dead letter holds any message as base64, a third longer, and its key beside it.
DEAD_LETTER_BYTES = 24 * MIB

# The header of an answer that says when its article was queued, in milliseconds since 1970.
QUEUED_AT = "queued-at"


@dataclass(frozen=True)
class Topic:
    """One topic as it is created; every record's key is the article id."""

    name: str
    retention_ms: int
    message_bytes: int = MESSAGE_BYTES
    partitions: int = PARTITIONS


@dataclass(frozen=True)
class Topics:
    """The topics and consumer groups of one namespace."""

    articles: Topic
    analyses: Topic
    dead_letters: Topic
    analyser_group: str
    sink_group: str

    @property
    def all(self) -> tuple[Topic, ...]:
        """Every topic, in the order of an article's way."""
        return (self.articles, self.analyses, self.dead_letters)


def topics_of(namespace: str) -> Topics:
    """Name the topics and groups of a namespace, such as `news.articles`."""
    return Topics(
        articles=Topic(
            f"{namespace}.articles", retention_ms=7 * DAY_MS, message_bytes=ARTICLE_MESSAGE_BYTES
        ),
        analyses=Topic(f"{namespace}.analyses", retention_ms=7 * DAY_MS),
        dead_letters=Topic(
            f"{namespace}.dead-letters", retention_ms=30 * DAY_MS, message_bytes=DEAD_LETTER_BYTES
        ),
        analyser_group=f"{namespace}.analyser",
        sink_group=f"{namespace}.sink",
    )
