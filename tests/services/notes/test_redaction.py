"""A redacted secret is found nowhere under the data directory (S2, DESIGN untrusted text)."""

from pathlib import Path

import pytest

from oncall_tui.bootstrap import ServiceContainer
from oncall_tui.domain.errors import NotFoundError, RefusedError

SECRET = "hunter2-Zürich"


def holding(services: ServiceContainer, text: str) -> list[str]:
    needles = (text.encode(), text.encode("ascii", "backslashreplace"))
    files = [path for path in Path(services.settings.data).rglob("*") if path.is_file()]
    return [path.name for path in files if any(needle in path.read_bytes() for needle in needles)]


@pytest.fixture
def leaked(services: ServiceContainer, incident: str) -> str:
    """A secret in a note, its edited row, history, title, a draft, another note and the unfiled inbox."""
    note = services.capture.take(
        f"! export TOKEN={SECRET} https://x.example/?t={SECRET} #{SECRET}", incident
    ).id
    services.incidents.set(incident, {"title": f"x {SECRET}"}, base_versions=None)
    services.incidents.set(incident, {"title": "clean again"}, base_versions=None)
    with services.store.transaction(incident, "edited") as unit:
        unit.put("events", note, {"text": f"used {SECRET}"})
    services.capture.take(f"again {SECRET}", incident)
    services.capture.take(f"unfiled {SECRET}", None)
    services.capture.save_draft(incident, f"half {SECRET}")
    services.incidents.listed()
    services.searching.refresh()
    return note


def test_a_redacted_secret_is_found_nowhere(services: ServiceContainer, incident: str, leaked: str) -> None:
    assert "search" in holding(services, SECRET)
    services.redaction.redact(incident, leaked, SECRET)
    assert holding(services, SECRET) == []
    note = services.incidents.view(incident).notes.by_id(leaked)
    assert note.raw.startswith("! export TOKEN=[redacted] ")
    assert services.capture.load_draft(incident) == "half [redacted]"
    services.searching.refresh()
    assert list(services.searching.hits(SECRET)) == []
    assert holding(services, SECRET) == []


def test_undo_does_not_bring_it_back(services: ServiceContainer, incident: str, leaked: str) -> None:
    services.redaction.redact(incident, leaked, SECRET)
    while services.history.undo(incident):
        pass
    assert holding(services, SECRET) == []


def test_without_a_text_the_whole_note_goes(services: ServiceContainer, incident: str) -> None:
    note = services.capture.take(SECRET, incident).id
    services.redaction.redact(incident, note)
    assert services.incidents.view(incident).notes.by_id(note).raw == "[redacted]"
    assert holding(services, SECRET) == []


def test_a_text_that_is_not_there_is_refused(services: ServiceContainer, incident: str, leaked: str) -> None:
    with pytest.raises(RefusedError, match="Nothing was changed"):
        services.redaction.redact(incident, leaked, "swordfish")


def test_an_unknown_note_is_not_found(services: ServiceContainer, incident: str) -> None:
    with pytest.raises(NotFoundError):
        services.redaction.redact(incident, "01k9" + "0" * 22, SECRET)


def test_a_paste_goes_with_the_rows_that_were_made_of_it(services: ServiceContainer, incident: str) -> None:
    other = services.capture.take("web-1 Running", incident).id
    paste = services.capture.take("web-1 Running\nweb-2 Error\nok", incident, evidence=True).id
    services.note_edits.break_up(incident, paste)
    services.redaction.redact(incident, paste)
    raws = [note.raw for note in services.incidents.view(incident).notes if note.id != other]
    assert raws == ["[redacted]"] * 4
    assert services.incidents.view(incident).notes.by_id(other).raw == "web-1 Running"


def test_a_short_text_of_a_row_goes_from_the_paste_that_it_was_made_of(
    services: ServiceContainer, incident: str
) -> None:
    other = services.capture.take("pin 4711 again", incident).id
    paste = services.capture.take("first\nthe pin is 4711\nlast", incident, evidence=True).id
    services.note_edits.break_up(incident, paste)
    [row] = [note.id for note in services.incidents.view(incident).notes if note.raw == "the pin is 4711"]
    services.redaction.redact(incident, row, "4711")
    notes = services.incidents.view(incident).notes
    assert notes.by_id(row).raw == "the pin is [redacted]"
    assert notes.by_id(paste).raw == "first\nthe pin is [redacted]\nlast"
    assert notes.by_id(other).raw == "pin 4711 again"
