"""A web of the tests' own, on loopback: what it answers is set, what it was asked is kept."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Answer:
    """What one path answers: with an ETag, 304 to whoever asks by it."""

    body: bytes | str = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    kind: str = "text/html; charset=utf-8"
    etag: str | None = None

    @property
    def content(self) -> bytes:
        return self.body.encode() if isinstance(self.body, str) else self.body


class Web:
    """One host; paths without an answer are 404."""

    def __init__(self, server: ThreadingHTTPServer) -> None:
        self.address = f"http://127.0.0.1:{server.server_address[1]}"
        self.answers: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.conditions: list[tuple[str, str | None]] = []
        self.most_at_once = 0

    def says(self, path: str, body: bytes | str = b"", **said: object) -> str:
        """Have a path answer so from now on, and give its address."""
        self.answers[path] = Answer(body, **said)
        return self.address + path

    def times(self, path: str) -> int:
        """Count the requests for a path."""
        return self.asked.count(path)


@contextmanager
def web() -> Iterator[Web]:
    """Serve until the end of the block."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    made = server.web = Web(server)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    lock = threading.Lock()
    here = 0

    def do_GET(self) -> None:
        web, kind = self.server.web, type(self)
        with self.lock:
            kind.here += 1
            web.most_at_once = max(web.most_at_once, kind.here)
            web.asked.append(self.path)
            web.conditions.append((self.path, self.headers["If-None-Match"]))
        answer = web.answers.get(self.path, Answer(status=404))
        status, content = answer.status, answer.content
        if answer.etag is not None and self.headers["If-None-Match"] == answer.etag:
            status, content = 304, b""
        with self.lock:
            kind.here -= 1
        self.send_response(status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.etag is not None:
            self.send_header("ETag", answer.etag)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


def page(headline: str, *paragraphs: str) -> str:
    """Make a page with one article."""
    text = "".join(f"<p>{each}</p>" for each in paragraphs)
    return (
        f"<!doctype html><html lang=en><head><title>{headline}</title></head>"
        f"<body><article><h1>{headline}</h1>{text}</article></body></html>"
    )


def feed(*paths: str, title: str = "The Gull") -> str:
    """Make an RSS feed of the pages at these paths."""
    items = "".join(f"<item><title>{p}</title><link>{p}</link></item>" for p in paths)
    return f'<rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'
