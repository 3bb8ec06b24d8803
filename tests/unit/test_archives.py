"""Pages and what holds them, compressed or not, become articles; each refusal is named."""

import gzip
import io
import os
import zipfile
from datetime import UTC, datetime

import pytest

from pipeline.feeds.feed import Feed, fetch
from pipeline.feeds.found import Fetched
from pipeline.feeds.kinds import Kind, kind_of_bytes

SAID = "The council of the harbour voted on Monday to keep the toll, said Mara Venn. "
PAGE = f"<html><body><h1>Toll kept</h1><p>{SAID * 4}</p><p>{SAID * 5}</p></body></html>".encode()
MIB = 1024 * 1024


def read(*paths, stdin: bytes = b"") -> list[tuple[str, str]]:
    """Give the names of what was found with its title, or else its text or its refusal."""
    return [
        (each.name, (each.article.title or each.article.text))
        if isinstance(each, Fetched)
        else (each.name, each.reason)
        for each in fetch(Feed(tuple(map(str, paths)), io.BytesIO(stdin)))
    ]


def zipped(**members: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, content in members.items():
            folder.writestr(name.replace("__", "/").replace("_", "."), content)
    return made.getvalue()


def archived(*responses: tuple[str, str, str, bytes]) -> bytes:
    """Write a web archive of an address, a status, a type and a body each."""
    records = []
    for address, status, media_type, body in responses:
        answer = f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\n\r\n".encode() + body
        about = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\n"
            "WARC-Date: 2026-05-03T09:30:00Z\r\nContent-Type: application/http;msgtype=response\r\n"
            f"Content-Length: {len(answer)}\r\n\r\n"
        )
        records.append(gzip.compress(about.encode() + answer + b"\r\n\r\n"))
    return b"".join(records)


ARCHIVE = archived(
    ("https://gull.example/toll", "200 OK", "text/html; charset=utf-8", PAGE),
    ("https://gull.example/gone", "404 Not Found", "text/html", PAGE),
    ("https://gull.example/logo", "200 OK", "image/png", b"\x89PNG"),
    ("https://gull.example/none", "200 OK", "text/html", b"<html></html>"),
)
OTHERS = archived(("https://gull.example/gone", "404 Not Found", "text/html", PAGE))


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        pytest.param(b"<!DOCTYPE html><html>", Kind.PAGE, id="doctype"),
        pytest.param(b"\n<HTML lang=en>", Kind.PAGE, id="html"),
        pytest.param(b"<!-- made by hand --><html>", Kind.PAGE, id="comment"),
        pytest.param(b'<?xml version="1.0"?>\n<!DOCTYPE html', Kind.PAGE, id="xhtml"),
        pytest.param(b"<?xml version='1.0'?><rss>", None, id="other-xml"),
        pytest.param(b"<3 from the bay", None, id="text"),
        pytest.param(b"WARC/1.1\r\n", Kind.WARC, id="warc"),
        pytest.param(b"PK\x03\x04", Kind.ZIP, id="zip"),
        pytest.param(b'{"text": "x"}', None, id="json"),
    ],
)
def test_the_first_bytes_show_the_kind(head, kind):
    assert kind_of_bytes(head) is kind


def test_everything_a_folder_holds_is_read_in_order_by_its_kind(tmp_path):
    for name, content in {
        "a.html": PAGE,
        "b.htm.gz": gzip.compress(PAGE),
        "c.md": b"# Toll kept",
        "d.txt.gz": gzip.compress(b"Venn left."),
        "e.json": b'[{"text": "one"}, {"text": "two"}]',
        "f.jsonl.gz": gzip.compress(b'{"text": "three"}\n{"text": "four"}\n'),
        "g.warc.gz": ARCHIVE,
        "h.zip": zipped(n__a_html=PAGE, n__b_txt_gz=gzip.compress(b"Venn stayed."), c_png=b"x"),
        "i.xhtml": PAGE,
        "j.png": b"\x89PNG",
        "README.md": b"About this folder",
        "LICENSE.txt": b"As you like",
    }.items():
        (tmp_path / name).write_bytes(content)

    found = [(name.removeprefix(f"{tmp_path}/"), said) for name, said in read(tmp_path)]

    assert found == [
        ("a.html", "Toll kept"),
        ("b.htm.gz", "Toll kept"),
        ("c.md", "# Toll kept"),
        ("d.txt.gz", "Venn left."),
        ("e.json:1", "one"),
        ("e.json:2", "two"),
        ("f.jsonl.gz:1", "three"),
        ("f.jsonl.gz:2", "four"),
        ("g.warc.gz:https://gull.example/toll", "Toll kept"),
        ("g.warc.gz:https://gull.example/none", "the page holds no article"),
        ("h.zip/n/a.html", "Toll kept"),
        ("h.zip/n/b.txt.gz", "Venn stayed."),
        ("i.xhtml", "Toll kept"),
    ]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param(gzip.compress(PAGE), ("", "Toll kept"), id="compressed-page"),
        pytest.param(gzip.compress(b'{"text": "x"}\n'), (":1", "x"), id="compressed-lines"),
        pytest.param(ARCHIVE, (":https://gull.example/toll", "Toll kept"), id="warc"),
        pytest.param(zipped(a_txt=b"Venn left."), ("/a.txt", "Venn left."), id="zip"),
        pytest.param(b"<3 from the bay", ("", "<3 from the bay"), id="text"),
        pytest.param(b"%PDF-1.7", ("", "wrong type: a PDF: make text"), id="pdf"),
    ],
)
def test_standard_input_is_what_its_first_bytes_show(given, expected):
    name, said = read("-", stdin=given)[0]

    assert name == f"standard input{expected[0]}"
    assert said.startswith(expected[1])


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        pytest.param("a.pdf", b"%PDF", "wrong type: .pdf is a PDF: make text of it", id="pdf"),
        pytest.param("a.docx", b"PK", "wrong type: .docx is a word processor's file", id="word"),
        pytest.param("a.jpg", b"\xff", "wrong type: .jpg is an image", id="image"),
        pytest.param("a.html", b"%PDF-1.7", "wrong type: a PDF", id="pdf-named-html"),
        pytest.param("a.html.gz", gzip.compress(PAGE)[:99], "broken archive", id="cut-gzip"),
        pytest.param("a.html", b"\x1f\x8bx", "broken archive", id="no-gzip"),
        pytest.param("a.zip", b"PK\x03\x04x", "broken archive", id="broken-zip"),
        pytest.param("a.zip", zipped(a_png=b"x"), "empty: no file in it that is read", id="zip"),
        pytest.param("a.warc", b"x" * 99, "broken archive", id="broken-warc"),
        pytest.param("a.warc.gz", OTHERS, "empty: no page in it", id="warc-without-pages"),
        pytest.param(
            "a.jsonl.gz",
            gzip.compress(b"0" * 20 * MIB),
            "unpacks to over 200 times its size",
            id="bomb",
        ),
        pytest.param(
            "a.zip", zipped(a_jsonl=b"0" * 20 * MIB), "unpacks to over 200 times", id="zip-bomb"
        ),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(tmp_path, name, content, reason):
    file = tmp_path / name
    file.write_bytes(content)

    ((_, said),) = read(file)

    assert said.startswith(reason)


def test_a_locked_member_is_refused(tmp_path):
    content = bytearray(zipped(a_txt=b"Venn left."))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + flags] |= 1
    (tmp_path / "a.zip").write_bytes(content)

    ((_, said),) = read(tmp_path / "a.zip")

    assert said.startswith("locked archive")


def test_a_page_of_an_archive_has_its_address_and_was_fetched_when_it_was(tmp_path):
    (tmp_path / "a.warc.gz").write_bytes(ARCHIVE)

    found, _ = fetch(Feed((str(tmp_path / "a.warc.gz"),)))

    assert isinstance(found, Fetched)
    assert found.article.url == "https://gull.example/toll"
    assert found.article.fetched_at == datetime(2026, 5, 3, 9, 30, tzinfo=UTC)


def test_a_page_that_takes_its_process_for_ever_is_refused_and_the_rest_goes_on(
    tmp_path, monkeypatch
):
    monkeypatch.setattr("pipeline.feeds.pages.SECONDS", 0.6)
    attributes = " ".join(f"x{number}=1" for number in range(90_000))  # seconds for the parser
    (tmp_path / "a.html").write_text(f"<p {attributes}>x")
    (tmp_path / "b.html").write_bytes(PAGE)

    found = read(tmp_path)

    assert [said for _, said in found] == ["reading the page took more than 2.4 s", "Toll kept"]


def test_the_path_is_named_as_it_was_given(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("Venn left.")

    assert read("./a.txt", f"{tmp_path}{os.sep}.{os.sep}a.txt") == [
        ("./a.txt", "Venn left."),
        (f"{tmp_path}/./a.txt", "Venn left."),
    ]
