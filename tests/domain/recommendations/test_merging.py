from hypothesis import given
from hypothesis import strategies as st

from oncall_tui.domain.recommendations.merging import merge_root, without_merged
from oncall_tui.domain.recommendations.recommendation import FollowUpComment
from tests.builders.recommendations import a_recommendation, days_ago


def test_the_survivor_shows_what_all_of_them_knew() -> None:
    first = a_recommendation(
        "Alert on the pool", id="a", incidents=("01i",), tickets=("CP-1",), touched_at=days_ago(9)
    )
    second = a_recommendation(
        "Pool alert",
        id="b",
        incident="01j",
        incidents=("01j",),
        tickets=("CP-2",),
        labels=("redis",),
        words=(FollowUpComment("asked the vendor", "kim", days_ago(3)),),
        merged_into="a",
        touched_at=days_ago(1),
    )
    (left,) = without_merged([second, first])
    assert left.id == "a"
    assert left.title == "Alert on the pool"
    assert left.incidents == ("01i", "01j")
    assert left.tickets == ("CP-1", "CP-2")
    assert left.labels == ("redis",)
    assert left.last_word == FollowUpComment("asked the vendor", "kim", days_ago(3))
    assert left.touched_at == days_ago(1)


def test_one_that_was_merged_into_something_unknown_stays_in_view() -> None:
    lonely = a_recommendation(id="a", merged_into="not here yet")
    assert without_merged([lonely]) == [lonely]


def test_a_chain_ends_at_its_last_and_a_circle_at_its_lowest() -> None:
    assert merge_root("a", {"a": "b", "b": "c"}) == "c"
    assert {merge_root(id, {"a": "b", "b": "c", "c": "b"}) for id in "abc"} == {"b"}


@given(st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("abcdefx")))
def test_however_people_merge_something_survives_and_no_incident_is_forgotten(
    targets: dict[str, str],
) -> None:
    items = [
        a_recommendation(id=id, incident=f"i{id}", incidents=(f"i{id}",), merged_into=targets.get(id, ""))
        for id in "abcdef"
    ]
    left = without_merged(items)
    assert left
    assert {incident for item in left for incident in item.incidents} == {f"i{id}" for id in "abcdef"}
