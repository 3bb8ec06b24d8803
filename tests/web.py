"""A web of the tests' own, on loopback: what it answers is set, what it was asked is kept."""

import gzip
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from pipeline.fetching.reach import public_socket


@dataclass
class Answer:
    """What one path answers: with an ETag or a time of change, 304 to whoever asks by it."""

    body: bytes | str = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    kind: str = "text/html; charset=utf-8"
    etag: str | None = None
    modified: str | None = None
    for_ever: bool = False  # its body again and again, bit by bit
    until: threading.Event | None = None  # which comes before the answer

    @property
    def content(self) -> bytes:
        return self.body.encode() if isinstance(self.body, str) else self.body

    def is_known(self, asked: Mapping[str, str]) -> bool:
        """Say whether who asks so has what would be sent."""
        by = ((self.etag, "If-None-Match"), (self.modified, "If-Modified-Since"))
        return any(known is not None and asked[header] == known for known, header in by)


class Web:
    """One host; paths without an answer are 404."""

    def __init__(self, server: ThreadingHTTPServer) -> None:
        self.address = f"http://127.0.0.1:{server.server_address[1]}"
        self.answers: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.headers: list[Mapping[str, str]] = []  # of each request
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


def only_here(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have this host, and no other of this machine, be one of the public web."""

    def opened(info: tuple) -> socket.socket:
        here = web.address == f"http://127.0.0.1:{info[4][1]}"
        return socket.socket(*info[:3]) if here else public_socket(info)

    monkeypatch.setattr("pipeline.fetching.web_client.public_socket", opened)


class _Handler(BaseHTTPRequestHandler):
    lock = threading.Lock()
    here = 0

    def do_GET(self) -> None:
        web, kind = self.server.web, type(self)
        with self.lock:
            kind.here += 1
            web.most_at_once = max(web.most_at_once, kind.here)
            web.asked.append(self.path)
            web.headers.append(self.headers)
        answer = web.answers.get(self.path, Answer(status=404))
        if answer.until is not None:
            answer.until.wait()
        status, content = answer.status, answer.content
        if answer.is_known(self.headers):
            status, content = 304, b""
        with self.lock:
            kind.here -= 1
        with suppress(ConnectionError):  # who had enough hangs up
            self.answer(answer, status, content)

    def answer(self, answer: Answer, status: int, content: bytes) -> None:
        self.send_response(status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.etag is not None:
            self.send_header("ETag", answer.etag)
        self.send_header("Content-Type", answer.kind)
        if not answer.for_ever:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        while answer.for_ever:
            time.sleep(0.05)
            self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


@cache
def bomb() -> bytes:
    """Make 100 MB that come as 0.1."""
    return gzip.compress(b"0" * 100_000_000)


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
