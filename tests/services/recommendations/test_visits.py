"""Since when there is news: a look lasts a day, and a lost file only costs the memory of it."""

from pathlib import Path

import pytest

from oncall_tui.services.recommendations.visits import TrackerVisits
from oncall_tui.storage.paths import DataPaths


@pytest.fixture
def places(tmp_path: Path) -> DataPaths:
    return DataPaths(str(tmp_path / "data"))


def test_news_begin_at_the_last_meeting_whoever_peeked_since(places: DataPaths) -> None:
    assert TrackerVisits(places).since("2026-11-23") == "2026-11-16"
    TrackerVisits(places).mark("2026-11-23")
    assert TrackerVisits(places).since("2026-11-23") == "2026-11-16"
    assert TrackerVisits(places).since("2026-11-29") == "2026-11-23"
    assert TrackerVisits(places).since("2026-11-30") == "2026-11-23"
    TrackerVisits(places).mark("2026-11-30")
    TrackerVisits(places).mark("2026-11-30")
    assert TrackerVisits(places).since("2026-11-30") == "2026-11-23"
    assert TrackerVisits(places).since("2026-12-01") == "2026-11-30"


def test_filters_are_kept_and_forgotten(places: DataPaths) -> None:
    looks = TrackerVisits(places)
    looks.toggle_saved_filter("overdue")
    looks.toggle_saved_filter("owner:ana")
    assert TrackerVisits(places).filters() == ("owner:ana", "overdue")
    looks.since("2026-11-23")
    looks.toggle_saved_filter("overdue")
    assert TrackerVisits(places).filters() == ("owner:ana",)


@pytest.mark.parametrize(
    "kept", ["", "{", "[]", '{"today": 1}', '{"today": "x", "before": "y", "filters": [1]}']
)
def test_a_file_that_can_not_be_used_is_no_look(places: DataPaths, kept: str) -> None:
    Path(places.data).mkdir()
    Path(places.look).write_text(kept)
    assert TrackerVisits(places).since("2026-11-23") in ("2026-11-16",)
    assert TrackerVisits(places).filters() == ()
