"""The catalogue: what lists need, by file signature, rebuilt from nothing whenever it is lost."""

from pathlib import Path

import pytest

from oncall_tui.replication.encoding import Tables
from oncall_tui.storage.catalogue import Catalogue
from oncall_tui.storage.paths import DataPaths
from oncall_tui.storage.store import Store
from tests.storage.conftest import INCIDENT


class Reader:
    """Summarises a document and remembers which ones it was asked for."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def __call__(self, id: str, tables: Tables) -> dict[str, str]:
        self.read.append(id)
        return {"handle": "x", "zone": "UTC", "title": str(tables["incident"][id]["title"])}


@pytest.fixture
def reader() -> Reader:
    return Reader()


def save(store: Store, title: str) -> None:
    with store.transaction(INCIDENT, create=True) as unit:
        unit.put("incident", INCIDENT, {"title": title})


def test_only_what_changed_is_read_again(store: Store, places: DataPaths, reader: Reader) -> None:
    save(store, "one")
    assert Catalogue(places, reader).listing().summaries[INCIDENT]["title"] == "one"
    assert Catalogue(places, reader).listing().summaries[INCIDENT]["title"] == "one"
    assert reader.read == [INCIDENT]
    save(store, "two")
    assert Catalogue(places, reader).listing().summaries[INCIDENT]["title"] == "two"


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"version": 99, "incidents": {}}'])
def test_a_lost_or_damaged_catalogue_is_made_anew(
    store: Store, places: DataPaths, reader: Reader, content: bytes
) -> None:
    save(store, "one")
    Catalogue(places, reader).listing()
    Path(places.catalogue).write_bytes(content)
    assert Catalogue(places, reader).listing().summaries[INCIDENT]["title"] == "one"


def test_a_damaged_incident_is_named_beside_the_others(
    store: Store, places: DataPaths, reader: Reader
) -> None:
    save(store, "one")
    Path(places.incident("01k9" + "d" * 22)).write_bytes(b"")
    listing = Catalogue(places, reader).listing()
    assert list(listing.summaries) == [INCIDENT]
    assert "is empty" in listing.damaged["01k9" + "d" * 22]


def test_the_handles_file_has_a_line_an_incident_that_is_safe_to_print(
    store: Store, places: DataPaths, reader: Reader
) -> None:
    save(store, "bad \x1b]52;title\nhere")
    Catalogue(places, reader).listing()
    _, _, lines = Path(places.handles).read_text().partition("\n")
    assert lines == f"{INCIDENT}\tx\tUTC\tbad ␛]52;title⏎here\n"


def test_no_incidents_make_an_empty_listing(places: DataPaths, reader: Reader) -> None:
    assert Catalogue(places, reader).listing().summaries == {}
