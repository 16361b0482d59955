"""Notes, while it burns: the line to type into, and above it everything that was written so far (N1-N5)."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from textual import on
from textual.app import ComposeResult

from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.learning.similar import Similar
from oncall_tui.domain.note import Note
from oncall_tui.domain.plural import count_text
from oncall_tui.domain.verbs import is_leaving, nearest_verb
from oncall_tui.read_models.note_overview import NOTHING, NoteOverview
from oncall_tui.screens.actions.filter import FilterActions, FilterVocabulary, filter_row
from oncall_tui.screens.header import incident_row
from oncall_tui.screens.messages import NotesRequested
from oncall_tui.screens.notes.capture_mixin import COMMANDS, NoteCapture, new_title
from oncall_tui.screens.notes.help_rows import EMPTY, UNFILED, help_words, hint_row
from oncall_tui.screens.notes.incident_strip import (
    current_row,
    is_due_soon,
    is_late,
    pinned_rows,
    seen_row,
    strip_row,
)
from oncall_tui.screens.notes.note_rows import NoteRows
from oncall_tui.screens.notes.note_selection import NoteServices
from oncall_tui.screens.notes.row import (
    MOST_WHO,
    NoteAnnotations,
    fold_lines,
    note_lines,
    preview_warning,
    preview_words,
)
from oncall_tui.screens.notes.similar_incidents import SimilarIncidentActions
from oncall_tui.services.display_zone import display_zone
from oncall_tui.services.incidents.listing import IncidentRow
from oncall_tui.stylesheets import stylesheet_path
from oncall_tui.textual_overrides.paste_detection import UnbracketedPaste
from oncall_tui.widgets.capture_line import CaptureLine
from oncall_tui.widgets.row_label import RowLabel
from oncall_tui.widgets.row_list import RowList
from oncall_tui.widgets.row_stack import RowStack
from oncall_tui.widgets.rows import Row, Span, rule

# While responding, the pane opens by itself from here on.
WIDE_ENOUGH = 130


class NotesScreen(SimilarIncidentActions[NoteOverview], NoteCapture, FilterActions):
    """The capture line, the stream above it, and the strip of what one must not forget."""

    KEY = "1"
    CSS_PATH = [stylesheet_path("notes.tcss")]
    AUTO_FOCUS = "CaptureLine"
    LETTERS_THAT_MOVE = ""

    def __init__(self, services: NoteServices, incident_id: str | None = None) -> None:
        super().__init__(services, incident_id)
        self.filtered = NOTHING
        self._rang = self._nudged = False
        self._seen_to = self._below = 0
        self._elsewhere: IncidentRow | None = None

    def compose_main(self) -> ComposeResult:
        yield RowStack(id="strip")
        yield RowList(id="stream", follow=True)

    def compose_below(self) -> ComposeResult:
        yield RowLabel(id="preview")
        yield CaptureLine(id="capture")

    def similar_to(self, incident_id: str) -> Sequence[Similar]:
        return self.services.learning.similar(incident_id)

    def on_opened(self, message: object) -> None:
        """To the line, unless a note was asked for; pasted text goes into the line."""
        if isinstance(message, NotesRequested) and message.note_id and self.row_list.move_to(message.note_id):
            self.set_focus(self.row_list)
            return
        self.set_focus(self.capture)
        if isinstance(message, NotesRequested) and message.text:
            self.capture.insert_pasted(message.text)
        if isinstance(message, NotesRequested) and message.typed:
            self.capture.process_paste(UnbracketedPaste(message.typed))
        if isinstance(message, NotesRequested) and message.line:
            self.save_line(message.line)

    def open_incident(self, incident_id: str | None) -> None:
        if incident_id == self.incident_id:
            return
        self.filter_words, self.amending = "", None
        self._seen_to = self._below = 0
        self._rang = self._nudged = False
        self.pending.clear()
        super().open_incident(incident_id)
        if self.is_ready:
            self.load_draft()

    @property
    def has_room_for_detail(self) -> bool:
        """While it burns, rows come first: the pane waits for `v`, or for a width that has room for both."""
        responding = self.overview is None or self.overview.incident.stage == "responding"
        return self.size.width >= WIDE_ENOUGH if responding else super().has_room_for_detail

    # What is read and shown

    def load(self) -> NoteOverview:
        if self.incident_id is None:
            view = self.services.capture.unfiled_view()
        else:
            view = self.services.incidents.view(self.incident_id)
        overview = NoteOverview(view)
        overview.prepare()
        self._elsewhere = self._other_current()
        return overview

    def _other_current(self) -> IncidentRow | None:
        """Return the current incident, where a pipe goes, if it is another one than is shown. For a thread."""
        current = self.services.listings.current()
        if current is None or current == self.incident_id:
            return None
        return next((row for row in self.services.listings.rows() if row.id == current), None)

    def fingerprint(self) -> object:
        if self.incident_id is None:
            return self.services.listings.unfiled_count()
        return super().fingerprint(), self.services.listings.current()

    def show_data(self, read: NoteOverview) -> None:
        self.overview, self.filtered = read, read.shown(self.filter_words)
        self.open_question_count = read.flagged
        self._place_detail()
        self.pending.forget(set(read.view.notes.ids))
        self.show_stream()
        self.show_strip()
        self.show_preview()

    def note_of(self, row_id: str) -> Note | None:
        rows = self.row_list.rows
        return rows.note(row_id) if isinstance(rows, NoteRows) else None

    def header_left(self) -> Row:
        if self.overview is None or self.incident_id is None:
            return (Span("no incident", "strong"), Span(" · notes are kept unfiled", "muted"))
        overview = self.overview
        return incident_row(overview.incident, overview.milestone_moments, self.services.clock())

    def saved_here_text(self) -> str:
        return self.pending.words or super().saved_here_text()

    def show_header(self) -> None:
        super().show_header()
        if self.overview is not None:
            self.show_strip()
            self._ring_when_late()

    def extra_key_rows(self) -> Iterable[Row]:
        if self.focused is self.capture:
            yield hint_row(self.size.width)

    def help_words(self) -> Iterable[Row]:
        return help_words()

    def show_stream(self) -> None:
        if self.overview is None:
            return
        pending, zone = list(self.pending.values()), display_zone(self.zone_name())
        beside = partial(_beside, self.overview)
        stream = NoteRows(self.filtered.ids, self.overview.note, beside, zone, pending, self.filtered.folds)
        self.row_list.set_rows(stream)
        self._count_below()
        self.show_detail()

    def _count_below(self) -> None:
        """Count the notes that came below since the cursor was on the last row."""
        ids = self.filtered.ids
        if self.row_list.cursor_id in (None, *ids[-1:], *self.pending):
            self._seen_to = len(ids)
        self._below = max(0, len(ids) - self._seen_to)

    @on(RowList.Moved, "#stream")
    def _moved(self) -> None:
        before = self._below
        self._count_below()
        if self._below != before:
            self.show_preview()

    def show_strip(self) -> None:
        if self.overview is None:
            return
        zone, now = display_zone(self.zone_name()), self.services.clock()
        rows = [strip_row(self.overview.incident, zone, now)]
        rows += [current_row(self._elsewhere.handle)] if self._elsewhere and self.incident_id else []
        rows += [seen_row(self.seen[0])] if self.seen else []
        rows += pinned_rows([self.overview.note(id) for id in self.filtered.pinned], zone)
        if self.filter_words:
            rows.append(
                filter_row(
                    self.filter_words, f"{len(self.filtered.ids)} of {len(self.overview.all_visible.ids)}"
                )
            )
        elif not len(self.row_list.rows):
            lines = UNFILED if self.incident_id is None else EMPTY
            rows += [(Span(f" {line}", "muted"),) for line in lines]
        self.query_one("#strip", RowStack).show([row for row in rows if row])

    def _ring_when_late(self) -> None:
        """Once before the next update is due, which words say, and once when it is late; then for the next one."""
        if self.overview is None:
            return
        incident, now = self.overview.incident, self.services.clock()
        late, soon = is_late(incident, now), is_due_soon(incident, now)
        if late and not self._rang:
            self.app.bell()
        if soon and not self._nudged:
            self.app.bell()
            self.show_message("The next update is due soon: `:update TEXT next 30m`.")
        self._rang, self._nudged = late, soon

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let every letter begin the first note while nothing is written yet."""
        if action == "next_look" and self.is_blank:
            return False
        return super().check_action(action, parameters)

    def show_preview(self) -> None:
        text, width = self.capture.text, self.size.width
        line = self.query_one("#preview", RowLabel)
        if not text.strip():
            new = f"{self._below} new below" if self._below else ""
            line.show(rule("", width, new, "warn" if new else "rule"))
            return
        words, warning = self._preview_of(text)
        title = "will be saved as" if self.amending is None else "Enter changes it, Esc cancels"
        if warning:
            line.show(rule("", width, f"{words} · {warning}" if words else warning, "warn"))
        else:
            line.show(rule(title, width, words + (" · draft kept" if self.draft_kept else "")))

    def _preview_of(self, text: str) -> tuple[str, str]:
        """Return a preview of the note that Enter would save, and a warning."""
        zone, now = display_zone(self.zone_name()), self.services.clock()
        if self.amending is not None:
            try:
                note = self.services.note_edits.amended(self.amending, text, self.typing_zone())
            except RefusedError as refused:
                return "", str(refused).partition(". ")[0]
            return preview_words(note, zone, now), preview_warning(note, zone)
        if title := new_title(text):
            return f"a new incident, the current one: {title}", ""
        found = self.services.capture.preview(text, self.incident_id, self.typing_zone())
        words = preview_words(found.note, zone, now, found.next_update_at)
        if found.unknown_verb:
            return words, f"no verb “{found.unknown_verb}”, saved as text · {_instead(found.unknown_verb)}"
        if text.strip().lower() in COMMANDS:
            return f"{text.strip()} {COMMANDS[text.strip().lower()]}", ""
        if found.refusal:
            return "", found.refusal.partition(". ")[0].partition(": ")[0].replace("`", "")
        return words, preview_warning(found.note, zone)

    def detail_rows(self) -> Iterable[Row]:
        rows, here = self.row_list.rows, self.row_list.cursor_id or ""
        if not isinstance(rows, NoteRows):
            return ()
        if (fold := rows.fold(here)) is not None:
            return fold_lines(fold)
        note = rows.note(here)
        return () if note is None else note_lines(note, rows.beside(note.id), display_zone(self.zone_name()))

    # The list

    @on(RowList.Chosen, "#stream")
    def _chosen(self, message: RowList.Chosen) -> None:
        """Open the row: a note is shown whole, folded lines in their source."""
        from oncall_tui.screens.importing.source_lines import show_lines

        rows = self.row_list.rows
        fold = rows.fold(message.row_id) if isinstance(rows, NoteRows) else None
        if fold is None or self.incident_id is None:
            self.action_detail()
        else:
            show_lines(self, self.services, self.incident_id, fold.source)

    def go_to_time(self, typed: str) -> None:
        from oncall_tui.services.timeline.typed_row_times import parse_row_time

        rows, note = self.row_list.rows, self.note_of(self.row_list.cursor_id or "")
        before = note.occurred_at if note else None
        instant = parse_row_time(typed, before, None, self.zone_name(), self.services.clock()).instant
        if isinstance(rows, NoteRows) and (row_id := rows.at_time(instant)):
            self.set_focus(self.row_list)
            self.row_list.move_to(row_id)

    def action_write(self) -> None:
        self.set_focus(self.capture)

    def filter_vocabulary(self) -> FilterVocabulary:
        from oncall_tui.read_models.note_filter import STATES, VOCABULARY

        return FilterVocabulary(VOCABULARY, tuple(STATES))

    def filter_names(self) -> Mapping[str, Sequence[str]]:
        from oncall_tui.read_models.note_filter import names_in

        if self.overview is None:
            return {}
        _ = self.overview.filter.texts  # the first word is looked for in them
        return names_in(self.overview.view.tables)

    def show_filtered(self) -> None:
        if self.overview is not None:
            self.filtered = self.overview.shown(self.filter_words)
            self._seen_to = len(self.filtered.ids)
            self.show_stream()
            self.show_strip()

    def count_text(self) -> str:
        return count_text(len(self.filtered.ids), "note")

    def action_show_all(self) -> None:
        self.row_list.set_marks(frozenset())
        self.apply_filter("")


def _beside(overview: NoteOverview, id: str) -> NoteAnnotations:
    """Collect the facts shown next to a note in its row."""
    who = min(MOST_WHO, max(map(len, overview.authors))) if len(overview.authors) > 1 else 0
    return NoteAnnotations(
        overview.milestones.get(id), overview.times_done.get(id, 1), id in overview.pasted, who
    )


def _instead(unknown_verb: str) -> str:
    """Suggest what was meant by an unknown verb."""
    if is_leaving(unknown_verb):
        return "^Q leaves the program"
    nearest = nearest_verb(unknown_verb)
    return f"did you mean {nearest}?" if nearest else ":help"
