"""Which row is which milestone (L1, T4)."""

import pytest

from oncall_tui.domain.timeline.milestones import (
    DECIDED,
    SPOKEN,
    STATED,
    MilestoneClaim,
    implied_milestone,
    may_be_milestone,
    resolve_milestones,
    stated_milestone,
)


@pytest.mark.parametrize(
    ("line", "milestone"),
    [
        ("  - First detected: 2023-09-18 13:42", "detected"),
        ("- Incident declared 2020-08-25 11:26", "declared"),
        ("* Repaired: 2023-09-18 17:54", "mitigated"),
        ("Fixed 14:00", "mitigated"),
        ("**Resolved** 2023-09-20 19:18", "resolved"),
        ("Acknowledged 03:14", "acknowledged"),
        ("Started 02:58", "started"),
        ("Declared resolved 20:45", "resolved"),
        ("Identified: by a user", None),
        ("resolvers were slow", None),
    ],
)
def test_a_key_event_names_its_milestone(line: str, milestone: str | None) -> None:
    assert stated_milestone(line) == milestone


@pytest.mark.parametrize(
    ("sentence", "milestone"),
    [
        ("16:59 – Incident declared in #cloud-platform", "declared"),
        ("20:45 – Incident declared resolved.", "resolved"),
        ("2023-09-18 17:54 Incident repaired", "mitigated"),
        ("All nodes drained. The initial issue of disk space issue is resolved", "resolved"),
        ("Initial finding of secret leakage via human inspection", "detected"),
        ("Team noticed RootVolUtilisation-Critical", "detected"),
        ("declaring a SEV2", "declared"),
        ("the impact started after the 22:40 deploy", "started"),
        ("the issue is not resolved", None),
        ("will call once the incident is over", None),
        ("fixed the typo in the runbook", None),
    ],
)
def test_a_sentence_speaks_of_a_milestone(sentence: str, milestone: str | None) -> None:
    assert implied_milestone(sentence) == milestone


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("mitigated", "Mitigation: switched to our own copy, builds pass."),
        ("mitigated", "Second mitigation attempt was successful"),
        ("mitigated", "failed over to the replica, reads recovered"),
        ("resolved", "Recovery: tree open again."),
        ("resolved", "Service fully restored"),
    ],
)
def test_a_row_that_may_be_a_milestone_is_offered(name: str, text: str) -> None:
    assert may_be_milestone(name, text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("mitigated", "Mitigation attempt 1: mirror the files. Unsuccessful."),
        ("mitigated", "Attempted mitigation by adding nodes"),
        ("mitigated", "Rolled back, which did not help"),
        ("mitigated", "The rollback failed; mitigation goes on"),
        ("mitigated", "Workaround in place, no effect"),
        ("resolved", "Recovery failed."),
        ("resolved", "not back to normal yet"),
    ],
)
def test_an_end_that_ended_nothing_is_not_offered(name: str, text: str) -> None:
    assert not may_be_milestone(name, text)


def test_a_sentence_alone_sets_no_milestone() -> None:
    assert resolve_milestones([MilestoneClaim("declared", "a", 10, SPOKEN)]) == {}


def test_a_stated_milestone_stands_and_names_the_rows_that_speak_against_it() -> None:
    stated, spoken = MilestoneClaim("declared", "a", 10, STATED), MilestoneClaim("declared", "b", 20, SPOKEN)
    placed = resolve_milestones([spoken, stated])["declared"]
    assert (placed.claim, placed.rivals) == (stated, (spoken,))


def test_a_decision_ends_the_question() -> None:
    decided = MilestoneClaim("declared", "b", 20, DECIDED)
    placed = resolve_milestones([MilestoneClaim("declared", "a", 10, STATED), decided])["declared"]
    assert (placed.claim, placed.rivals) == (decided, ())


def test_two_decisions_are_a_question_again_and_the_earlier_one_stands() -> None:
    early, late = MilestoneClaim("resolved", "b", 10, DECIDED), MilestoneClaim("resolved", "a", 20, DECIDED)
    placed = resolve_milestones([late, early])["resolved"]
    assert (placed.claim, placed.rivals) == (early, (late,))


def test_the_same_row_twice_is_no_question() -> None:
    claims = [MilestoneClaim("resolved", "a", 10, STATED), MilestoneClaim("resolved", "a", 10, SPOKEN)]
    assert resolve_milestones(claims)["resolved"].rivals == ()
