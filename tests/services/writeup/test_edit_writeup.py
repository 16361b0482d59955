"""Writing sections: over exactly what was shown, undone as one act, joined without losing a word."""

from collections.abc import Callable, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oncall_tui.bootstrap import ServiceContainer
from oncall_tui.domain.errors import RefusedError
from oncall_tui.replication.document_join import join_tables
from oncall_tui.replication.encoding import EncodedRecord, Stamp, Tables
from oncall_tui.replication.record_edits import write_fields
from oncall_tui.replication.record_view import conflicts_in, read_record
from oncall_tui.replication.versions import Dot
from tests.services.conftest import HandClock

Open = Callable[[str], ServiceContainer]


def write(services: ServiceContainer, incident: str, name: str, text: str) -> str:
    base = services.writeup.base_versions(incident, name)
    return services.writeup.set(incident, name, text, base_versions=base)


def confirm(services: ServiceContainer, incident: str, name: str) -> str:
    base = services.writeup.base_versions(incident, name)
    return services.writeup.confirm(incident, name, base_versions=base)


def text_of(services: ServiceContainer, incident: str, name: str) -> str:
    return services.writeup.section(incident, name).text


def test_a_text_is_undone_and_done_again(services: ServiceContainer, incident: str) -> None:
    write(services, incident, "impact", "An hour.")
    write(services, incident, "impact", "Four hours.")
    assert services.history.undo(incident) == "undone: wrote Impact"
    assert text_of(services, incident, "impact") == "An hour."
    services.history.redo(incident)
    assert text_of(services, incident, "impact") == "Four hours."


def test_what_a_colleague_wrote_meanwhile_is_kept_and_said(open_as: Open, incident: str) -> None:
    ana, bo = open_as("ana"), open_as("bo")
    shown = ana.writeup.base_versions(incident, "impact")
    write(bo, incident, "impact", "by bo")
    told = ana.writeup.set(incident, "impact", "by ana", base_versions=shown)
    assert "bo wrote it too meanwhile" in told
    section = ana.writeup.section(incident, "impact")
    assert (section.state, sorted(section.versions)) == ("begun", ["by ana", "by bo"])
    with pytest.raises(RefusedError, match="2 versions"):
        confirm(ana, incident, "impact")


def test_confirming_changes_no_word_is_in_the_history_and_undo_passes_over_it(
    services: ServiceContainer, incident: str, clock: HandClock
) -> None:
    write(services, incident, "summary", "It broke.")
    clock.now += 60_000_000
    write(services, incident, "impact", "Four hours.")
    clock.now += 60_000_000
    assert services.writeup.section(incident, "summary").state == "early"
    assert confirm(services, incident, "summary") == "still true: Summary"
    assert services.writeup.section(incident, "summary").state == "written"
    assert services.history.actions(incident)[-1].label == "still true: Summary"
    assert services.history.undo(incident) == "undone: wrote Impact"
    assert services.history.undo(incident) == "undone: wrote Summary"
    assert services.history.redo(incident) is not None


def test_a_text_that_a_colleague_has_changed_is_not_confirmed_unread(open_as: Open, incident: str) -> None:
    ana, bo = open_as("ana"), open_as("bo")
    write(ana, incident, "summary", "It broke.")
    shown = ana.writeup.base_versions(incident, "summary")
    write(bo, incident, "summary", "It broke twice.")
    with pytest.raises(RefusedError, match="changed since"):
        ana.writeup.confirm(incident, "summary", base_versions=shown)


def test_writing_the_same_text_again_says_that_it_is_still_true(
    services: ServiceContainer, incident: str, clock: HandClock
) -> None:
    write(services, incident, "summary", "It broke.")
    clock.now += 60_000_000
    write(services, incident, "impact", "Four hours.")
    clock.now += 60_000_000
    assert write(services, incident, "summary", "It broke.") == "still true: Summary"
    assert services.writeup.section(incident, "summary").state == "written"


def test_a_redaction_reaches_every_text_of_the_write_up(services: ServiceContainer, incident: str) -> None:
    secret = "hunter2-token-AKIAIOSFODNN7EXAMPLE"
    note = services.capture.take(f"the key was {secret}", incident).id
    write(services, incident, "impact", f"Everybody saw {secret} in the log.")
    control = services.analysis.add(incident, "control", f"rotation of {secret}", ["feedback=none"])
    services.redaction.redact(incident, note, secret)
    assert secret not in str(services.store.tables(incident))
    assert "[redacted]" in text_of(services, incident, "impact")
    record = services.writeup.view(incident).analysis.find(control)
    assert record is not None
    assert "[redacted]" in str(record)


def edits(actor: str, texts: Sequence[str], base: EncodedRecord) -> EncodedRecord:
    """One person's edits, each over what they had themselves."""
    record = base
    for number, text in enumerate(texts, 2):
        stamp = Stamp(Dot(actor, number), f"2026-11-21T03:00:{number:02}.000Z0000", actor)
        record = write_fields(record, {"impact": text}, stamp, read_record(record).base_versions)
    return record


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.text(min_size=1, max_size=5), min_size=1, max_size=4),
    st.lists(st.text(min_size=1, max_size=5), min_size=1, max_size=4),
)
def test_joining_edits_made_apart_keeps_the_last_text_of_both(mine: list[str], theirs: list[str]) -> None:
    base: EncodedRecord = {
        "impact": "at first",
        "_dot": "o:1",
        "_at": "2026-11-21T03:00:00.000Z0000",
        "_by": "o",
    }

    def document(record: EncodedRecord) -> Tables:
        return {"meta": {"document": {"format": 1}}, "incident": {"i": record}}

    a, b = document(edits("a", mine, base)), document(edits("b", theirs, base))
    joined = join_tables(a, b)
    assert joined == join_tables(b, a) == join_tables(joined, a)
    found = {value for _, _, _, values in conflicts_in(joined) for value in values}
    assert (found or {joined["incident"]["i"]["impact"]}) == {mine[-1], theirs[-1]}
