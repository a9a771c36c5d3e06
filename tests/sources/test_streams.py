"""Archives, encodings, standard input: what is read of them, and what is said of the rest."""

import gzip
import io
import json
import lzma
import os
import random
import threading
import time
from collections.abc import Callable
from types import SimpleNamespace

import pytest
import zstandard

from newsearch.errors import SourceError
from newsearch.sources import Severity, ids_by_line, streams
from tests.sources.conftest import Read, Write

PACK: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "xz": lzma.compress,
    "zst": zstandard.ZstdCompressor().compress,
}
TEXT = "افتتاح معرض الكتاب في باكو\n\nافتتح الوزير أمس معرض الكتاب في باكو، وقال إن الدخول مجاني.\n"


def rows(count: int) -> bytes:
    return b"".join(
        json.dumps({"id": f"n{i}", "body": f"خبر رقم {i * 7919 % 9973}."}, ensure_ascii=False).encode() + b"\n"
        for i in range(count)
    )


@pytest.mark.parametrize("kind", PACK)
class TestArchives:
    def test_read(self, kind: str, read: Read, write: Write) -> None:
        assert len(read(write(f"a.jsonl.{kind}", PACK[kind](rows(3000)))).articles) == 3000
        assert read(write(f"a.txt.{kind}", PACK[kind](TEXT.encode()))).only.title == "افتتاح معرض الكتاب في باكو"

    def test_several_in_a_row(self, kind: str, read: Read, write: Write) -> None:
        parts = rows(50).splitlines(keepends=True)
        joined = PACK[kind](b"".join(parts[:20])) + PACK[kind](b"".join(parts[20:]))
        assert len(read(write(f"a.jsonl.{kind}", joined)).articles) == 50

    def test_cut_off(self, kind: str, read: Read, write: Write) -> None:
        packed = PACK[kind](rows(20_000))
        outcome = read(write(f"a.jsonl.{kind}", packed[: len(packed) * 2 // 3]))
        assert "it ends too soon" in outcome.reason
        assert outcome.skipped[0].severity is Severity.FAILED
        assert 0 < len(outcome.articles) < 20_000

    def test_cut_off_at_its_last_byte(self, kind: str, read: Read, write: Write) -> None:
        assert "damaged archive" in read(write(f"a.jsonl.{kind}", PACK[kind](rows(9))[:-1])).skipped[-1].reason

    def test_not_what_its_name_says(self, kind: str, read: Read, write: Write) -> None:
        assert "damaged archive" in read(write(f"a.jsonl.{kind}", rows(3))).reason

    def test_nothing_in_it(self, kind: str, read: Read, write: Write) -> None:
        for name in ("a.txt", "a.jsonl"):
            assert read(write(f"{name}.{kind}", PACK[kind](b""))).reason.startswith("empty")

    def test_a_bomb_is_refused(self, kind: str, read: Read, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(streams, "LONGEST", 2**20)
        packed = PACK[kind](bytes(b"a" * 2**24))
        assert "longer than 1 MiB" in read(write(f"a.txt.{kind}", packed)).reason
        assert "longer than 1 MiB" in read(write(f"a.jsonl.{kind}", packed + PACK[kind](b"\n" + rows(1)))).reason

    def test_a_bomb_unpacks_in_bounded_steps(self, kind: str) -> None:
        raw = io.BytesIO(PACK[kind](bytes(2**26)))
        assert max(map(len, streams.blocks(raw, f".{kind}"))) < 2**26


def test_an_archive_that_asks_for_too_much_memory_is_refused(read: Read, write: Write) -> None:
    greedy = lzma.compress(rows(2), filters=[{"id": lzma.FILTER_LZMA2, "dict_size": 2**30, "preset": 0}])
    assert "emory" in read(write("a.jsonl.xz", greedy)).reason


def test_a_line_that_is_too_long_is_named_and_the_next_is_read(
    read: Read, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "LONGEST", 2**20)
    monster = b'{"id": "m", "body": "' + b"x" * 2**21 + b'"}\n'
    outcome = read(write("a.jsonl", rows(2) + monster + rows(3)))
    assert [(skipped.line, "longer than" in skipped.reason) for skipped in outcome.skipped] == [(3, True)]
    assert len(outcome.articles) == 5


def test_lines_do_not_depend_on_how_the_bytes_come() -> None:
    data = "سطر\n\nآخر\r\nبلا نهاية".encode()
    for size in range(1, len(data) + 1):
        pieces = [data[i : i + size] for i in range(0, len(data), size)]
        assert list(streams.lines(pieces)) == data.split(b"\n")


class TestEncodings:
    @pytest.mark.parametrize(
        "encoding",
        ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1256", "iso-8859-6", "mac-arabic"],
    )
    @pytest.mark.parametrize("name", ["a.txt", "a.jsonl"])
    def test_all_that_are_promised(self, encoding: str, name: str, read: Read, write: Write) -> None:
        digits = "٢٥" if encoding == "mac-arabic" else ""
        body = f"افتتح الوزير أمس معرض الكتاب في باكو{digits}، وقال إن الدخول مجاني."
        text = json.dumps({"body": body}, ensure_ascii=False) if name.endswith("l") else f"عنوان\n\n{body}"
        mark = {"utf-16-le": "\ufeff", "utf-16-be": "\ufeff"}.get(encoding, "")
        article = read(write(name, (mark + text + "\n").encode(encoding))).only
        assert article.body == body

    def test_iso_and_mac_are_told_apart(self, read: Read, write: Write) -> None:
        text = "عنوان\n\nقال الوزير إن «المعرض» في باكو مفتوح.\n"
        assert "«المعرض»" in read(write("a.txt", text.encode("mac-arabic"))).only.body

    @pytest.mark.parametrize(
        ("text", "encoding"),
        [
            ("Le président a été élu à l'Élysée, où il a déclaré sa fidélité.", "latin-1"),
            ("Президент посетил выставку книг в столице и встретился с писателями.", "windows-1251"),
            ("他参观了首都的书展并会见了作家", "gb18030"),
        ],
    )
    def test_other_languages_in_old_encodings_are_not_taken_for_arabic(
        self, text: str, encoding: str, read: Read, write: Write
    ) -> None:
        assert "neither UTF-8 nor Arabic" in read(write("a.txt", (text * 20).encode(encoding))).reason

    def test_binary(self, read: Read, write: Write) -> None:
        noise = random.Random(0).randbytes(100_000)
        assert read(write("a.txt", noise)).reason == "binary, not text"
        assert read(write("a.jsonl", b"\x7fELF" + bytes(500))).reason == "binary, not text"

    def test_stray_nuls_are_dropped(self, read: Read, write: Write) -> None:
        assert read(write("a.txt", TEXT.replace("باكو", "با\0كو"))).only.title.endswith("باكو")

    def test_a_line_in_another_encoding_is_named(self, read: Read, write: Write) -> None:
        broken = '{"id": "x", "body": "خبر"}\n'.encode("windows-1256")
        outcome = read(write("a.jsonl", rows(3000) + broken + rows(1)))
        assert [skipped.line for skipped in outcome.skipped] == [3001]
        assert "not utf-8" in outcome.reason

    @pytest.mark.parametrize("other", ["windows-1256", "iso-8859-6"])
    @pytest.mark.parametrize("first", [0, 1])
    def test_files_joined_of_several_encodings(self, other: str, first: int, read: Read, write: Write) -> None:
        body = "افتتح الوزير أمس معرض الكتاب في باكو، وقال إن الدخول مجاني."
        encodings = ["utf-8", other, "utf-8-sig", other][first:]
        lines = [f'{{"id": "{i}", "body": "{body}"}}\n'.encode(name) for i, name in enumerate(encodings)]
        assert [article.body for article in read(write("a.jsonl", b"".join(lines))).articles] == [body] * len(lines)
        text = b"\n".join(body.encode(name) for name in ("utf-8", *encodings))
        assert read(write("a.txt", text)).only.body.replace("\ufeff", "").split("\n\n") == [body] * (1 + len(lines))

    def test_a_broken_line_near_the_beginning_costs_no_other(self, read: Read, write: Write) -> None:
        broken = b'{"id": "x", "body": "' + "خبر".encode()[:-1] + b'"}\n'
        outcome = read(write("a.jsonl", rows(2) + broken + rows(5)[len(rows(2)) :]))
        assert len(outcome.articles) == 5
        assert "not utf-8" in outcome.reason
        assert "not utf-8" in read(write("a.txt", TEXT.encode() + broken)).reason

    def test_a_text_broken_far_from_its_beginning(self, read: Read, write: Write) -> None:
        assert read(write("a.txt", (TEXT * 1000).encode() + b"\xff\xfe")).reason == "not utf-8 all through"


class TestStandardInput:
    @pytest.fixture
    def pipe(self, monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], None]:
        return lambda data: monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(data)))

    def test_json(self, read: Read, pipe: Callable[[bytes], None]) -> None:
        pipe(b"\xef\xbb\xbf\n" + rows(3))
        outcome = read("-", "-")
        assert [article.id for article in outcome.articles] == ["n0", "n1", "n2"]
        assert outcome.records[0].origin == "-"

    def test_text_is_named_after_its_content(self, read: Read, pipe: Callable[[bytes], None]) -> None:
        pipe(TEXT.encode())
        first = read("-").only
        pipe(TEXT.encode())
        assert read("-").only.id == first.id
        pipe(TEXT.replace("باكو", "كنجة").encode())
        assert read("-").only.id != first.id

    def test_between_files(self, read: Read, write: Write, pipe: Callable[[bytes], None]) -> None:
        pipe(rows(1))
        first, last = (
            write("a.jsonl", '{"id": "first", "body": "نص"}'),
            write("b.jsonl", '{"id": "last", "body": "نص"}'),
        )
        assert [article.id for article in read(first, "-", last).articles] == ["first", "n0", "last"]

    def test_nothing(self, read: Read, pipe: Callable[[bytes], None]) -> None:
        pipe(b"")
        assert read("-").reason.startswith("empty")

    def test_closed(self, read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sys.stdin", None)
        assert read("-").reason == "closed"
        assert read("-").skipped[0].severity is Severity.FAILED


def test_ids_by_line(write: Write) -> None:
    path = write("a.jsonl.gz", gzip.compress(b'{"id": "a", "body": "x"}\n\n{"id": "b", "body": "x"}\n{"id": "a"}\n'))
    assert ids_by_line(path) == {"a": "0", "b": "2"}
    marked = write("m.jsonl", '\ufeff{"id": "أ", "body": "x"}\n{"id": "b", "body": "x"}\n'.encode("utf-8"))
    assert ids_by_line(marked) == {"أ": "0", "b": "1"}
    with pytest.raises(SourceError):
        ids_by_line(write("b.jsonl.gz", b"no archive"))


def test_a_stream_that_has_nothing_yet_is_waited_for() -> None:
    read_end, write_end = os.pipe()
    os.set_blocking(read_end, False)

    def feed() -> None:
        for piece in (b"one ", b"two"):
            time.sleep(0.02)
            os.write(write_end, piece)
        os.close(write_end)

    feeder = threading.Thread(target=feed)
    feeder.start()
    with os.fdopen(read_end, "rb") as raw:
        assert b"".join(streams.blocks(raw)) == b"one two"
    feeder.join()


def test_a_line_in_another_encoding_is_passed_over_by_number(write: Write) -> None:
    lines = '{"id": "أ", "body": "x"}\n'.encode(), b'{"id": "b\xff", "body": "x"}\n', b'{"id": "c", "body": "x"}\n'
    assert ids_by_line(write("a.jsonl", b"".join(lines))) == {"أ": "0", "c": "2"}
