"""Writing an analysis: one act, one change, one undo; elements of sets never conflict."""

from collections.abc import Callable

import pytest

from oncall_tui.bootstrap import ServiceContainer
from oncall_tui.domain.errors import NotFoundError, RefusedError

Open = Callable[[str], ServiceContainer]


@pytest.fixture
def finding(services: ServiceContainer, incident: str) -> str:
    return services.analysis.add(incident, "finding", "too late", ["how=late"])


def change(services: ServiceContainer, incident: str, id: str, *words: str) -> str:
    base = services.analysis.base_versions(incident, id)
    return services.analysis.set(incident, id, words, base_versions=base)


def test_an_act_with_its_links_is_one_entry_of_history_and_one_undo(
    services: ServiceContainer, incident: str, finding: str
) -> None:
    control = services.analysis.add(incident, "control", "disk alert")
    before = len(services.history.actions(incident))
    change(services, incident, finding, f"control={control}", "told=nothing", "how=ineffective")
    assert len(services.history.actions(incident)) == before + 1
    services.history.undo(incident)
    [record] = services.writeup.view(incident).analysis.findings
    assert (record.control, record.told, record.how) == ("", "", "late")


def test_a_new_record_is_undone_and_done_again(
    services: ServiceContainer, incident: str, finding: str
) -> None:
    assert services.history.undo(incident) == "undone: added · finding “too late”"
    assert services.writeup.view(incident).analysis.findings == ()
    services.history.redo(incident)
    assert [each.id for each in services.writeup.view(incident).analysis.findings] == [finding]


def test_a_record_that_was_left_out_comes_back_with_an_edit(
    services: ServiceContainer, incident: str, finding: str
) -> None:
    services.analysis.leave_out(incident, finding)
    assert services.writeup.view(incident).analysis.findings == ()
    change(services, incident, finding, "told=nothing")
    assert [each.told for each in services.writeup.view(incident).analysis.findings] == ["nothing"]


def test_two_people_who_link_apart_both_keep_their_links(open_as: Open, incident: str, finding: str) -> None:
    ana, bo = open_as("ana"), open_as("bo")
    items = [ana.follow_up.add(incident, title).id for title in ("Compare", "Page sooner")]
    shown = bo.analysis.base_versions(incident, finding)
    change(ana, incident, finding, f"mended_by={items[0]}")
    bo.analysis.set(incident, finding, [f"mended_by={items[1]}"], base_versions=shown)
    view = ana.writeup.view(incident)
    assert view.analysis.findings[0].mended_by == tuple(sorted(items))
    assert view.view.conflicts == []


def test_two_people_who_write_one_field_apart_both_keep_their_words(
    open_as: Open, incident: str, finding: str
) -> None:
    ana, bo = open_as("ana"), open_as("bo")
    shown = bo.analysis.base_versions(incident, finding)
    change(ana, incident, finding, "told=nothing")
    bo.analysis.set(incident, finding, ["told=too much"], base_versions=shown)
    [conflict] = ana.writeup.view(incident).view.conflicts
    assert sorted(conflict["values"]) == ["nothing", "too much"]
    [left] = [each for each in ana.writeup.view(incident).left if each.code == "conflict"]
    assert (left.table, left.id, left.title) == ("findings", finding, "too late")


def test_a_link_that_has_not_arrived_is_kept_by_every_save(
    services: ServiceContainer, incident: str, finding: str
) -> None:
    with services.store.transaction(incident, "from elsewhere") as unit:
        unit.put("findings", finding, {"events:01k9zzzzzzzzzzzzzzzzzzzzzz": True})
    change(services, incident, finding, "told=nothing")
    analysis = services.writeup.view(incident).analysis
    assert analysis.findings[0].events == ("01k9zzzzzzzzzzzzzzzzzzzzzz",)
    assert analysis.not_here() == ("01k9zzzzzzzzzzzzzzzzzzzzzz",)
    codes = [end.code for end in services.writeup.view(incident).loose_ends]
    assert "finding-without-event" not in codes


def test_a_joined_row_counts_as_the_row_that_it_is_in(services: ServiceContainer, incident: str) -> None:
    for text in ("@2026-11-21T03:01:00Z > a", "@2026-11-21T03:02:00Z > b"):
        services.capture.take(text, incident)
    services.store.file_inbox(incident)
    first, second = (note.id for note in services.incidents.view(incident).notes)
    finding = services.analysis.add(incident, "finding", "too late", [f"events={second}"])
    services.curate.join(incident, [first, second])
    row = services.writeup.view(incident).analysis.rows[second]
    assert (row.row, row.left_out) == (first, False)
    services.curate.leave_out(incident, [first])
    assert services.writeup.view(incident).analysis.rows[second].left_out
    assert finding in {end.id for end in services.writeup.view(incident).loose_ends}


def test_refusals(services: ServiceContainer, incident: str, finding: str) -> None:
    with pytest.raises(RefusedError, match="nothing to set"):
        change(services, incident, finding)
    with pytest.raises(NotFoundError, match="not here any more"):
        services.analysis.base_versions(incident, "01k9zzzzzzzzzzzzzzzzzzzzzz")


def test_an_answer_over_one_that_came_while_the_question_was_open_keeps_both(
    open_as: Open, incident: str
) -> None:
    ana, bo = open_as("ana"), open_as("bo")
    asked = [each.asking.next_prompt(incident, ()) for each in (ana, bo)]
    for who, name in ((ana, "ana"), (bo, "bo")):
        prompt, seen = asked.pop(0) or pytest.fail("nothing is asked")
        who.asking.answer(incident, prompt, f"as {name} saw it", base_versions=seen)
    [conflict] = ana.writeup.view(incident).view.conflicts
    assert sorted(conflict["values"]) == ["as ana saw it", "as bo saw it"]


def test_what_a_link_does_is_said_with_the_title_of_its_other_end(
    services: ServiceContainer, incident: str, finding: str
) -> None:
    problem = services.analysis.add(incident, "systemic-problem", "defaults change")
    recommendation = services.follow_up.add(incident, "Compare the templates").id
    for word, effect in (
        (f"findings={finding}", "linked with “too late”"),
        (f"findings-={finding}", "took off “too late”"),
        (f"mended_by={recommendation}", "linked with “Compare the templates”"),
    ):
        assert change(services, incident, problem, word) == f"{effect} · systemic problem “defaults change”"
    assert recommendation not in (services.history.undo(incident) or "")
