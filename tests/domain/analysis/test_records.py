"""The table of kinds, and records built from what a document holds."""

from oncall_tui.domain.analysis.records import KIND_OF, KINDS, Finding, mended_titles, record_of
from oncall_tui.domain.field_types import WRITE_UP_TEXTS
from oncall_tui.domain.people_words import holds_words


def test_every_text_of_every_kind_has_its_type() -> None:
    assert {kind.table: set(kind.texts) for kind in KINDS} == {
        table: set(names.split())
        for table, names in WRITE_UP_TEXTS.items()
        if table not in ("sections", "silences")
    }


def test_a_redaction_reaches_every_free_text() -> None:
    """Words from a list, ids and the names of fields are nobody's words."""
    for kind in KINDS:
        free = set(kind.texts) - {*kind.words_of, *kind.one, "key", "field"}
        assert {text for text in free if not holds_words(kind.table, text)} == set()
        assert not any(holds_words(kind.table, name) for name in (*kind.words_of, *kind.one, "events:x"))


def test_the_text_of_a_kind_is_a_field_of_it() -> None:
    assert all(kind.text in kind.texts for kind in KINDS)
    assert all({*kind.links, *kind.one} <= set(kind.type._fields) for kind in KINDS)


def test_what_a_field_cannot_hold_counts_as_not_written() -> None:
    odd = {"how": 5, "what": "x", "events": ["r", 7, ""], "control": ["c"], "mood": "new"}
    assert record_of(KIND_OF["finding"], "f", odd) == Finding("f", what="x", where="system", events=("r",))


def test_titles_of_recommendations_stay_with_the_finding() -> None:
    assert mended_titles(Finding("f", mended_titles=("r1 Compare templates", "r2"))) == {
        "r1": "Compare templates",
        "r2": "",
    }
