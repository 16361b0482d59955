"""Entries of the palette: commands of every screen, texts to copy, verbs, times, incidents, any words."""

import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Any

from textual.binding import Binding

from oncall_tui.domain.capture_line import MILESTONE_VERBS, VERB, VERBS
from oncall_tui.domain.visible import escape_line
from oncall_tui.screens.messages import AnalysisRequested, NotesRequested
from oncall_tui.screens.palette.ranking import PaletteEntry, Rank, command_rank, incident_rank, text_rank
from oncall_tui.screens.palette.runner import Runner
from oncall_tui.screens.palette.synonyms import NEEDS_NO_ROW, SYNONYMS, TEXTS
from oncall_tui.screens.palette.synonyms import VERBS as VERB_WORDS
from oncall_tui.screens.search_commands import matching_line, open_request
from oncall_tui.screens.tab_screen import TabScreen
from oncall_tui.services.incidents.listing import IncidentRow
from oncall_tui.widgets.bindings import active_bindings
from oncall_tui.widgets.key_names import key_name

TIME = re.compile(r"(?:go\s+to\s+)?@?((?:\S+\s+)?\d{1,2}:\d\d(?::\d\d)?)", re.IGNORECASE)
NEW = re.compile(r"(?:new|declare)\s+(?:incident\s+)?(.+)", re.IGNORECASE)
FEWEST_LETTERS = 3
MOST_TEXTS = 40
# Verbs that mean something without another word.
ALONE = frozenset(MILESTONE_VERBS)


class Commands:
    """The entries for one opening of the palette. `runner` knows the views and does what is taken."""

    def __init__(self, runner: Runner) -> None:
        self._runner = runner
        self._incident = runner.incident
        self._listed: Sequence[IncidentRow] = ()
        found = [*self._keys(), *self._texts(), *self._verbs(), *self._places(), *self._of_the_app()]
        self._all = sorted(found, key=lambda entry: entry.leaves)

    def load(self) -> None:
        """Read the incidents and what their texts hold. For a thread."""
        self._listed = self._runner.services.listings.rows()
        self._runner.services.searching.refresh()

    def all(self) -> list[PaletteEntry]:
        """Return everything that a person could do, for an empty line."""
        return self._all

    def found(self, typed: str) -> Iterator[tuple[Rank, PaletteEntry]]:
        """Yield matching entries, except texts, which take longer to search."""
        yield from ((Rank.LINE, entry) for entry in self._lines(typed))
        for entry in self._all:
            if (rank := command_rank(typed, entry)) is not None:
                yield rank, entry
        for listed in self._listed:
            if (rank := incident_rank(typed, f"{listed.handle} {listed.title}")) is not None:
                title = escape_line(f"Go to {listed.handle}  {listed.title}")
                yield rank, PaletteEntry(listed.id, title, self._ask(NotesRequested(listed.id)))

    def texts(self, typed: str) -> list[tuple[Rank, PaletteEntry]]:
        """Return the first texts anywhere that hold these words. For a thread."""
        if len(typed) < FEWEST_LETTERS:
            return []
        found = islice(self._runner.services.searching.hits(typed), MOST_TEXTS)
        return [
            (
                text_rank(typed, hit.text),
                PaletteEntry(
                    f"{hit.table}:{hit.id}:{place}",
                    escape_line(f"{hit.handle or 'unfiled'}  {matching_line(hit.text, typed)}"),
                    self._ask(open_request(hit)),
                    key=f"in {hit.table}",
                ),
            )
            for place, hit in enumerate(found)
        ]

    def _lines(self, typed: str) -> Iterator[PaletteEntry]:
        """Yield actions that the typed text itself expresses: a verb, a time, a new incident."""
        line = f":{typed.strip().lstrip(':')}"
        verb = VERB.match(line)
        word = verb[1].lower() if verb else ""
        if verb and word in VERBS and word not in ("seen", "help") and (verb[2] or word in ALONE):
            where = "saves this line" if self._incident else "saves this line, unfiled: no incident is open"
            save = self._ask(NotesRequested(self._incident, line=line))
            yield PaletteEntry("line", escape_line(line), save, key=where)
        if match := TIME.fullmatch(typed.strip()):
            yield PaletteEntry(
                "time", f"Go to {match[1]}", partial(self._runner.go_to_time, match[1]), key="-"
            )
        if (match := NEW.fullmatch(typed.strip())) and match[1].casefold() != "incident":
            yield PaletteEntry(
                "new", f"New incident: {match[1]}", partial(self._runner.new_incident, match[1]), key="0 n"
            )

    def _keys(self) -> Iterator[PaletteEntry]:
        """Yield the actions of keys: first of the screen in front, then of the others."""
        known: set[str] = set()
        front, *others = self._runner.views()
        for view in (front, *others):
            for binding in active_bindings(view):
                if (
                    binding.id
                    and binding.id not in known
                    and binding.description
                    and binding.id != "view.quit"
                    and binding.action != "texts"  # each text has an entry of its own
                ):
                    known.add(binding.id)
                    yield self._key(view, binding, is_front=view is front)

    def _key(self, view: TabScreen[Any], binding: Binding, *, is_front: bool) -> PaletteEntry:
        title, id = _title(binding), binding.id or ""
        names = f"{binding.description} {SYNONYMS.get(id, '')}"
        if is_front or id in NEEDS_NO_ROW:
            run = partial(self._runner.run_in, view, binding.action)
        else:
            run = partial(self._runner.show_row_key, view, key_name(binding.key), title)
        key = key_name(binding.key) if is_front else f"{view.KEY} {key_name(binding.key)}"
        return PaletteEntry(id, title, run, names, key)

    def _texts(self) -> Iterator[PaletteEntry]:
        """Each text that writes itself, by its own name."""
        known: set[str] = set()
        for view in self._runner.views():
            for text in view.TEXTS:
                if text.value not in known:
                    known.add(text.value)
                    run = partial(self._runner.run_in, view, f"show_text('{text.value}')")
                    title, names = f"Show and copy the {text.word}", TEXTS.get(text.value, "")
                    yield PaletteEntry(f"text:{text.value}", title, run, names, f"{view.KEY} Y {text.key}")

    def _verbs(self) -> Iterator[PaletteEntry]:
        for verb, names, title in VERB_WORDS:
            begin = self._ask(NotesRequested(self._incident, text=f":{verb} "))
            yield PaletteEntry(f"verb:{verb}", title, begin, names, f":{verb}")

    def _places(self) -> Iterator[PaletteEntry]:
        """Yield screens that have no number of their own."""
        if self._incident is not None:
            title = "Analysis of the incident: hazards, controls, how each held"
            show = self._ask(AnalysisRequested(self._incident))
            yield PaletteEntry("analysis", title, show, "analysis cast findings structure causes", "3 Enter")

    def _of_the_app(self) -> Iterator[PaletteEntry]:
        for binding in active_bindings(self._runner.app):
            if binding.id and binding.description:
                run = partial(self._runner.run_app_action, binding.action)
                leaves = binding.id == "app.quit"
                key = key_name(binding.key)
                yield PaletteEntry(
                    binding.id, _title(binding), run, SYNONYMS.get(binding.id, ""), key, leaves
                )

    def _ask(self, message: Any) -> partial[Any]:
        return partial(self._runner.post, message)


def _title(binding: Binding) -> str:
    return escape_line(binding.tooltip or binding.description.capitalize())
