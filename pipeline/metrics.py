"""Edge: a worker's numbers for Prometheus, and whether it is well, over HTTP."""

import logging
import threading
from collections.abc import Callable, Iterable
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

from prometheus_client import disable_created_metrics, make_wsgi_app
from prometheus_client.exposition import ThreadingWSGIServer

from pipeline.errors import SetupError
from pipeline.health import FRESH_SECONDS, seconds_since_beat
from pipeline.settings import Settings

MONITOR_PORT = 9464  # where nothing else is set; by convention that of OpenTelemetry's numbers
SLOW_SECONDS = 10  # a client may not keep a thread for longer

App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

logger = logging.getLogger(__name__)


class _Handler(WSGIRequestHandler):
    """Answers one client and logs nothing."""

    timeout = SLOW_SECONDS

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base's name
        """Say nothing."""


def serve_metrics(settings: Settings, name: str) -> None:
    """Answer /metrics and /healthz from a thread of its own, where a port is set.

    Raises SetupError when another has the port.
    """
    host, port = settings.metrics_host, settings.metrics_port
    if port is None:
        return
    # They double what is served, and nobody asks for them.
    disable_created_metrics()  # type: ignore[no-untyped-call]
    try:
        server = make_server(host, port, _app(settings, name), ThreadingWSGIServer, _Handler)
    except OSError as error:
        raise SetupError(
            f"Port {port} of {host} cannot be listened on: {error.strerror}.\n"
            "Set STANCEWIRE_METRICS_PORT to another."
        ) from error
    threading.Thread(target=server.serve_forever, name="metrics", daemon=True).start()
    logger.info("Serving metrics", extra={"host": host, "port": port})


def _app(settings: Settings, name: str) -> App:
    numbers = make_wsgi_app()

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/metrics":
            return numbers(environ, start_response)  # type: ignore[no-any-return]  # untyped
        if environ["PATH_INFO"] == "/healthz":
            seconds = seconds_since_beat(settings.home, name)
            well = seconds is not None and seconds <= FRESH_SECONDS
            status, said = ("200 OK", "well") if well else ("503 Service Unavailable", "not well")
        else:
            status, said = "404 Not Found", "/metrics and /healthz are here"
        start_response(status, [("Content-Type", "text/plain; charset=utf-8")])
        return [f"{said}\n".encode()]

    return answer
