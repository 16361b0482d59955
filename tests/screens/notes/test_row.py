"""One note as one row: its time as fine as it is known, a word for its kind, what is beside it. Days in the stream."""

from datetime import UTC

import pytest

from oncall_tui.domain.instants import DAY, parse_instant
from oncall_tui.domain.note import Note
from oncall_tui.screens.notes.note_rows import NoteRows
from oncall_tui.screens.notes.pending import Pending
from oncall_tui.screens.notes.row import NoteAnnotations, note_row, preview_words
from oncall_tui.widgets.rows import row_text

AT = parse_instant("2026-11-21T03:16:02Z")


def note(text: str = "5xx at 11%", **fields: object) -> Note:
    whole = {
        "id": "n",
        "incident": "i",
        "raw": text,
        "text": text,
        "recorded_at": AT,
        "occurred_at": AT,
        **fields,
    }
    return Note(**whole)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("shown", "beside", "row"),
    [
        (note(kind="saw"), NoteAnnotations(), "03:16:02   saw  5xx at 11%"),
        (note(precision="minute", approximate=True), NoteAnnotations(), "03:16   ~       5xx at 11%"),
        (note(precision="day"), NoteAnnotations(), "all day         5xx at 11%"),
        (note(occurred_at=None), NoteAnnotations(), "    ·           5xx at 11%"),
        (note(flags=("several-zones",)), NoteAnnotations(), "03:16:02 !      5xx at 11%"),
        (note(struck=True, flags=("several-zones",)), NoteAnnotations(), "03:16:02 x      5xx at 11%"),
        (note(pinned=True), NoteAnnotations(), "03:16:02 *      5xx at 11%"),
        (note(verb="update"), NoteAnnotations(), "03:16:02   upd  5xx at 11%"),
        (note("a\n\nb"), NoteAnnotations(pasted=True), "03:16:02        ▸ 3 lines: a         pasted"),
        (
            note("it is #redis", tags=("redis",)),
            NoteAnnotations(),
            "03:16:02        it is                #redis",
        ),
        (
            note("lead @ana", people=("ana",)),
            NoteAnnotations(),
            "03:16:02        lead @ana              @ana",
        ),
        (note("again", kind="did"), NoteAnnotations(times=2), "03:16:02   did  again              2nd time"),
        (
            note("again", kind="did"),
            NoteAnnotations("mitigated", 2),
            "03:16:02   did  again           ‹mitigated›",
        ),
        (note("x" * 100), NoteAnnotations(), "03:16:02        " + "x" * 26 + "…"),
    ],
)
def test_rows(shown: Note, beside: NoteAnnotations, row: str) -> None:
    assert row_text(note_row(shown, beside, UTC, 43)).rstrip() == row


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (note(kind="did"), "now · did"),
        (note(occurred_at=AT - 7 * 60_000_000, kind="did"), "happened 03:09:02 UTC (7m00s ago) · did"),
        (note(occurred_at=AT - DAY), "happened Fri 20 Nov 03:16:02 UTC (24h00m ago)"),
        (note(verb="mitigated", text="mitigated"), "now · mitigated"),
    ],
)
def test_the_preview_says_what_will_be_saved(shown: Note, words: str) -> None:
    assert preview_words(shown, UTC, AT).replace("7m ago", "7m00s ago") == words


def test_days_are_divided_and_what_is_on_its_way_comes_last() -> None:
    notes = {str(day): note(id=str(day), occurred_at=AT + day * DAY) for day in range(3)}
    pending = [Pending("pending:1", "on its way"), Pending("pending:2", "failed", "No space left")]
    stream = NoteRows(list(notes), notes.__getitem__, lambda id: NoteAnnotations(), UTC, pending)
    rows = [row_text(stream.row(index, 60)).strip() for index in range(len(stream))]
    assert rows[0].startswith("── Sat 21 Nov 2026 · UTC ──")
    assert [stream.selectable(index) for index in range(len(stream))] == [False, True] * 3 + [True, True]
    assert rows[-2].endswith("saving")
    assert rows[-1].startswith("NOT SAVED✗")
    assert stream.index_of("2") == 5
    assert stream.at_time(AT + DAY // 2) == "1"


def test_ten_thousand_notes_of_one_day_are_not_looked_at_one_by_one() -> None:
    asked: list[str] = []

    def ask(id: str) -> Note:
        asked.append(id)
        return note(id=id, occurred_at=AT + int(id))

    assert (
        len(NoteRows([str(number) for number in range(10_000)], ask, lambda id: NoteAnnotations(), UTC))
        == 10_000
    )
    assert len(asked) < 60


@pytest.mark.parametrize("untimed", [1, 3])
def test_lines_before_the_first_time_are_of_its_day(untimed: int) -> None:
    """A report begins with a heading; it was imported years after what it tells."""
    notes = {
        f"h{number}": note(id=f"h{number}", occurred_at=None, recorded_at=AT + 900 * DAY)
        for number in range(untimed)
    }
    notes |= {
        str(day): note(id=str(day), occurred_at=AT + day * DAY, recorded_at=AT + 900 * DAY)
        for day in range(3)
    }
    stream = NoteRows(list(notes), notes.__getitem__, lambda id: NoteAnnotations(), UTC)
    rows = [row_text(stream.row(index, 60)).strip() for index in range(len(stream))]
    days = [(index, row[3:14]) for index, row in enumerate(rows) if not stream.selectable(index)]
    assert days == [(0, "Sat 21 Nov "), (untimed + 2, "Sun 22 Nov "), (untimed + 4, "Mon 23 Nov ")]
