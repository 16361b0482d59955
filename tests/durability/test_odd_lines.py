"""`oncall note` refuses no line but a blank one and a verb without its value, and keeps each as it came."""

import re

import pytest

from oncall_tui.cli.main import main
from tests.durability.odd_lines import HOW_MANY, odd_lines
from tests.durability.place import Place

# A verb with no value, or with one that it can't have, is asked about: it would clear something.
UNFINISHED = re.compile(r"(?:(?:-5m|@14:02) )?:(?:sev(?: banana)?|lead(?: @)?|link|update)")


@pytest.fixture
def _here(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in place.environment.items():
        monkeypatch.setenv(name, value)


@pytest.mark.usefixtures("_here")
def test_none_of_five_hundred_odd_lines_is_refused_but_unfinished_verbs(place: Place) -> None:
    lines = odd_lines()
    assert len(lines) == HOW_MANY
    refused = [line for line in lines if main(["note", line]) != 0]
    assert refused == [line for line in lines if UNFINISHED.fullmatch(line)]
    assert place.raws() == dict.fromkeys([line for line in lines if line not in refused], 1)


def test_odd_lines_survive_the_way_through_a_real_process(place: Place) -> None:
    lines = odd_lines()[::25]
    assert [line for line in lines if place.oncall("note", line).returncode != 0] == []
    assert place.raws() == dict.fromkeys(lines, 1)


def test_bytes_that_are_no_text_are_kept_when_they_are_piped_in(place: Place) -> None:
    given = b"NUL \x00 and \xff\xfe and \xed\xa0\x80\nsecond line"
    assert place.oncall("note", "-", given=given).returncode == 0
    assert [raw.encode("utf-8", "surrogateescape") for raw in place.raws()] == [given]


@pytest.mark.parametrize("blank", ["", " ", "\t", "\n"])
def test_a_blank_note_is_refused_with_words(place: Place, blank: str) -> None:
    run = place.oncall("note", blank)
    assert (run.returncode, run.stdout) == (2, b"")
    assert b"Nothing was saved" in run.stderr
