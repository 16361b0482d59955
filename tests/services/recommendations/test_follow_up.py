"""Recommendations end to end through their services: what is set is stored, told in the history, and seen by all."""

from collections.abc import Callable

import pytest

from oncall_tui.bootstrap import ServiceContainer
from oncall_tui.domain.errors import NotFoundError, RefusedError
from oncall_tui.domain.instants import DAY, parse_instant
from oncall_tui.domain.recommendations.recommendation import Recommendation
from tests.services.conftest import HandClock

READY = ("definition_of_done=a full pool pages within a minute", "owner=bo", "label=operational")


def add(services: ServiceContainer, title: str = "Alert on redis pool use", *words: str) -> Recommendation:
    return services.follow_up.add(None, title, words)


def listed(services: ServiceContainer) -> list[Recommendation]:
    return services.tracker.load_all()[0]


def test_a_new_one_is_an_idea_of_its_author_in_the_current_incident(
    services: ServiceContainer, incident: str, clock: HandClock
) -> None:
    added = add(services)
    assert (added.status, added.author, added.incidents) == ("idea", "ana", (incident,))
    assert added.created_at // 1000 == clock.now // 1000
    (created,) = added.history
    assert (created.by, created.field, created.before, created.after) == ("ana", "status", None, "idea")


def test_lists_show_the_same_without_words_and_history(services: ServiceContainer, incident: str) -> None:
    services.follow_up.comment(add(services, "Alert", *READY, "due=+7d", "tag=redis").id, "asked the vendor")
    (short,) = listed(services)
    whole = services.tracker.with_history(short.id)
    for field in (
        "title",
        "owner",
        "due",
        "labels",
        "incidents",
        "last_word",
        "slips",
        "touched_at",
        "author",
    ):
        assert getattr(short, field) == getattr(whole, field), field
    assert short.history == ()


def test_an_idea_among_the_notes_is_in_the_tracker_at_once(services: ServiceContainer, incident: str) -> None:
    taken = services.capture.take("+ alert on redis pool use, not only on 5xx", incident)
    (idea,) = listed(services)
    assert (idea.id, idea.author) == (taken.id, "ana")
    assert idea.title == "alert on redis pool use, not only on 5xx"
    assert services.tracker.with_history(idea.id).note == taken.id


def test_the_history_tells_who_when_from_to_and_why(
    services: ServiceContainer, incident: str, open_as: Callable[[str], ServiceContainer], clock: HandClock
) -> None:
    id = add(services, "Alert", *READY, "due=2026-12-01").id
    clock.now += DAY
    changed = open_as("bo").follow_up.set(
        id, ["status=planned", "due=2026-12-15", "reason=vendor is late"], base_versions=None
    )
    told = {change.field: change for change in changed.history[1:]}
    assert set(told) == {"status", "due"}
    assert told["due"].by == "bo"
    assert told["due"].at == clock.now
    assert (told["due"].before, told["due"].after) == ("2026-12-01", "2026-12-15")
    assert {change.reason for change in told.values()} == {"vendor is late"}


def test_every_date_is_a_promise_and_a_later_one_a_slip(services: ServiceContainer, incident: str) -> None:
    id = add(services, "Alert", *READY, "due=2026-12-01").id
    services.follow_up.set(id, ["due=2026-12-01"], base_versions=None)
    services.follow_up.set(id, ["due=2026-12-15", "reason=vendor is late"], base_versions=None)
    services.follow_up.commit(id, "2026-12-10", by="@bo")
    whole = services.tracker.with_history(id)
    assert [(made.due, made.by, made.reason) for made in whole.commitments] == [
        ("2026-12-01", "ana", ""),
        ("2026-12-15", "ana", "vendor is late"),
        ("2026-12-10", "bo", ""),
    ]
    assert (whole.slips, whole.slip_reason) == (1, "vendor is late")
    assert whole.due == "2026-12-10"


def test_all_assignments_apply_then_the_rules_are_checked(services: ServiceContainer, incident: str) -> None:
    id = add(services).id
    with pytest.raises(RefusedError, match="definition of done"):
        services.follow_up.set(id, ["status=planned", "owner=bo"], base_versions=None)
    assert services.tracker.with_history(id).owner == ""
    planned = services.follow_up.set(
        id, ["status=planned", "definition_of_done=it pages"], base_versions=None
    )
    assert planned.status == "planned"


def test_a_new_one_is_held_to_the_same_rules(services: ServiceContainer, incident: str) -> None:
    with pytest.raises(RefusedError, match="reason"):
        add(services, "Alert", "status=dropped")
    assert listed(services) == []


def test_who_is_named_is_asked_and_who_names_themselves_has_accepted(
    services: ServiceContainer, incident: str, open_as: Callable[[str], ServiceContainer]
) -> None:
    asked = add(services, "Alert", "owner=bo")
    assert not asked.is_accepted
    bo = open_as("bo").follow_up
    assert bo.set(asked.id, ["accepted=yes"], base_versions=None).is_accepted
    assert not bo.set(asked.id, ["owner=kim"], base_versions=None).is_accepted
    assert bo.set(asked.id, ["owner=me"], base_versions=None).is_accepted


def test_one_recommendation_may_help_in_many_incidents(services: ServiceContainer, incident: str) -> None:
    id = add(services).id
    other = services.incidents.create("Token leak").id
    assert services.follow_up.set(id, ["incident=token"], base_versions=None).incidents == tuple(
        sorted((incident, other))
    )
    assert services.follow_up.set(id, ["incident-=token"], base_versions=None).incidents == (incident,)


def test_merging_leaves_one_that_knows_what_both_knew(services: ServiceContainer, incident: str) -> None:
    kept = add(services, "Alert on redis pool use", "ticket=CP-1")
    other = services.incidents.create("Redis again").id
    gone = add(services, "Redis pool alert", "ticket=CP-2", "tag=redis")
    merged = services.follow_up.merge(kept.id, gone.id, "said twice")
    assert merged.incidents == (incident, other)
    assert merged.tickets == ("CP-1", "CP-2")
    assert [item.id for item in listed(services)] == [kept.id]
    assert [item.id for item in services.tracker.all_with_history(listed(services))] == [kept.id]
    left = services.tracker.with_history(gone.id)
    assert left.merged_into == kept.id
    assert left.history[-1].reason == "said twice"
    with pytest.raises(RefusedError, match="merged into"):
        services.follow_up.set(gone.id, ["owner=bo"], base_versions=None)
    with pytest.raises(RefusedError, match="into itself"):
        services.follow_up.merge(kept.id, kept.id)
    services.follow_up.set(gone.id, ["merged_into="], base_versions=None)
    assert {item.id for item in listed(services)} == {kept.id, gone.id}


def test_a_word_is_kept_and_ends_the_silence(
    services: ServiceContainer, incident: str, clock: HandClock
) -> None:
    id = add(services).id
    clock.now += 40 * DAY
    assert services.follow_up.comment(id, "  needs the platform budget ").last_word is not None
    (item,) = listed(services)
    assert item.last_word is not None
    assert (item.last_word.text, item.last_word.by) == ("needs the platform budget", "ana")
    assert item.touched_at // 1000 == clock.now // 1000
    with pytest.raises(RefusedError):
        services.follow_up.comment(id, "  ")


def test_undo_takes_back_a_date_and_its_promise(services: ServiceContainer, incident: str) -> None:
    id = add(services, "Alert", "due=2026-12-01").id
    services.follow_up.set(id, ["due=2026-12-15"], base_versions=None)
    services.history.undo(incident)
    whole = services.tracker.with_history(id)
    assert whole.due == "2026-12-01"
    assert [made.due for made in whole.commitments] == ["2026-12-01"]


def test_names_are_prefixes_and_none_or_several_is_said(
    services: ServiceContainer, incident: str, clock: HandClock
) -> None:
    first, second = add(services), add(services, "Another")
    assert services.tracker.find(first.id[:-1] + first.id[-1]) == first.id
    with pytest.raises(RefusedError, match="could be"):
        services.tracker.find(first.id[:8])
    with pytest.raises(NotFoundError):
        services.tracker.find("nothing")
    with pytest.raises(NotFoundError):
        services.tracker.with_history("nothing")
    assert second.id != first.id


def test_an_editor_that_was_open_replaces_only_what_it_showed(
    services: ServiceContainer, incident: str, open_as: Callable[[str], ServiceContainer]
) -> None:
    id = add(services, "Alert").id
    seen = services.follow_up.seen(id)
    open_as("bo").follow_up.set(id, ["title=Alert on the pool"], base_versions=None)
    services.follow_up.set(id, ["title=Alert on redis"], base_versions=seen)
    (conflict,) = services.incidents.view(incident).conflicts
    assert (conflict["field"], set(conflict["values"])) == ("title", {"Alert on the pool", "Alert on redis"})


def test_values_that_a_field_can_not_hold_count_as_not_filled(
    services: ServiceContainer, incident: str
) -> None:
    id = add(services).id
    with services.store.transaction(incident) as unit:
        unit.put("recommendations", id, {"status": "someday", "due": "soon"})
        unit.put("commitments", unit.new_id(), {"recommendation": id, "due": "whenever"})
    whole = services.tracker.with_history(id)
    assert (whole.status, whole.due, whole.commitments) == ("idea", "", ())


def test_times_come_from_ids_and_versions(
    services: ServiceContainer, incident: str, clock: HandClock
) -> None:
    clock.now = parse_instant("2026-11-22T08:00:00Z")
    id = add(services).id
    clock.now = parse_instant("2026-11-23T08:00:00Z")
    services.follow_up.set(id, ["status=dropped", "reason=no"], base_versions=None)
    clock.now = parse_instant("2026-11-24T08:00:00Z")
    whole = services.follow_up.set(id, ["owner=kim"], base_versions=None)
    days = [
        services.tracker.outlook().day(at) for at in (whole.created_at, whole.status_at, whole.touched_at)
    ]
    assert days == ["2026-11-22", "2026-11-23", "2026-11-24"]
    assert whole.asked_at == whole.touched_at


def test_what_a_list_opens_is_the_whole_one(services: ServiceContainer, incident: str) -> None:
    kept = add(services, "Alert on redis pool use", *READY, "due=+7d", "risk=it fills again")
    services.follow_up.set(kept.id, ["due=+14d", "reason=vendor"], base_versions=None)
    services.follow_up.merge(kept.id, add(services, "Pool alert", "ticket=CP-2").id)
    (item,) = listed(services)
    opened, whole = services.tracker.details(item), services.tracker.with_history(kept.id)
    assert opened == whole._replace(words=opened.words)
    assert opened.risk == "it fills again"


def test_a_large_one_is_split_into_parts_that_roll_up(services: ServiceContainer, incident: str) -> None:
    large = add(services, "Move off personal tokens").id
    parts = [add(services, title, f"part_of={large}").id for title in ("In vaults", "In pipelines")]
    services.follow_up.set(parts[0], ["status=done"], base_versions=None)
    for whole in (
        services.tracker.with_history(large),
        listed(services)[0],
        services.tracker.all_with_history(listed(services))[0],
    ):
        assert (whole.parts, whole.parts_done) == (tuple(parts), 1)
    services.follow_up.set(parts[1], ["part_of="], base_versions=None)
    assert services.tracker.with_history(large).parts == (parts[0],)


@pytest.mark.parametrize(
    "words",
    [["owner=kim"], ["status=dropped", "reason=no"], ["due=2026-12-24"], ["label=strategic", "owner=kim"]],
)
def test_an_undone_slip_leaves_no_trace_in_any_figure(
    services: ServiceContainer, incident: str, clock: HandClock, words: list[str]
) -> None:
    item = add(services, "Alert", "owner=noor", "due=2026-12-01")
    clock.now += 10 * DAY
    services.follow_up.set(item.id, ["definition_of_done=it pages", "status=planned"], base_versions=None)
    before = services.tracker.with_history(item.id)
    clock.now += 30 * DAY
    services.follow_up.set(item.id, words, base_versions=None)
    clock.now += DAY
    services.history.undo(incident)
    after = services.tracker.with_history(item.id)
    for field in ("owner", "due", "status", "asked_at", "status_at", "touched_at", "slips", "commitments"):
        assert getattr(after, field) == getattr(before, field), field
    assert listed(services)[0].asked_at == before.asked_at
    clock.now += DAY
    services.history.redo(incident)
    again = services.tracker.with_history(item.id)
    assert again.touched_at > before.touched_at
    assert (again.asked_at > before.asked_at) == ("owner=kim" in words)
