from oncall_tui.domain.language.check import check_language
from oncall_tui.domain.language.team_wording import read_team_wording

FRUIT = """
# ours
phrase: low hanging fruit*
phrase: quick win
unless: orchard
ask: What would it take, and who would do it?
hits: These are low hanging fruits.
misses: The fruit hangs low.
misses: The orchard has low hanging fruit.
"""


def test_the_teams_own_phrases_are_found_with_their_question() -> None:
    phrases, problems = read_team_wording(FRUIT)
    assert problems == ()
    (finding,) = check_language("A quick win is to page earlier.", team=phrases)
    assert (finding.words, finding.family) == ("quick win", "team")
    assert finding.question == "What would it take, and who would do it?"


def test_a_star_between_blanks_is_up_to_four_words() -> None:
    phrases, _ = read_team_wording("phrase: just * restart\nask: What does a restart cost?")
    assert check_language("We just have to do a restart.", team=phrases)
    assert not check_language("We just have to do a little more than a restart.", team=phrases)


def test_an_expression_from_the_share_means_its_characters() -> None:
    phrases, problems = read_team_wording("phrase: (a+)+$\nask: Why?")
    assert problems == ()
    assert not check_language("a" * 5_000 + "!", team=phrases)


def test_an_example_that_does_not_hold_breaks_its_block_alone() -> None:
    phrases, problems = read_team_wording(
        "phrase: quick win\nask: Why?\nhits: a slow loss\n\nphrase: no brainer\nask: For whom?"
    )
    assert [phrase.question for phrase in phrases] == ["For whom?"]
    assert problems == ("wording.txt, block at line 1: “a slow loss” should be found and is not.",)


def test_what_is_missing_is_named_with_its_line() -> None:
    _, problems = read_team_wording("phrase: quick win\n\nnonsense\n\nask: Why?")
    assert problems == (
        "wording.txt, block at line 1: it asks nothing; add a line `ask:` with the question to ask instead.",
        "wording.txt, line 3: expected one of phrase, unless, ask, hits, misses and a colon.",
        "wording.txt, block at line 5: it has no phrase.",
    )
