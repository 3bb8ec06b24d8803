"""Files, folders, lines and standard input become articles; each refusal is named."""

import io
import json
import os
import tracemalloc

import pytest

from pipeline.feeds import files
from pipeline.feeds.feed import Feed, fetch, total_size
from pipeline.feeds.found import Fetched, Refused
from pipeline.feeds.retractions import retractions
from pipeline.json_lines import LINE_BYTES

MIB = 1024 * 1024
UTF_16 = "not UTF-8 but UTF-16: convert it, as `iconv -f UTF-16 -t UTF-8` does"
TAKEN = "taken are .html .htm .xhtml .txt .md .jsonl .json, each also as .gz, .warc and .zip"


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
        pytest.param("a.txt", "Venn".encode("utf-16"), UTF_16, id="utf-16"),
        pytest.param("a.txt", b"\n\xef\xbb\xbf \n", "the text is empty", id="blank-and-mark"),
        pytest.param("a.txt", b"x" * (MIB + 1), "over 1 MiB", id="too-long"),
        pytest.param("a.txt", b"ab\0", "the text holds a NUL character at 2", id="nul"),
        pytest.param(
            "a.pdf",
            b"%PDF",
            "wrong type: .pdf is a PDF: make text of it, as `pdftotext FILE` does",
            id="pdf",
        ),
        pytest.param("a.json", b"[]", "empty: no article in it", id="json-of-none"),
        pytest.param(
            "a.json",
            b"{",
            "broken JSON: Expecting property name enclosed in double quotes at character 1",
            id="broken-json",
        ),
        pytest.param("a.xlsx", b"PK", f"wrong type: .xlsx: {TAKEN}", id="unknown"),
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
        f"empty: no file in it that is read; {TAKEN}",
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
        pytest.param(b'\n \n{"text": "x"}', ["x"], id="blank-lines-before"),
        pytest.param(b'\xef\xbb\xbf{"text": "x"}', ["x"], id="mark-before"),
        pytest.param(b' \xef\xbb\xbf\n\xef\xbb\xbf {"text": "x"}', ["x"], id="marks-and-blanks"),
        pytest.param(b'[{"text": "x"}]', ["x"], id="list"),
        pytest.param(b'[\n{"text": "x"},\n{"text": "y"}\n]\n', ["x", "y"], id="list-of-rows"),
        pytest.param(b'{\n "text": "x"\n}\n', ["x"], id="object-over-lines"),
        pytest.param(b'{\n "text": "x"\n}\n{\n "text": "y"\n}', ["x", "y"], id="two-objects"),
        pytest.param(b"Venn left.\nFor good.\n", ["Venn left.\nFor good.\n"], id="text"),
        pytest.param(b"\n\nVenn left.", ["\n\nVenn left."], id="text-after-empty-lines"),
        pytest.param(b"x" * MIB, ["x" * MIB], id="one-long-line"),
    ],
)
def test_standard_input_is_lines_when_it_begins_as_json_else_one_text(given, expected):
    assert texts(fetched("-", stdin=given)) == expected


@pytest.mark.parametrize(
    "prose",
    [
        "[Editor's note] Venn left.",
        "[AP] – Venn left.",
        "[1] Venn left.",
        "[1, 2] say that Venn left.",
        "[2026-01-01] Venn left.",
        "[[Category:Harbours]]\nVenn left.",
        '["We need none," said Venn.]',
        "{sic} Venn left.",
        "{{Infobox harbour}}\nVenn left.",
        "{'Tis said that Venn left.}",
        '"Toll", "tax" and "levy" are one.',
        '"We need none," Venn said.',
        "- Venn left.",
        "7 of 9 voted for it.",
        "null and void, said Venn.",
    ],
)
def test_prose_in_brackets_marks_or_numbers_is_a_text(prose):
    assert texts(fetched("-", stdin=prose.encode())) == [prose]


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        pytest.param('\n\n["x",\n"y"]', "a list over lines 3 to 4", id="list-of-texts"),
        pytest.param("[1, 2]", "wrong type: list", id="list-of-numbers"),
        pytest.param('"Venn left."', "wrong type: string, not a JSON object", id="string"),
        pytest.param("42\n", "wrong type: number, not a JSON object", id="number"),
        pytest.param("null", "wrong type: null, not a JSON object", id="null"),
        pytest.param("false", "wrong type: boolean, not a JSON object", id="boolean"),
        pytest.param("{}", "missing text", id="no-text"),
        pytest.param('{"body": "x"}', "missing text", id="another-field"),
        pytest.param('{"text": "x', "broken JSON: Unterminated string", id="cut-off"),
        pytest.param("{'text': 'x'}", "broken JSON", id="as-python-writes-it"),
        pytest.param('{\n  "text": "x",\n}\n', "an object over lines 1 to 3: write", id="spread"),
    ],
)
def test_json_that_is_no_article_is_refused_once_with_what_to_do(given, reason):
    ((_, said),) = reasons(fetched("-", stdin=given.encode()))

    assert said.startswith(reason)


@pytest.mark.parametrize("name", ["-", "a.jsonl"])
@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param(b'{"text": "one"}\n{\n"text": "x"\n}\n{"text": "two"}\n', [2, 4], id="among"),
        pytest.param(b'{\n"a": {},\n"text": x\n}\n\n{"text": "two"}\n', [1, 4], id="before"),
        pytest.param(b'{"text": "one\ntwo"}\n{"text": "two"}\n', [1, 2], id="text-with-line-ends"),
    ],
)
def test_an_object_over_several_lines_is_one_refusal_and_the_rest_goes_on(
    tmp_path, name, given, expected
):
    file = tmp_path / "a.jsonl"
    file.write_bytes(given)

    found = fetched("-", stdin=given) if name == "-" else fetched(file)

    ((_, said),) = reasons(found)
    assert said.startswith(f"an object over lines {expected[0]} to {expected[1]}: ")
    assert texts(found)[-1] == "two"


@pytest.mark.parametrize("name", ["-", "a.jsonl"])
def test_lines_in_utf_16_are_one_refusal(tmp_path, name):
    given = '{"text": "one"}\n{"text": "two"}\n'.encode("utf-16")
    file = tmp_path / "a.jsonl"
    file.write_bytes(given)

    found = fetched("-", stdin=given) if name == "-" else fetched(file)

    assert [reason for _, reason in reasons(found)] == [UTF_16]
    assert texts(found) == []


def test_a_line_is_an_article_as_soon_as_it_is_there():
    class Slow(io.RawIOBase):
        """Gives one line, and fails the test where more is asked for."""

        lines = iter([b'\n{"text": "one"}\n'])

        def readable(self):
            return True

        def readinto(self, buffer):
            line = next(self.lines)
            buffer[: len(line)] = line
            return len(line)

    found = fetch(Feed(("-",), io.BufferedReader(Slow())))

    assert next(found).article.text == "one"


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


def test_a_line_among_articles_takes_one_back(tmp_path):
    file = tmp_path / "a.jsonl"
    file.write_text('{"id": "7", "text": "x"}\n{"id": "7", "retracted": true}\n')

    article, retraction = fetched(file)

    assert retraction.name == f"{file}:2"
    assert retraction.article.article_id == article.article.article_id == "7"
    assert retraction.article.retracted_at > article.article.fetched_at


def taken_back(*names, stdin=b"", outlet=None):
    found = list(retractions(Feed(tuple(map(str, names)), io.BytesIO(stdin), outlet)))
    return [each.article.article_id for each in found if isinstance(each, Fetched)], reasons(found)


def test_addresses_and_ids_are_taken_back_in_order():
    ids, refused = taken_back("Gull:7", "https://gull.example/toll", "Tern:9")

    assert [ids[0], ids[2]] == ["Gull:7", "Tern:9"]
    assert ids[1].startswith("gull.example-")
    assert refused == []


def test_standard_input_names_one_a_line():
    ids, refused = taken_back("-", stdin=b"7\n\n\xef\xbb\xbf8\r\n\xff\n9", outlet="Gull")

    assert ids == ["Gull:7", "Gull:8", "Gull:9"]
    assert refused == [("standard input:4", "not UTF-8 at byte 0")]


def test_what_cannot_be_taken_back_is_named_and_the_rest_goes_on(tmp_path):
    lines = "7\n8"
    ids, refused = taken_back(tmp_path, lines, "", "x" * 1_000, "\udcff", "9")

    assert ids[1:] == ["9"]  # an id that is too long is written short, as in a line
    assert [name for name, _ in refused] == [str(tmp_path), lines, "", "\udcff"]
    assert refused[2][1] == "empty: an address or an id is wanted"
    assert refused[0][1] == "a file or folder: --retract takes addresses and ids"


@pytest.mark.parametrize("given", [b"", b" \n\n"])
def test_an_empty_list_of_retractions_is_refused(given):
    assert taken_back("-", stdin=given) == ([], [("standard input", "empty: no line in it")])


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
    monkeypatch.setattr(files, "NAMES_AT_ONCE", at_once)

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
    monkeypatch.setattr(files, "NAMES_AT_ONCE", 200)
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
