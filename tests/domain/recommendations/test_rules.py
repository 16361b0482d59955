import pytest

from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.recommendations.recommendation import STATUSES
from oncall_tui.domain.recommendations.rules import apply_changes, check_edit
from tests.builders.recommendations import a_recommendation

COMPLETE = {"definition_of_done": "a full pool pages within a minute", "reason": "because"}


@pytest.mark.parametrize("before", STATUSES)
@pytest.mark.parametrize("after", STATUSES)
def test_every_status_leads_to_every_other_when_nothing_is_missing(before: str, after: str) -> None:
    item = a_recommendation(status=before, **COMPLETE)
    check_edit(item, apply_changes(item, {"status": after}))


@pytest.mark.parametrize("status", ["planned", "in-progress"])
def test_a_commitment_needs_a_definition_of_done(status: str) -> None:
    idea = a_recommendation()
    with pytest.raises(RefusedError, match='definition_of_done="'):
        check_edit(idea, apply_changes(idea, {"status": status}))
    check_edit(idea, apply_changes(idea, {"status": status, "definition_of_done": "the pool pages"}))


def test_a_definition_of_done_can_not_be_emptied_while_somebody_works_on_it() -> None:
    planned = a_recommendation(status="planned", definition_of_done="the pool pages")
    with pytest.raises(RefusedError, match="definition of done"):
        check_edit(planned, apply_changes(planned, {"definition_of_done": ""}))


def test_dropping_needs_a_reason() -> None:
    idea = a_recommendation()
    with pytest.raises(RefusedError, match='reason="'):
        check_edit(idea, apply_changes(idea, {"status": "dropped"}))
    check_edit(idea, apply_changes(idea, {"status": "dropped", "reason": "nobody uses it"}))


def test_done_already_is_fine() -> None:
    idea = a_recommendation()
    check_edit(idea, apply_changes(idea, {"status": "done"}))


def test_what_two_people_broke_together_does_not_stop_a_third() -> None:
    joined = a_recommendation(status="planned", definition_of_done="")
    check_edit(joined, apply_changes(joined, {"owner": "ana"}))


def test_elements_join_and_leave_their_set() -> None:
    item = a_recommendation(tickets=("CP-1",))
    more = apply_changes(item, {"tickets:CP-2": True, "labels:redis": True})
    assert (more.tickets, more.labels) == (("CP-1", "CP-2"), ("redis",))
    assert apply_changes(more, {"tickets:CP-1": False}).tickets == ("CP-2",)
    assert apply_changes(more, {"unknown": 1, "more:x": True}) == more
