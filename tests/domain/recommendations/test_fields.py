from typing import Any

import pytest

from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.recommendations.fields import (
    EditContext,
    RecommendationEdit,
    parse_assignment,
    resolve_assignments,
)
from oncall_tui.domain.recommendations.recommendation import Recommendation
from tests.builders.recommendations import TODAY, a_recommendation

BO = EditContext(
    "bo", TODAY, incident_id=lambda name: f"id of {name}", recommendation_id=lambda name: f"id of {name}"
)


def edit(current: Recommendation, *words: str) -> RecommendationEdit:
    return resolve_assignments([parse_assignment(word) for word in words], current, BO)


@pytest.mark.parametrize(
    ("word", "changes"),
    [
        ("title=  Two   blanks ", {"title": "Two blanks"}),
        ("status=in progress", {"status": "in-progress"}),
        ("status=In_Progress", {"status": "in-progress"}),
        ("label=strat", {"label": "strategic"}),
        ("outcome=detect", {"outcome": "detect sooner"}),
        ("due=+14d", {"due": "2026-12-05"}),
        ("due=", {"due": ""}),
        ("due=none", {"due": ""}),
        ("rank=3", {"rank": 3}),
        ("rank=", {"rank": None}),
        ("owner=@ana", {"owner": "ana"}),
        ("owner=nobody", {"owner": ""}),
        ("definition-of-done=all = well", {"definition_of_done": "all = well"}),
        ("ticket=CP-1", {"tickets:CP-1": True}),
        ("ticket-=CP-1", {"tickets:CP-1": False}),
        ("tags+=#redis", {"labels:redis": True}),
        ("incident=checkout", {"incidents:id of checkout": True}),
        ("part_of=01r", {"part_of": "id of 01r"}),
    ],
)
def test_one_assignment(word: str, changes: dict[str, Any]) -> None:
    assert edit(a_recommendation(), word).changes == changes


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("ownr=ana", "No field is called 'ownr'.*Fields: title, owner"),
        ("owner", "is not FIELD=VALUE"),
        ("owner-=ana", "holds one value"),
        ("status=someday", "idea, planned, in-progress, dropped, done"),
        ("status=", "can't be empty"),
        ("title= ", "needs a title"),
        ("due=soon", "is not a date"),
        ("rank=first", "whole number"),
        ("tag=", "needs a value"),
        ("accepted=perhaps", "yes or no"),
        ("accepted=yes", "there is no owner"),
    ],
)
def test_what_is_refused_says_what_may_stand_there(word: str, says: str) -> None:
    with pytest.raises(RefusedError, match=says) as refusal:
        edit(a_recommendation(), word)
    assert "Nothing was changed" in str(refusal.value)


def test_who_names_themselves_has_accepted() -> None:
    assert edit(a_recommendation(), "owner=me").changes == {"owner": "bo", "accepted_by": "bo"}


def test_an_owner_is_asked_and_accepts() -> None:
    asked = a_recommendation(owner="ana")
    assert edit(asked, "accepted=yes").changes == {"accepted_by": "ana"}
    assert edit(asked, "owner=li", "accepted=yes").changes == {"owner": "li", "accepted_by": "li"}
    assert edit(asked, "accepted=no").changes == {"accepted_by": ""}


def test_a_new_owner_has_not_accepted_what_the_old_one_did() -> None:
    assert a_recommendation(owner="ana", accepted_by="ana").is_accepted
    assert not a_recommendation(owner="li", accepted_by="ana").is_accepted


def test_the_reason_field_explains_the_status_other_reasons_stand_in_the_history() -> None:
    planned = a_recommendation(status="planned", definition_of_done="pages within a minute")
    dropped = edit(planned, "status=dropped", "reason=bought instead")
    assert dropped == RecommendationEdit({"status": "dropped", "reason": "bought instead"}, "bought instead")
    moved = edit(planned, "due=+7d", "reason=waits for the vendor")
    assert moved == RecommendationEdit({"due": "2026-11-28"}, "waits for the vendor")


def test_a_status_that_moves_on_leaves_its_old_reason_behind() -> None:
    dropped = a_recommendation(status="dropped", reason="bought instead")
    assert edit(dropped, "status=idea").changes == {"status": "idea", "reason": ""}
    assert edit(dropped, "reason=not needed any more").changes == {"reason": "not needed any more"}
