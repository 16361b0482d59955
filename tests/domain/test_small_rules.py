"""Instants, ids, handles and the words of an incident's fields."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall_tui.domain.errors import NotFoundError, RefusedError
from oncall_tui.domain.handles import endings, find, make_handle
from oncall_tui.domain.ids import UlidGenerator, is_id, ulid_instant
from oncall_tui.domain.incident import STAGES, match_choice, normalise_severity
from oncall_tui.domain.instants import format_instant, parse_instant, parse_instant_or_none

YEAR_9999 = 253_402_300_799_999_999


@given(st.integers(min_value=-62_135_596_800_000_000, max_value=YEAR_9999))
def test_an_instant_survives_its_text(instant: int) -> None:
    assert parse_instant(format_instant(instant)) == instant


@pytest.mark.parametrize(
    ("instant", "text"),
    [(0, "1970-01-01T00:00:00Z"), (1_710_252_306_120_000, "2024-03-12T14:05:06.120000Z")],
)
def test_the_fraction_stands_only_if_it_is_not_zero(instant: int, text: str) -> None:
    assert format_instant(instant) == text


@pytest.mark.parametrize("text", ["", "yesterday", "2024-03-12T14:05:06", None, 5, "2024-13-12T14:05:06Z"])
def test_what_is_no_instant_reads_as_none(text: object) -> None:
    assert parse_instant_or_none(text) is None


@given(st.lists(st.integers(min_value=0, max_value=2**41), min_size=2, max_size=40))
def test_ids_sort_in_the_order_they_were_given_whatever_the_clock_does(milliseconds: list[int]) -> None:
    moments = iter(milliseconds)
    source = UlidGenerator(lambda: next(moments) * 1000, lambda count: b"\xff" * count)
    given_ids = [source.new() for _ in milliseconds]
    assert given_ids == sorted(set(given_ids))
    assert all(is_id(id) for id in given_ids)


@given(st.integers(min_value=0, max_value=2**41))
def test_an_id_knows_when_it_was_given(milliseconds: int) -> None:
    source = UlidGenerator(lambda: milliseconds * 1000, lambda count: b"\xff" * count)
    assert ulid_instant(source.new()) == milliseconds * 1000


@pytest.mark.parametrize(
    "text", ["", "../../etc/passwd", "0" * 25, "0" * 27, "8" + "0" * 25, "U" * 26, "0" * 25 + "i"]
)
def test_what_is_no_id_never_becomes_a_path(text: str) -> None:
    assert not is_id(text)


@pytest.mark.parametrize(
    ("title", "taken", "handle"),
    [
        ("Checkout 5xx", (), "checkout-5xx"),
        ("Checkout 5xx", ("checkout-5xx", "checkout-5xx-2"), "checkout-5xx-3"),
        ("Überlast im Großrechner!", (), "uberlast-im-grorechner"),
        ("", (), "inc-20261121"),
        ("日本", ("inc-20261121",), "inc-20261121-2"),
    ],
)
def test_a_handle_is_a_name_that_people_can_say(title: str, taken: tuple[str, ...], handle: str) -> None:
    assert make_handle(title, "2026-11-21", taken) == handle


NAMES = [("01k0aaa", "checkout-5xx"), ("01k0bbb", "checkout-slow"), ("01k1ccc", "disk")]


@pytest.mark.parametrize(
    ("wanted", "id"),
    [("disk", "01k1ccc"), ("DI", "01k1ccc"), ("checkout-5", "01k0aaa"), ("01k0b", "01k0bbb")],
)
def test_an_incident_is_found_by_any_unique_prefix(wanted: str, id: str) -> None:
    assert find(wanted, NAMES) == id


def test_an_ambiguous_name_is_refused_with_the_candidates() -> None:
    with pytest.raises(RefusedError, match="checkout-5xx, checkout-slow"):
        find("checkout", NAMES)


@pytest.mark.parametrize("wanted", ["redis", "", " "])
def test_an_unknown_name_is_not_found(wanted: str) -> None:
    with pytest.raises(NotFoundError, match="Nothing was changed"):
        find(wanted, NAMES)


@pytest.mark.parametrize(
    ("written", "word"), [("2", "SEV2"), ("sev1", "SEV1"), ("SEV-3", "SEV3"), ("P1", "P1"), (" ", None)]
)
def test_severities_have_one_spelling(written: str, word: str | None) -> None:
    assert normalise_severity(written) == word


@pytest.mark.parametrize(
    ("written", "stage"), [("rev", "review"), ("WRITE_UP", "write-up"), ("write up", "write-up")]
)
def test_a_word_is_found_by_its_beginning(written: str, stage: str) -> None:
    assert match_choice("stage", written, STAGES) == stage


def test_a_word_that_there_is_not_is_refused_with_those_there_are() -> None:
    with pytest.raises(RefusedError, match="responding, timeline, write-up, review, complete"):
        match_choice("stage", "burning", STAGES)


@given(st.lists(st.text("01ab", min_size=1, max_size=12), unique=True))
def test_the_ends_of_ids_find_what_they_stand_for(ids: list[str]) -> None:
    """Ids have one length, and an end may be the beginning of another id."""
    whole = [id.rjust(12, "z") for id in ids]
    for id, end in endings(whole, least=3).items():
        assert id.endswith(end)
        others = [each for each in whole if each != id and each.startswith(end)]
        assert others or find(end, ((each, "") for each in whole), "row") == id


def test_threads_that_ask_at_the_same_moment_get_different_ids() -> None:
    source = UlidGenerator(lambda: 0, lambda count: b"\x00" * count)
    with ThreadPoolExecutor(8) as pool:
        given_ids = list(pool.map(lambda _: source.new(), range(4_000)))
    assert len(set(given_ids)) == 4_000
