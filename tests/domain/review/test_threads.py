"""Who may end a comment, and what a thread is when several people say that it ended (V2)."""

import pytest

from oncall_tui.domain.review.records import ENDINGS, Comment, Ending, Reply, Round, Target
from oncall_tui.domain.review.threads import Deciders, make_thread, who_may

NO_REVIEW = Deciders()
UNTIL_50 = Deciders(Round("r", 1, 0, "ana", until=50), preparer="")
PREPARED = Deciders(Round("r", 1, 0, "ana", until=50, moderator="mo"), preparer="@Ana")


def comment(kind: str) -> Comment:
    return Comment("c", kind, Target("incident", "i", "summary"), "words", "Cy", 10)


def ending(kind: str, by: str, at: int = 60, id: str = "e") -> Ending:
    return Ending(id, "c", kind, "", by, at)


@pytest.mark.parametrize(
    ("kind", "as_", "by", "at", "deciders", "may"),
    [
        ("change", "applied", "bo", 20, UNTIL_50, True),
        ("change", "declined", "bo", 20, NO_REVIEW, True),
        ("change", "withdrawn", "bo", 20, UNTIL_50, False),
        ("change", "withdrawn", "@cy", 20, UNTIL_50, True),
        ("change", "resolved", "Cy", 20, UNTIL_50, False),
        ("clarify", "answered", "bo", 20, UNTIL_50, False),
        ("clarify", "answered", "bo", 51, UNTIL_50, True),
        ("clarify", "unanswerable", "cy", 20, UNTIL_50, True),
        ("clarify", "answered", "bo", 51, NO_REVIEW, False),
        ("disagree", "resolved", "ana", 60, PREPARED, False),
        ("disagree", "resolved", "cy", 20, PREPARED, True),
        ("disagree", "dissent", "ana", 50, PREPARED, False),
        ("disagree", "dissent", "ana", 51, PREPARED, True),
        ("disagree", "dissent", "mo", 51, PREPARED, True),
        ("disagree", "dissent", "bo", 51, PREPARED, False),
        ("disagree", "dissent", "ana", 51, UNTIL_50, True),
        ("disagree", "dissent", "cy", 51, UNTIL_50, False),
        ("disagree", "dissent", "bo", 1, NO_REVIEW, True),
        ("vote", "applied", "Cy", 20, NO_REVIEW, False),
    ],
)
def test_who_may_end_a_comment(kind: str, as_: str, by: str, at: int, deciders: Deciders, may: bool) -> None:
    assert (who_may(comment(kind), as_, by, at, deciders) == "") == may


@pytest.mark.parametrize("kind", ENDINGS)
def test_what_a_hand_edit_ends_for_somebody_else_is_listed_and_ends_nothing(kind: str) -> None:
    forged = ending("resolved" if kind == "disagree" else "withdrawn", "bo")
    thread = make_thread(comment(kind), (), [forged], UNTIL_50)
    assert (thread.is_open, thread.ending, thread.contested) == (True, None, ())
    assert [(each.ending, each.who_may) for each in thread.rejected] == [(forged, "only Cy can")]


def test_endings_of_two_people_that_disagree_leave_it_open_and_all_are_shown() -> None:
    applied, declined = ending("applied", "bo", 20, "a"), ending("declined", "li", 30, "b")
    thread = make_thread(comment("change"), (), [declined, applied], NO_REVIEW)
    assert (thread.is_open, thread.contested) == (True, (applied, declined))
    again = make_thread(comment("change"), (), [applied, ending("applied", "li", 30, "b")], NO_REVIEW)
    assert (again.ending, again.contested) == (applied, ())


def test_a_thread_of_four_replies_or_of_two_people_twice_is_for_the_agenda() -> None:
    def because(*people: str) -> str:
        replies = [Reply(str(n), "c", "words", by, n) for n, by in enumerate(people)]
        return make_thread(comment("clarify"), replies, (), NO_REVIEW).because

    assert because("ana", "bo", "li") == ""
    assert because("ana", "ana") == ""
    assert because("ana", "@cy", "Ana") == "ana and cy wrote twice each"
    assert because("a", "b", "d", "e") == "4 replies"
