"""Bytes become text in the encoding that they are in; what is no text is refused by its name."""

import bz2
import gzip
import io
import lzma
import os
import zipfile
from pathlib import Path

import pytest

from oncall_tui.domain.errors import RefusedError
from oncall_tui.services.sources.encodings import decoded, read_at_most
from oncall_tui.services.sources.input_files import file_material

TEXT = "14:02 café – leer\n14:09 Zoë drained node 4\n"


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "utf-8"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-16", "utf-16"),
        ("utf-32", "utf-32"),
        ("windows-1252", "windows-1252"),
    ],
)
def test_the_encoding_is_recognised_and_said(encoding: str, said: str) -> None:
    assert decoded(TEXT.encode(encoding)) == (TEXT, said)


def test_the_mark_of_utf_8_stays_in_the_text() -> None:
    assert decoded(TEXT.encode("utf-8-sig")) == ("\ufeff" + TEXT, "utf-8 with a mark")


def test_latin_1_where_windows_1252_has_no_letter() -> None:
    assert decoded("caf\xe9 \x81".encode("latin-1")) == ("caf\xe9 \x81", "latin-1")


@pytest.mark.parametrize("data", ["é and ".encode() + b"\xff", b"caf\xe9 \x00\x1b[31m"])
def test_bytes_of_no_encoding_are_kept_as_they_are(data: bytes) -> None:
    found = decoded(data)
    assert found.text.encode("utf-8", "surrogateescape") == data
    assert found.encoding == "utf-8 with bytes that are none"


@pytest.mark.parametrize(
    ("pack", "said"), [(gzip.compress, "gzip"), (bz2.compress, "bzip2"), (lzma.compress, "xz")]
)
def test_packed_text_is_unpacked(pack: object, said: str) -> None:
    assert callable(pack)
    assert decoded(pack(TEXT.encode())) == (TEXT, f"utf-8 in {said}")


def zipped() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("notes.txt", TEXT)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (zipped(), "zip archive"),
        (b"\x89PNG\r\n\x1a\n" + bytes(60), "PNG picture"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF"),
        (b"\xff\xd8\xff\xe0" + bytes(60), "JPEG"),
        (b"SQLite format 3\x00" + bytes(60), "SQLite"),
        (gzip.compress(zipped()), "zip archive"),
        (bytes(range(32)) * 40, "no text"),
        (gzip.compress(TEXT.encode())[:-12], "gzip file that is cut or damaged"),
    ],
    ids=lambda value: value if isinstance(value, str) else "bytes",
)
def test_what_is_no_text_is_refused_by_its_name(data: bytes, kind: str) -> None:
    with pytest.raises(RefusedError, match=kind) as refused:
        decoded(data, "notes.bin")
    assert "notes.bin" in str(refused.value)


def test_what_has_no_end_is_refused() -> None:
    with open("/dev/zero", "rb") as endless, pytest.raises(RefusedError, match="larger than 1 MB"):
        read_at_most(endless, "/dev/zero", 1024 * 1024)


def test_what_unpacks_to_more_than_can_be_taken_is_refused() -> None:
    with pytest.raises(RefusedError, match="larger than 64 MB"):
        decoded(gzip.compress(bytes(65 * 1024 * 1024), 1))


def test_a_pipe_without_a_writer_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(RefusedError, match="pipe without a writer"):
        file_material(str(pipe))


@pytest.mark.parametrize("is_early", [True, False])
def test_a_pipe_is_read_to_its_end(tmp_path: Path, is_early: bool) -> None:
    reading, writing = os.pipe()
    try:
        if is_early:
            os.write(writing, TEXT.encode())
            os.close(writing)
            assert file_material(f"/dev/fd/{reading}").text == TEXT
        elif os.fork() == 0:
            os.write(writing, TEXT.encode())
            os._exit(0)
        else:
            os.close(writing)
            assert file_material(f"/dev/fd/{reading}").text == TEXT
    finally:
        os.close(reading)
