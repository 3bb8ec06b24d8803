"""The scene: all that is known of a document when its stances are read."""

from dataclasses import dataclass

from pipeline.analysis.entities.cast import Cast
from pipeline.analysis.stances.parties.topics import Topics
from pipeline.analysis.stances.parties.voices import Voices


@dataclass(frozen=True)
class Scene:
    """Who appears, who speaks where, and what the topics are called."""

    cast: Cast
    voices: Voices
    topics: Topics
