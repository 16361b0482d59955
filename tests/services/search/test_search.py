"""A search finds what stands anywhere, and nothing that was taken out; what it keeps is always what documents say."""

from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall_tui.bootstrap import ServiceContainer, build_services
from oncall_tui.domain.folding import fold
from oncall_tui.read_models.search_index import SearchIndex
from oncall_tui.read_models.search_passages import SearchHit, block_text

TEXTS = st.text(st.sampled_from("aAbßẞI\u0130ıſ \t\n\x1d\x1e\x1f\ud800😀"), max_size=6)


def found(services: ServiceContainer, text: str) -> list[tuple[str | None, str, str]]:
    services.searching.refresh()
    return [(hit.handle, hit.table, hit.text) for hit in services.searching.hits(text)]


def test_every_kind_of_text_is_found_newest_incident_first(services: ServiceContainer, incident: str) -> None:
    note = services.capture.take("Redis pool is full", incident).id
    services.capture.take("+ alert on the redis pool", incident)
    with services.store.transaction(incident, "edited") as unit:
        unit.put("events", note, {"text": "REDIS was full"})
    newer = services.incidents.create("redis slow").id
    services.incidents.set(newer, {"summary": "the pool of redis"}, base_versions=None)
    assert found(services, "ReDiS") == [
        ("redis-slow", "incident", "redis slow"),
        ("checkout-5xx", "notes", "Redis pool is full"),
        ("checkout-5xx", "notes", "+ alert on the redis pool"),
        ("checkout-5xx", "events", "REDIS was full"),
        ("checkout-5xx", "recommendations", "alert on the redis pool"),
    ]
    assert found(services, "redis is") == []


def test_notes_that_wait_are_found_at_once_and_once(services: ServiceContainer, incident: str) -> None:
    services.searching.refresh()
    services.capture.take("pool full", incident)
    services.capture.take("pool of nobody", None)
    waiting = [(None, "notes", "pool of nobody"), ("checkout-5xx", "notes", "pool full")]
    assert found(services, "pool") == waiting
    services.store.file_inbox(incident)
    assert found(services, "pool") == waiting


def test_what_was_left_out_is_not_found_until_it_is_back(services: ServiceContainer, incident: str) -> None:
    note = services.capture.take("pool full", incident).id
    assert found(services, "pool")
    with services.store.transaction(incident, "left out") as unit:
        unit.leave_out("notes", note)
    assert found(services, "pool") == []
    services.history.undo(incident)
    assert found(services, "pool")


def test_a_damaged_incident_is_named_and_passed_by(services: ServiceContainer, incident: str) -> None:
    services.capture.take("pool full", services.incidents.create("other").id)
    Path(services.store.places.incident(incident)).write_bytes(b"{")
    assert [handle for handle, *_ in found(services, "pool")] == ["other"]
    assert list(services.searching.damaged) == [incident]


def test_another_process_reads_what_was_kept(services: ServiceContainer, incident: str) -> None:
    services.capture.take("pool full", incident)
    services.store.file_inbox(incident)
    before = found(services, "pool")
    kept = Path(services.store.places.search)
    written = kept.stat()
    assert found(build_services(services.settings), "pool") == before
    assert kept.stat() == written


def test_incidents_are_known_by_a_word(services: ServiceContainer, incident: str) -> None:
    services.capture.take("Pool full", incident)
    services.capture.take("pool of nobody", None)
    services.incidents.create("other")
    services.searching.refresh()
    assert services.searching.incidents_with("POOL") == {incident}
    assert services.searching.incidents_with("swordfish") == frozenset()


@given(st.lists(st.lists(st.lists(TEXTS, min_size=1, max_size=2), max_size=4), max_size=4), TEXTS)
def test_hits_are_those_of_a_plain_look_through_everything(
    incidents: list[list[list[str]]], wanted: str
) -> None:
    passages = [
        [
            SearchHit(f"i{n}", f"h{n}", "notes", f"r{m}", text, None)
            for m, texts in enumerate(records)
            for text in texts
        ]
        for n, records in enumerate(incidents)
    ]
    haystack = SearchIndex([block_text("", f"i{n}", f"h{n}", hits) for n, hits in enumerate(passages)])
    holding = [hit for hits in passages for hit in hits if fold(wanted) in fold(hit.text)]
    first_of_each = {(hit.incident, hit.id): hit for hit in reversed(holding)}
    assert list(haystack.hits(wanted)) == sorted(
        first_of_each.values(), key=lambda hit: (hit.incident, hit.id)
    )
    assert list(islice(haystack.hits(wanted), 2)) == list(haystack.hits(wanted))[:2]


@pytest.mark.parametrize("word", ["a", "ß", "SS", "😀"])
def test_incidents_with_a_word_are_those_with_a_hit(word: str) -> None:
    blocks = [
        block_text("", f"i{n}", "h", [SearchHit(f"i{n}", "h", "notes", "r", text, None)])
        for n, text in enumerate(["A", "Straße", "", "b😀"])
    ]
    haystack = SearchIndex(blocks)
    assert haystack.incidents_with(word) == {hit.incident for hit in haystack.hits(word)}


def test_each_letter_more_finds_what_a_new_look_finds() -> None:
    block = block_text(
        "", "i", "h", [SearchHit("i", "h", "notes", str(n), f"pool {n}", None) for n in range(30)]
    )
    haystack = SearchIndex([block])
    for typed in ("p", "po", "pool 2", "pool 29", "pool 29x", "pool 29xy", "pool 3", "", "1"):
        assert list(haystack.hits(typed)) == list(SearchIndex([block]).hits(typed))
