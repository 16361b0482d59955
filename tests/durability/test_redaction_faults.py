"""A redaction that fails or is killed at any call: nothing is lost, and the same command finishes it."""

import errno
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.app import App

from oncall_tui.domain.errors import SaveFailedError
from oncall_tui.screens.unforeseen import Unforeseen
from tests.durability.place import Place

SECRET = "tok_9f31cc07-not-a-real-one"
DONE, NOT_SAVED, KILLED = 0, 1, -9
FAULTS = ["EIO", *(pytest.param(fault, marks=pytest.mark.long) for fault in ("kill", "ENOSPC"))]


def holders(place: Place, text: str = SECRET) -> list[str]:
    return [
        str(path.relative_to(place.data))
        for path in place.data.rglob("*")
        if path.is_file() and text.encode() in path.read_bytes()
    ]


def leak(place: Place) -> str:
    """A secret in a note, in the last good copy, a draft, a kept edit, a file set aside and what search keeps."""
    services = place.services()
    incident = services.incidents.find("lag")
    note = services.capture.take(f"! export TOKEN={SECRET}", incident).id
    services.capture.take("another note", incident)
    services.incidents.set(incident, {"severity": "SEV2"}, base_versions=None)
    services.incidents.set(incident, {"severity": "SEV3"}, base_versions=None)
    services.capture.save_draft(incident, f"half a line with {SECRET}")
    (place.data / "drafts" / "edit-abc.md").write_text(
        f"export TOKEN={SECRET}\nand what was typed in the editor"
    )
    services.searching.refresh()
    return note


def set_aside(place: Place) -> Path:
    """A damaged file beside the document, whose other lines stand nowhere else."""
    [document] = (place.data / "incidents").glob("*.json")
    [note] = place.services().store.tables(document.stem)["notes"]
    aside = document.with_suffix(".damaged-1")
    lines = [
        b'{\n"notes": {',
        b'"%s": {"kind":"did","raw":"used %s, 100%% sure"},' % (note.encode(), SECRET.encode()),
        b'"01k90000000000000000000001": {"raw":"nobody salvaged this yet"},',
        b'"01k90000000000000000000002": {"raw":"cut off: %s and \xff' % SECRET.encode(),
    ]
    aside.write_bytes(b"\n".join(lines))
    return aside


def test_what_is_set_aside_loses_the_secret_and_nothing_else(place: Place) -> None:
    services = place.services()
    note = services.capture.take(f"used {SECRET}", services.incidents.find("lag")).id
    services.store.file_inbox(services.incidents.find("lag"))
    aside = set_aside(place)
    before = aside.read_bytes()
    assert place.oncall("redact", "lag", note, SECRET).returncode == DONE
    assert holders(place) == []
    assert aside.read_bytes() == before.replace(SECRET.encode(), b"[redacted]")


def test_what_a_failed_editor_left_loses_the_secret_and_nothing_else(place: Place) -> None:
    note = leak(place)
    assert place.oncall("redact", "lag", note, SECRET).returncode == DONE
    assert holders(place) == []
    kept = (place.data / "drafts" / "edit-abc.md").read_text()
    assert kept == "export TOKEN=[redacted]\nand what was typed in the editor"


def test_the_details_of_an_error_that_nobody_foresaw_go_with_the_secret(place: Place) -> None:
    note = leak(place)
    Unforeseen(App(), str(place.data)).keep_details(ValueError(f"cannot draw {SECRET}"))
    assert any(path.endswith("last-error.txt") for path in map(str, holders(place)))
    assert place.oncall("redact", "lag", note, SECRET).returncode == DONE
    assert holders(place) == []


def test_a_short_word_leaves_the_kept_edit_of_its_note_alone_of_all(place: Place) -> None:
    services = place.services()
    note = services.capture.take("the pin is 4711", services.incidents.find("lag")).id
    (place.data / "drafts").mkdir()
    (place.data / "drafts" / "edit-a.md").write_text("the pin is 4711, changed since\n")
    (place.data / "drafts" / "edit-b.md").write_text(
        "4711 pods were evicted from another cluster altogether\n"
    )
    assert place.oncall("redact", "lag", note, "4711").returncode == DONE
    assert (place.data / "drafts" / "edit-a.md").read_text() == "the pin is [redacted], changed since\n"
    assert "4711 pods" in (place.data / "drafts" / "edit-b.md").read_text()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_at_every_call_can_be_finished_by_the_same_command(place: Place, fault: str) -> None:
    note = leak(place)
    place.services().store.file_inbox(place.services().incidents.find("lag"))
    runs = list(every_fault(place, fault, ("redact", "lag", note, SECRET)))
    assert len(runs) > 10, "the faults have to reach the copies"
    for broken, status in runs:
        assert status in (DONE, NOT_SAVED, KILLED)
        services = broken.services()
        services.redaction.redact(services.incidents.find("lag"), note, SECRET)
        assert holders(broken) == []
        assert broken.raws() == {"! export TOKEN=[redacted]": 1, "another note": 1}


def test_what_is_left_is_said(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "drafts")

    note, services = leak(place), place.services()
    incident = services.incidents.find("lag")
    monkeypatch.setattr("oncall_tui.services.notes.redaction.redact_copies", fail)
    with pytest.raises(
        SaveFailedError, match=r"but not of every copy: No space left on device .*the same command again"
    ):
        services.redaction.redact(incident, note, SECRET)
    monkeypatch.undo()
    assert (
        services.redaction.preview(incident, note, SECRET).words()
        == "copies alone: the note is clean already"
    )
    services.redaction.redact(incident, note, SECRET)
    assert holders(place) == []


def every_fault(place: Place, fault: str, command: tuple[str, ...]) -> Iterator[tuple[Place, int]]:
    """One broken copy of the place for each call, the last one unbroken, and how the run ended."""
    runs = subprocess.run(
        [sys.executable, "-m", "tests.durability.faults", str(place.data), fault, *command],
        env=place.environment,
        capture_output=True,
        check=True,
        timeout=240,
    )
    for line in runs.stdout.splitlines():
        run = json.loads(line)
        yield Place(Path(run["data"])), run["status"]
