"""Log set-up, called once per process: sentences to standard error, fields behind them."""

import logging
import sys
from collections.abc import Iterable

# What a bare LogRecord carries; all else was given in `extra` and is printed.
_OWN_FIELDS = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class _SentenceWithFields(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        fields = {k: v for k, v in vars(record).items() if k not in _OWN_FIELDS}
        sentence = super().format(record)
        return sentence + "".join(f" {name}={value}" for name, value in sorted(fields.items()))


# What others say at INFO we would say at DEBUG; alembic, faust and mode are as chatty as kafka.
_LIBRARIES = ("kafka", "aiokafka", "faust", "mode", "alembic", "uvicorn")


def set_up_logs(level: str, *, silent: Iterable[str] = ()) -> None:
    """Send this process's logs from `level` up to standard error.

    Libraries follow: their warnings and errors from `level` up, and at DEBUG what they tell at
    INFO. What is `silent`, whose troubles the process tells in its own words, log at DEBUG only.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_SentenceWithFields("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    least = logging.INFO if level == "DEBUG" else max(logging.WARNING, logging.getLevelName(level))
    for name in {*_LIBRARIES, *silent}:
        muted = name in silent and level != "DEBUG"
        logging.getLogger(name).setLevel(logging.CRITICAL if muted else least)
