"""The preview of an import: places that can be changed before anything is saved."""

import pytest

from oncall_tui.bootstrap import ServiceContainer
from oncall_tui.domain.errors import RefusedError
from oncall_tui.services.sources import importing
from oncall_tui.services.sources.proposals import ImportInput, SectionPlace

REPORT = """\
## Impact
Orders were late
2024-05-02 09:00 the first complaint

## Timeline
09:10 Alert on queue length
09:40 restarted the consumer
"""


def test_the_preview_gives_each_section_a_place(services: ServiceContainer, incident: str) -> None:
    proposal = services.importing.preview(incident, ImportInput(REPORT))
    assert proposal.sections == [
        SectionPlace("Impact", "kept", 1, "## Impact"),
        SectionPlace("Impact", "write-up", 2, "Orders were late"),
        SectionPlace("Timeline", "kept", 1, "## Timeline"),
        SectionPlace("Timeline", "row", 2, "09:10 Alert on queue length"),
    ]
    assert services.incidents.view(incident).notes.ids == []


def test_another_place_reads_the_lines_for_their_times(services: ServiceContainer, incident: str) -> None:
    proposal = services.importing.preview(incident, ImportInput(REPORT))
    moved = proposal.with_place(proposal.sections[1], "row")
    assert [read.reading.instant is not None for read in proposal.lines if read.line.section == "Impact"] == [
        False,
        False,
        False,
    ]
    assert moved.places == {"kept": 2, "row": 4}
    assert [read.reading.instant is not None for read in moved.lines if read.line.section == "Impact"] == [
        False,
        False,
        True,
    ]
    imported = services.importing.save(incident, moved)
    assert imported.filled == ()
    assert len(list(imported.notes())) == 6


def test_the_incidents_zone_is_the_default(services: ServiceContainer, incident: str) -> None:
    proposal = services.importing.preview(incident, ImportInput("14:02 paged\n", date="2024-05-02"))
    assert (proposal.zone, proposal.zone_origin) == ("Europe/London", "default")


def test_a_source_of_its_own_zones_is_said_to_be_so(services: ServiceContainer, incident: str) -> None:
    proposal = services.importing.preview(incident, ImportInput("2024-05-02T14:02:00Z up\n"))
    assert (proposal.zone, proposal.zone_origin) == ("UTC", "text")


def test_huge_material_is_refused_before_it_is_read(
    services: ServiceContainer, incident: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "LONGEST_SOURCE", 1000)
    with pytest.raises(RefusedError, match="Cut out the hours"):
        services.importing.preview(incident, ImportInput("14:02 paged\n" * 100))
