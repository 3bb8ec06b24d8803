"""Files, folders, lines and standard input become articles; each refusal is named."""

import io
import json
import os
import tracemalloc

import pytest

from pipeline import feeds
from pipeline.feeds import Feed, Fetched, Refused, fetch, total_size
from pipeline.json_lines import LINE_BYTES

MIB = 1024 * 1024


def fetched(*paths, stdin=b""):
    return list(fetch(Feed(tuple(map(str, paths)), io.BytesIO(stdin))))


def texts(found):
    return [each.article.text for each in found if isinstance(each, Fetched)]


def reasons(found):
    return [(each.name, each.reason) for each in found if isinstance(each, Refused)]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        pytest.param(b"Venn left.", "Venn left.", id="plain"),
        pytest.param(b"\xef\xbb\xbfVenn left.", "Venn left.", id="byte-order-mark-taken-off"),
        pytest.param(b"Venn\r\n\r\nleft.\r\n", "Venn\r\n\r\nleft.\r\n", id="crlf-kept"),
        pytest.param("Štork – “no”\u00a0".encode(), "Štork – “no”\u00a0", id="beyond-ascii"),
        pytest.param(b'{"text": "x"}', '{"text": "x"}', id="json-in-a-text-file-is-text"),
        pytest.param(b"x" * MIB, "x" * MIB, id="exactly-1-mib"),
    ],
)
def test_a_text_file_is_one_article_unchanged(tmp_path, content, text):
    file = tmp_path / "a.txt"
    file.write_bytes(content)

    (found,) = fetched(file)

    assert found.name == str(file)
    assert found.article.text == text
    assert found.size == len(content)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        pytest.param("a.txt", b"", "the text is empty", id="empty"),
        pytest.param("a.txt", b" \r\n", "the text is empty", id="blank"),
        pytest.param("a.txt", b"\xef\xbb\xbf", "the text is empty", id="only-a-byte-order-mark"),
        pytest.param("a.txt", b"ab\xff", "not UTF-8 at byte 2", id="not-utf-8"),
        pytest.param("a.txt", "Venn".encode("utf-16"), "not UTF-8 at byte 0", id="utf-16"),
        pytest.param("a.txt", b"x" * (MIB + 1), "over 1 MiB", id="too-long"),
        pytest.param("a.txt", b"ab\0", "the text holds a NUL character at 2", id="nul"),
        pytest.param("a.pdf", b"%PDF", "wrong type: .pdf is neither .txt nor .jsonl", id="pdf"),
        pytest.param("a.jsonl", b"", "empty: no line in it", id="no-line"),
        pytest.param("a.jsonl", b"\n \n", "empty: no line in it", id="blank-lines"),
    ],
)
def test_a_file_that_is_no_article_is_refused_with_its_reason(tmp_path, name, content, reason):
    file = tmp_path / name
    file.write_bytes(content)

    assert reasons(fetched(file)) == [(str(file), reason)]


def test_what_cannot_be_read_is_refused_and_the_rest_goes_on(tmp_path):
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "empty").mkdir()
    good = tmp_path / "good.txt"
    good.write_text("Venn left.")

    names = ["absent.txt", "loop.txt", "pipe.txt", "empty", "good.txt"]
    found = fetched(*(tmp_path / name for name in names))

    assert texts(found) == ["Venn left."]
    assert [reason for _, reason in reasons(found)] == [
        "no such file",
        "unreadable: Too many levels of symbolic links",
        "wrong type: not a regular file",
        "empty: no .txt or .jsonl file in it",
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        pytest.param(b'{"text": "x"', "broken JSON: Expecting ',' delimiter", id="cut-off"),
        pytest.param(b"text", "broken JSON: Expecting value", id="no-json"),
        pytest.param(b"[" * 100_000, "broken JSON: nested too deeply", id="too-deep"),
        pytest.param(
            b'{"id": ' + b"9" * 5_000 + b"}", "broken JSON: Exceeds", id="number-too-long"
        ),
        pytest.param(b'["text"]', "wrong type: list, not a JSON object", id="list"),
        pytest.param(b"{}", "missing text", id="missing-text"),
        pytest.param(b'{"text": 1}', "text: wrong type", id="wrong-type"),
        pytest.param(b'{"text": "\xff"}', "not UTF-8 at byte 10", id="not-utf-8"),
        pytest.param(
            b'{"text": "' + b"x" * LINE_BYTES + b'"}', "the line has over", id="line-too-long"
        ),
    ],
)
def test_a_bad_line_is_named_by_its_number_and_the_rest_goes_on(tmp_path, line, reason):
    file = tmp_path / "a.jsonl"
    file.write_bytes(b'{"text": "one"}\n\n' + line + b'\n{"text": "four"}')

    found = fetched(file)

    assert texts(found) == ["one", "four"]
    ((name, said),) = reasons(found)
    assert name == f"{file}:3"
    assert said.startswith(reason)
    assert [each.name for each in found if isinstance(each, Fetched)] == [f"{file}:1", f"{file}:4"]


def test_lines_may_begin_with_a_byte_order_mark_and_end_with_crlf(tmp_path):
    file = tmp_path / "a.JSONL"
    file.write_bytes(b'\xef\xbb\xbf{"text": "one"}\r\n{"text": "two"}\r\n')

    assert texts(fetched(file)) == ["one", "two"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param(b'{"text": "one"}\n{"text": "two"}\n', ["one", "two"], id="lines"),
        pytest.param(b' \xef\xbb\xbf\n{"text": "x"}', [' \ufeff\n{"text": "x"}'], id="mark-inside"),
        pytest.param(b"Venn left.\nFor good.\n", ["Venn left.\nFor good.\n"], id="text"),
        pytest.param(b"\n\nVenn left.", ["\n\nVenn left."], id="text-after-empty-lines"),
        pytest.param(b"x" * MIB, ["x" * MIB], id="one-long-line"),
    ],
)
def test_standard_input_is_lines_when_it_begins_with_a_brace_else_one_text(given, expected):
    assert texts(fetched("-", stdin=given)) == expected


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        pytest.param(b"", ("standard input", "the text is empty"), id="empty"),
        pytest.param(b"x\n" * MIB, ("standard input", "over 1 MiB"), id="too-long"),
        pytest.param(b"{", ("standard input:1", "broken JSON"), id="broken"),
    ],
)
def test_standard_input_at_fault_is_refused(given, refusal):
    ((name, reason),) = reasons(fetched("-", stdin=given))

    assert name == refusal[0]
    assert reason.startswith(refusal[1])


def test_a_closed_standard_input_is_refused():
    assert reasons(list(fetch(Feed(("-",))))) == [("standard input", "closed")]


@pytest.fixture
def folder(tmp_path):
    for name in (
        "b.txt",
        "a.txt",
        "c/d.txt",
        "c/e.jsonl",
        ".hidden.txt",
        ".git/f.txt",
        "README.md",
    ):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(json.dumps({"text": name}) if name.endswith("jsonl") else name)
    return tmp_path


@pytest.mark.parametrize("at_once", [1, 2, 100])
def test_a_folder_is_read_in_order_with_its_subfolders(folder, monkeypatch, at_once):
    monkeypatch.setattr(feeds, "NAMES_AT_ONCE", at_once)

    found = fetched(folder)

    assert texts(found) == ["a.txt", "b.txt", "c/d.txt", "c/e.jsonl"]
    assert not reasons(found)


def test_folders_linked_in_a_circle_are_read_once(folder):
    (folder / "again").symlink_to(folder)
    (folder / "c" / "up").symlink_to("..")

    assert len(texts(fetched(folder))) == 4


def test_the_size_of_a_feed_is_that_of_its_files(folder):
    feed = Feed((str(folder), str(folder / "absent.txt")))

    assert total_size(feed) == sum(each.size for each in fetch(feed) if isinstance(each, Fetched))
    assert total_size(Feed(("-",))) is None


def test_an_endless_line_is_read_past_in_flat_memory(tmp_path):
    file = tmp_path / "a.jsonl"
    with file.open("wb") as out:
        for _ in range(64):
            out.write(b"x" * MIB)
        out.write(b'\n{"text": "two"}\n')

    found, peak = peak_memory_of(lambda: fetched(file))

    assert texts(found) == ["two"]
    assert peak < 3 * LINE_BYTES


def test_a_folder_of_many_files_is_read_in_flat_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(feeds, "NAMES_AT_ONCE", 200)
    for number in range(3_000):
        (tmp_path / f"{number:05}.txt").write_text(f"Article {number}. " + "Venn left. " * 200)

    count, peak = peak_memory_of(lambda: sum(1 for _ in fetch(Feed((str(tmp_path),)))))

    assert count == 3_000
    assert peak < 2 * MIB  # one reading buffer is 1 MiB; all texts together are 6.6 MB


def peak_memory_of(work):
    tracemalloc.start()
    try:
        return work(), tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
