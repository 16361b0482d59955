import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oncall_tui.domain.language.check import check_language, line_and_column, sentence_of
from oncall_tui.domain.language.families import QUESTIONS, Family
from oncall_tui.domain.language.prose import mask_testimony
from oncall_tui.domain.language.subject import Names
from tests.domain.language.sentences import FAIR, JUDGING

NAMES = Names(people=frozenset({"ana", "bo", "cy"}), machines=frozenset({"drainctl"}))
CASES = [(family, sentence) for family, sentences in JUDGING.items() for sentence in sentences]


@pytest.mark.parametrize(("family", "sentence"), CASES)
def test_judging_words_are_found_with_a_question(family: str, sentence: str) -> None:
    findings = check_language(sentence, NAMES)
    assert family in {finding.family for finding in findings}
    for finding in findings:
        assert sentence[finding.start : finding.end] == finding.words
        assert finding.question == QUESTIONS[Family(finding.family)]


@pytest.mark.parametrize("sentence", FAIR)
def test_fair_words_are_left_alone(sentence: str) -> None:
    assert check_language(sentence, NAMES) == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "The backup was never tested.",
        "This should have been caught in review.",
        "The flag was mistakenly set.",
    ],
)
def test_a_passive_without_an_agent_is_likely_and_never_plain(sentence: str) -> None:
    assert {finding.sureness.value for finding in check_language(sentence)} == {"likely"}


def test_root_cause_is_one_finding_with_its_count() -> None:
    text = "The root cause is unknown. " * 12
    (finding,) = check_language(text)
    assert (finding.family, finding.count, finding.start) == ("one-cause", 12, 4)


def test_a_machine_of_the_incident_is_no_person() -> None:
    text = "Borealis failed to notify the queue."
    assert check_language(text, Names(people=frozenset({"borealis"}))) != ()
    assert check_language(text, Names(machines=frozenset({"borealis"}))) == ()


def test_the_sentence_of_a_finding_is_the_one_around_it() -> None:
    text = "All was calm. We should have\nchecked the pool. Then it broke."
    (finding,) = check_language(text)
    assert sentence_of(text, finding) == "We should have checked the pool."
    assert line_and_column(text, finding.start) == (1, 18)


@given(
    st.text(alphabet=st.sampled_from("we should have been root cause \n`\"'>-*|()“”.:,0123~"), max_size=400)
)
@settings(max_examples=150, deadline=None)
def test_offsets_hold_for_any_text(text: str) -> None:
    masked = mask_testimony(text)
    assert len(masked) == len(text)
    assert all(text[one.start : one.end] == one.words for one in check_language(text))


@pytest.mark.parametrize(
    "piece", ["```\n", "“", '"a', "<!--", "> ", "we should have ", "nobody ", "had we ", "'a", "]("]
)
def test_hostile_repetition_ends(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    assert isinstance(check_language(text), tuple)
