"""An address on the web that takes what is posted to it, fails as it is told to, or hangs."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Hook:
    """What was posted, and how the next posts are answered."""

    def __init__(self) -> None:
        self.posted: list[dict] = []
        self.headers: list[dict] = []
        self.answers: list[int] = []  # the next ones; 200 when there are none
        self.go_on = threading.Event()  # unset: it hangs
        self.go_on.set()
        self.url = ""

    @property
    def told(self) -> list[tuple[str, str, str]]:
        """Give group, old and new state of each post."""
        return [(one["group"], one["from"], one["to"]) for one in self.posted]


@contextmanager
def listening() -> Iterator[Hook]:
    hook = Hook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            hook.posted.append(json.loads(body))
            hook.headers.append(dict(self.headers))
            hook.go_on.wait()
            self.send_response(hook.answers.pop(0) if hook.answers else 200)
            self.send_header("Location", "/elsewhere")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    hook.url = f"http://127.0.0.1:{server.server_port}/hook?key=secret"
    try:
        yield hook
    finally:
        hook.go_on.set()
        server.shutdown()
        server.server_close()
