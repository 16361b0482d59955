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


# What it still gets wrong of the set: found nothing, or not this family.
MISSED = {
    "The deploy should not have gone out while the freeze was on.",
    "The change owner did not inform the support desk.",
    "The backups were never restored, not even once.",
    "The alert was acknowledged and then forgotten.",
    "Whoever merged it skipped the staging run.",
    "The person on call did not respond to the page.",
}
# Found, where nothing is to be found.
FALSE_ALARMS = {"Hindsight is not used in this report."}


def families_of(sentence: str) -> set[str]:
    return {finding.family for finding in check_language(sentence, NAMES)}


def test_precision_and_recall_on_three_hundred_sentences() -> None:
    assert len(CASES) + len(FAIR) >= 300
    missed = {sentence for family, sentence in CASES if family not in families_of(sentence)}
    alarms = {sentence for sentence in FAIR if families_of(sentence)}
    assert (missed, alarms) == (MISSED, FALSE_ALARMS)
    hits = len(CASES) - len(missed)
    assert hits / len(CASES) >= 0.9
    assert hits / (hits + len(alarms)) >= 0.9


def test_every_finding_has_its_words_and_a_question() -> None:
    for _, sentence in CASES:
        for finding in check_language(sentence, NAMES):
            assert sentence[finding.start : finding.end] == finding.words
            assert finding.question == QUESTIONS[Family(finding.family)]


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


@pytest.mark.parametrize(
    "sentence",
    [
        "The precise trigger was not identified.",
        "The cause of the second wave was not fully understood.",
        "The change broke customers who had not updated their client.",
        "A lack of communication redundancy made the second failure worse.",
        "A stricter compiler makes such defects more obvious.",
    ],
)
def test_what_an_investigation_or_the_public_did_not_do_is_no_omission(sentence: str) -> None:
    assert check_language(sentence) == ()


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
