"""No line of a source is lost, whatever its bytes and whichever reader takes it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oncall_tui.formats.readers.detect_format import FORMATS, read_source

PIECES = (
    "---\n",
    "# Timeline\n",
    "- **Impact**: pods\n",
    "- 14:05 rolled back:\n",
    "  - nested\n",
    "```\n",
    "| a | b |\n",
    "Ana Silva\n",
    "  3:12 AM\n",
    "Ana Silva  [3:12 AM]\n",
    "3:14\n",
    "Tuesday, March 12th\n",
    "2 replies\n",
    "(edited)\n",
    '{"ts":"2024-03-12T14:05:00Z","msg":"up"}\n',
    '{"alerts":[{"labels":{},"startsAt":"2024-03-12T14:05:00Z"}]}\n',
    '[{"type":"message","ts":"1710252306.000100","text":"a"},\n',
    '{"ts":"1710252307.000100","text":"b"}]\n',
    "{\n",
    "[\n",
    '{"__REALTIME_TIMESTAMP":"1710252306000000","MESSAGE":[104,105]}\n',
    '"a": 1}\n',
    "]\n",
    '{"items":[{"kind":"Event"}]}',
    "LAST SEEN   TYPE      REASON    OBJECT   MESSAGE\n",
    "5m12s       Warning   BackOff   pod/a    x\n",
    "Mar 12 14:05:06 host cron[1]: ran\n",
    "\tat com.example.Main\n",
    'time=14:05:06 level=info msg="a b"\n',
    "datetime,timestamp_desc,message\n",
    '2024-03-12T14:05:00Z,x,"two\nlines"\n',
    'a,"open\n',
    "<!DOCTYPE html>\n",
    "<html><body>",
    "<h2>Timeline</h2>",
    "<table>\n",
    "<tr><td>14:05</td><td>up</td></tr>",
    "<ul>\n<li>",
    "<pre>a\nb\n",
    "<style>\n",
    "</style>\n</li></ul></table>",
    "a<br>b\n&#10;&lt;<!-- \n",
    "<![x[",
    "</html>\n",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "\x00",
    "\x1b[31m",
    "\ufeff",
    "\u2028",
    "\x0c",
    "\udc80",
    "\x85",
    " ",
    "x" * 3000,
)
sources = st.lists(st.sampled_from(PIECES) | st.text(max_size=20), max_size=25).map("".join)


def written(text: str) -> list[str]:
    """The lines of a text that hold more than blanks; a byte order mark alone is no text."""
    lines = text.removeprefix("\ufeff").split("\n" if "\n" in text else "\r")
    return [line.removesuffix("\r") for line in lines if line.strip(" \t\r")]


@settings(max_examples=300)
@given(sources)
def test_joining_the_raw_texts_gives_every_line_back(text: str) -> None:
    whole = [line for note in read_source(text).lines for line in note.raw.split("\n")]
    position = 0
    for line in written(text):
        position = next(index for index in range(position, len(whole)) if line in whole[index]) + 1


@given(st.binary(max_size=400))
def test_any_bytes_are_a_source(data: bytes) -> None:
    text = data.decode("utf-8", "surrogateescape")
    joined = "\n".join(note.raw for note in read_source(text).lines)
    assert all(line in joined for line in written(text))
    assert joined.encode("utf-8", "surrogateescape") or not written(text)


@pytest.mark.parametrize("name", [format.name for format in FORMATS])
@settings(max_examples=25)
@given(sources)
def test_so_does_every_reader_that_a_person_names(name: str, text: str) -> None:
    joined = "\n".join(note.raw for note in read_source(text, name).lines)
    assert all(line in joined for line in written(text))


@given(sources)
def test_lines_are_numbered_as_they_stand(text: str) -> None:
    lines = text.split("\n" if "\n" in text else "\r")
    numbers = [note.line for note in read_source(text).lines]
    assert numbers == sorted(numbers)
    for note in read_source(text).lines:
        first = note.raw.split("\n")[0]
        assert first in lines[note.line - 1]


@pytest.mark.parametrize(
    "line", ["x" * 100_000, "[" * 100_000, '{"a":' * 20_000, "**a " * 25_000, "a,b" * 30_000]
)
def test_a_line_of_100_kb_is_one_note(line: str) -> None:
    assert [note.raw for note in read_source(f"{line}\n").lines] == [line]
