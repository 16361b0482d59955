"""Notes on their way to the disk, without a screen."""

from oncall_tui.screens.notes.pending import Pending, PendingNotes


def test_a_note_is_pending_until_it_stands_in_the_stream() -> None:
    pending = PendingNotes()
    first, second = pending.add("first"), pending.add("second")
    assert [item.text for item in pending.values()] == ["first", "second"]
    assert pending.words == "saving"
    pending.saved(first, "note-1")
    pending.forget({"another"})
    assert list(pending) == [first, second]
    pending.forget({"note-1"})
    assert list(pending) == [second]


def test_what_failed_is_said_until_another_note_is_saved() -> None:
    pending = PendingNotes()
    failed = pending.add("lost?")
    pending.failed(failed, "No space left")
    pending.failed("pending:0", "gone meanwhile")
    assert pending[failed] == Pending(failed, "lost?", "No space left")
    assert pending.words == "NOT SAVED"
    again = pending.add("lost?")
    pending.saved(again, "note-1")
    assert list(pending) == [again]
    assert pending.words == "saving"


def test_another_incident_starts_with_none() -> None:
    pending = PendingNotes()
    pending.saved(pending.add("there"), "note-1")
    pending.clear()
    assert pending.words == ""
    assert pending.add("here") not in ("", "pending:1")
