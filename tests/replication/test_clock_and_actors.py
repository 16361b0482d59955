"""Who writes, and when: both decided without asking anybody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall_tui.replication.actors import Actor, ActorLocation, actor_name, next_actor
from oncall_tui.replication.hybrid_clock import LAST_COUNT, HybridClock
from oncall_tui.replication.versions import Dot

NOW = 1_795_231_200_000_000  # 2026-11-21T03:20:00Z
CLOCKS = st.builds(HybridClock, st.integers(0, 4_000_000_000_000), st.integers(0, LAST_COUNT))
HOME = ActorLocation("bastion-2", "boot-1", "42")
KEPT = Actor("k3f9", 7, HOME)


def fresh() -> str:
    return "new"


def test_a_moment_is_readable_and_the_counter_stands_behind_it_only_if_needed() -> None:
    first = HybridClock().tick(NOW + 123_456)
    assert first.text == "2026-11-21T03:20:00.123Z"
    assert first.tick(NOW).text == "2026-11-21T03:20:00.123Z.0001"


@given(CLOCKS, CLOCKS)
def test_text_comes_back_and_sorts_as_the_clocks_do(a: HybridClock, b: HybridClock) -> None:
    assert HybridClock.parse(a.text) == a
    assert (a.text < b.text) == (a < b)


@given(CLOCKS, st.integers(0, 4_000_000_000_000_000))
def test_a_tick_is_later_unless_the_clock_was_far_ahead(clock: HybridClock, now: int) -> None:
    ticked = clock.tick(now)
    assert ticked > clock or clock.milliseconds > now // 1000 + 300_000
    assert ticked.milliseconds <= max(now // 1000 + 300_000, now // 1000) + 1


def test_a_full_counter_goes_on_in_the_next_millisecond() -> None:
    full = HybridClock(NOW // 1000, LAST_COUNT)
    assert full.tick(NOW) == HybridClock(NOW // 1000 + 1)


@pytest.mark.parametrize(
    ("minutes", "followed"), [(-1, False), (4, True), (5, True), (6, False), (10**6, False)]
)
def test_others_are_followed_at_most_five_minutes_ahead(minutes: int, followed: bool) -> None:
    mine = HybridClock(NOW // 1000)
    theirs = HybridClock(NOW // 1000 + minutes * 60_000)
    assert mine.follow(theirs, NOW) == (theirs if followed else mine)


def test_an_actor_goes_on_counting_in_its_own_place() -> None:
    assert next_actor(KEPT, HOME, {"k3f9": 7, "other": 99}, fresh).dot == Dot("k3f9", 8)


@pytest.mark.parametrize(
    ("kept", "place", "elsewhere"),
    [
        (None, HOME, {}),
        (KEPT, ActorLocation("laptop", "boot-1", "42"), {}),
        (KEPT, ActorLocation("bastion-2", "boot-2", "42"), {}),
        (KEPT, ActorLocation("bastion-2", "boot-1", "43"), {}),
        (KEPT, HOME, {"k3f9": 8}),
    ],
    ids=["first", "another host", "another boot", "a copy", "a restored backup"],
)
def test_anything_that_could_repeat_a_number_makes_a_new_actor(
    kept: Actor | None, place: ActorLocation, elsewhere: dict[str, int]
) -> None:
    assert next_actor(kept, place, elsewhere, fresh) == Actor("new", 1, place)


def test_a_name_holds_64_bits_in_letters_that_a_file_name_may_have() -> None:
    assert actor_name(lambda size: b"\xff" * size) == "fzzzzzzzzzzzz"
    assert actor_name(lambda size: bytes(size)) == "0" * 13
