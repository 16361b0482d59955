"""Since when there is news: a look lasts a day, and a lost file only costs the memory of it."""

from pathlib import Path

import pytest

from oncall_tui.services.recommendations.looks import Looks
from oncall_tui.storage.places import Places


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(str(tmp_path / "data"))


def test_news_begin_at_the_last_meeting_whoever_peeked_since(places: Places) -> None:
    assert Looks(places).since("2026-11-23") == "2026-11-16"
    Looks(places).mark("2026-11-23")
    assert Looks(places).since("2026-11-23") == "2026-11-16"
    assert Looks(places).since("2026-11-29") == "2026-11-23"
    assert Looks(places).since("2026-11-30") == "2026-11-23"
    Looks(places).mark("2026-11-30")
    Looks(places).mark("2026-11-30")
    assert Looks(places).since("2026-11-30") == "2026-11-23"
    assert Looks(places).since("2026-12-01") == "2026-11-30"


def test_filters_are_kept_and_forgotten(places: Places) -> None:
    looks = Looks(places)
    looks.keep("overdue")
    looks.keep("owner:ana")
    assert Looks(places).filters() == ("owner:ana", "overdue")
    looks.since("2026-11-23")
    looks.keep("overdue")
    assert Looks(places).filters() == ("owner:ana",)


@pytest.mark.parametrize(
    "kept", ["", "{", "[]", '{"today": 1}', '{"today": "x", "before": "y", "filters": [1]}']
)
def test_a_file_that_can_not_be_used_is_no_look(places: Places, kept: str) -> None:
    Path(places.data).mkdir()
    Path(places.look).write_text(kept)
    assert Looks(places).since("2026-11-23") in ("2026-11-16",)
    assert Looks(places).filters() == ()
