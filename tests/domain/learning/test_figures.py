from oncall_tui.domain.learning.facts import LearningFacts, Took, facts_from, facts_json
from oncall_tui.domain.learning.figures import duration_figures


def facts(*seconds: int) -> list[LearningFacts]:
    return [
        LearningFacts(
            f"i{n}", handle=f"i{n}", durations={"time_to_mitigate": Took(each, "detected", "mitigated")}
        )
        for n, each in enumerate(seconds)
    ]


def test_nothing_is_computed_for_fewer_than_five() -> None:
    (figure,) = duration_figures(facts(10, 20, 30, 40))
    assert (figure.n, figure.median, figure.p90) == (4, None, None)


def test_median_and_ninetieth_are_values_that_nine_in_ten_stay_within() -> None:
    (figure,) = duration_figures(facts(*range(10, 110, 10)))
    assert (figure.n, figure.median, figure.p90) == (10, 55, 90)
    assert [dot.seconds for dot in figure.dots] == list(range(10, 110, 10))


def test_facts_come_back_from_the_index_as_they_were() -> None:
    (one,) = facts(10)
    assert facts_from(facts_json(one)) == one
