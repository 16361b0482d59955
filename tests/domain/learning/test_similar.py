from oncall_tui.domain.learning.facts import LearningFacts
from oncall_tui.domain.learning.similar import find_similar
from tests.domain.learning.repeats import PAIRS


def facts() -> list[LearningFacts]:
    found = []
    for number, (first, second) in enumerate(PAIRS):
        title, summary, hazard, control = first
        known = LearningFacts(
            f"a{number:02}",
            title=title,
            summary=summary,
            hazards=(hazard,),
            controls=((f"c{number:02}", control, ""),),
        )
        found += [known, LearningFacts(f"b{number:02}", title=second[0], summary=second[1])]
    return found


def test_nine_in_ten_repeats_are_among_the_first_three() -> None:
    every = facts()
    hits = 0
    for number in range(len(PAIRS)):
        wanted = next(each for each in every if each.id == f"b{number:02}")
        hits += f"a{number:02}" in [each.facts.id for each in find_similar(wanted, every)[:3]]
    assert hits >= 18


def test_the_reason_is_in_words_that_both_have() -> None:
    old = LearningFacts("a", title="Redis pool full", controls=(("c", "Pool limit", ""),))
    new = LearningFacts("b", title="Pool of redis exhausted", controls=(("d", "pool limits", ""),))
    (found,) = find_similar(new, [old, new])
    assert set(found.because.words) == {"redis", "pool", "limits"}
    assert found.because.controls == ("pool limits",)
    assert found.because.text(2).endswith(" · control: pool limits")


def test_what_shares_nothing_is_not_similar() -> None:
    old, new = (
        LearningFacts("a", title="Redis pool full"),
        LearningFacts("b", title="Firewall rule blocked ssh"),
    )
    assert find_similar(new, [old, new]) == []
    assert find_similar(LearningFacts(""), []) == []


def test_words_of_the_reason_are_as_the_new_incident_has_them() -> None:
    old = LearningFacts("a", title="Draining nodes restarts pods")
    (found,) = find_similar(LearningFacts("b", title="Node drain restarted a pod"), [old])
    assert set(found.because.words) == {"node", "drain", "restarted", "pod"}


def test_two_incidents_without_a_title_are_not_alike_for_their_day() -> None:
    first, second = (LearningFacts(id, handle=f"inc-20261121-{id}") for id in ("2", "3"))
    assert find_similar(second, [first, second]) == []
