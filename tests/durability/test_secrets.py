"""A redacted secret is found nowhere under the data directory."""

from tests.durability.place import Place

SECRET = "tok_9f31cc07-not-a-real-one"


def _holders(place: Place) -> list[str]:
    return [
        str(path.relative_to(place.data))
        for path in place.data.rglob("*")
        if path.is_file() and SECRET.encode() in path.read_bytes()
    ]


def test_a_redacted_secret_is_found_nowhere(place: Place) -> None:
    """It stood in a note, in an edit of that note's row, in the last good copy, in a draft and in a waiting note."""
    services = place.services()
    incident = services.incidents.find("lag")
    taken = services.capture.take(f"! export TOKEN={SECRET}", incident)
    services.incidents.set(incident, {"summary": f"used {SECRET} by hand"}, base_versions=None)
    services.incidents.set(incident, {"severity": "SEV2"}, base_versions=None)
    services.capture.take(f"and again {SECRET}", incident)
    services.capture.save_draft(incident, f"typing {SECRET}")
    assert place.oncall("search", SECRET).returncode == 0
    assert "search" in _holders(place)
    assert place.oncall("redact", "lag", taken.id, SECRET).returncode == 0
    assert _holders(place) == []
    assert place.raws() == {"! export TOKEN=[redacted]": 1, "and again [redacted]": 1}


def test_a_note_that_is_still_waiting_can_be_redacted_whole(place: Place) -> None:
    services = place.services()
    taken = services.capture.take(SECRET, services.incidents.find("lag"))
    assert place.oncall("redact", "lag", taken.id).returncode == 0
    assert _holders(place) == []
