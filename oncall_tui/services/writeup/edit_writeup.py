"""Writing a write-up: each act one durable change with its history, saved over exactly what was shown (W1-W4)."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from oncall_tui.domain.errors import NotFoundError, RefusedError
from oncall_tui.domain.writeup.sections import EARLY, MADE_FROM, OWN, TEXTS, TITLES, Section, section_name
from oncall_tui.read_models.timeline_view import base_versions_of
from oncall_tui.read_models.writeup_view import SECTIONS, WriteupView
from oncall_tui.replication.encoding import decode_record
from oncall_tui.replication.versions import covers

if TYPE_CHECKING:
    from oncall_tui.domain.clock import Clock
    from oncall_tui.domain.language.team_wording import TeamPhrase
    from oncall_tui.read_models.concurrent_edits import BaseVersions
    from oncall_tui.services.incidents.incidents import Incidents
    from oncall_tui.services.writeup.typed_wording import TypedWording
    from oncall_tui.settings.settings import Settings
    from oncall_tui.storage.store import Store


class TextPlace(NamedTuple):
    """The storage of a section's text."""

    table: str
    id: str
    field: str


class WriteupEdits:
    """The use cases of a write-up. `template` gives the text of the team's `write-up.md`, "" where there is none,
    `team_wording` the phrases of its `wording.txt`.

    Acts raise RefusedError for what a rule forbids, NotFoundError for a section that there is not, SaveFailed
    when the disk
    refuses; every refusal changes nothing.
    """

    def __init__(
        self,
        store: "Store",
        incidents: "Incidents",
        template: Callable[[], str],
        team_wording: "Callable[[], tuple[TeamPhrase, ...]]",
        process: Callable[[], str],
        clock: "Clock",
        settings: "Settings",
    ) -> None:
        self._store = store
        self._incidents = incidents
        self._template = template
        self._team_wording = team_wording
        self._process = process
        self._clock = clock
        self._zone = settings.zone

    def view(self, incident: str) -> WriteupView:
        """Return the write-up as it is now, times in the shown zone or else the incident's."""
        shown = self._incidents.view(incident)
        zone = self._zone or shown.incident.zone
        return WriteupView(
            shown, self._template(), zone, self._clock(), self._team_wording(), self._process()
        )

    def typed_wording(self, incident: str) -> "TypedWording":
        """Return the language check for what is typed from now on, with the names that the incident knows."""
        from oncall_tui.read_models.writeup_wording import names_of
        from oncall_tui.services.writeup.typed_wording import TypedWording

        view = self.view(incident)
        return TypedWording(names_of(view.view, view.analysis), view.team_wording)

    def section(self, incident: str, typed: str) -> Section:
        """Return the section that was typed, by name or title. Raises RefusedError or NotFoundError."""
        return find_section(self.view(incident), typed)

    def base_versions(self, incident: str, name: str) -> "BaseVersions":
        """Return the versions of a text as it is now, for a command that shows nothing of it before it saves."""
        return seen_text(self.view(incident), name)

    def set(self, incident: str, name: str, text: str, *, base_versions: "BaseVersions") -> str:
        """Replace the text of a section, and of what colleagues wrote only what was shown. The effect in words."""
        from oncall_tui.read_models.concurrent_edits import concurrent_edit_text

        view = self.view(incident)
        section, place = find_section(view, name), text_place(view, name)
        if text.strip() == section.text.strip() and not section.versions and _can_be_confirmed(section):
            return self.confirm(incident, name, base_versions=base_versions)
        fields = {place.field: text.strip()}
        if place.table == SECTIONS:
            fields["title"] = section.title
        with self._store.transaction(incident) as unit:
            verb = "wrote" if text.strip() else "cleared"
            unit.label = f"{verb} {section.title}"
            unit.put(place.table, place.id, fields, base_versions)
            return unit.label + concurrent_edit_text(unit, place.table, place.id, place.field, base_versions)

    def confirm(self, incident: str, name: str, *, base_versions: "BaseVersions") -> str:
        """Say that a text is still true after later changes, or that an imported one is ours now.

        Raises RefusedError for a text that a colleague has changed since it was shown.
        """
        view = self.view(incident)
        section, place = find_section(view, name), text_place(view, name)
        if section.versions:
            raise RefusedError(
                f"{section.title} has {len(section.versions)} versions. Nothing was changed. "
                "Choose one of them, or write what holds now."
            )
        if not section.text.strip():
            raise RefusedError(f"{section.title} has no text yet. Nothing was changed. Write it first.")
        with self._store.transaction(incident) as unit:
            heads = decode_record(unit.base[place.table][place.id])[place.field]
            if not all(covers(base_versions.get(place.field, {}), head.dot) for head in heads):
                raise RefusedError(
                    f"{section.title} has been changed since. Nothing was confirmed. Read it again."
                )
            unit.label = f"{'ours now' if section.imported else 'still true'}: {section.title}"
            unit.confirm(place.table, place.id, place.field)
            return unit.label


def seen_text(view: WriteupView, name: str) -> "BaseVersions":
    """Return the versions of a text that this reading of the write-up shows; given back when an editor saves.

    Raises RefusedError for a section that is not typed: text and versions must come from one reading, so that nothing
    written in between is replaced unseen.
    """
    place = text_place(view, name)
    return base_versions_of(view.view, place.id, place.table)


def text_place(view: WriteupView, typed: str) -> TextPlace:
    """Return the place of the text of a section. Raises RefusedError for a section that is not typed."""
    section = find_section(view, typed)
    if section.name in TEXTS:
        return TextPlace("incident", view.view.id, section.name)
    heading = next((each for each in view.headings if each.name == section.name), None)
    if heading is None or not heading.id:
        raise RefusedError(
            f"{section.title} is not typed. Nothing was changed. It is made {MADE_FROM[section.name]}."
        )
    return TextPlace(SECTIONS, heading.id, "text")


def _can_be_confirmed(section: Section) -> bool:
    """Return whether writing the same text once more says something: that it is ours, or still true."""
    return bool(section.text.strip()) and (section.imported or section.state == EARLY)


def find_section(view: WriteupView, typed: str) -> Section:
    """Return the section that was typed, by name or title; a built-in one also where it is not shown.

    Raises RefusedError for a word that names no section, NotFoundError for a heading of the team's own that
    there is not.
    """
    name = section_name(typed)
    folded = " ".join(typed.split()).casefold()
    for section in view.sections:
        if section.name == name or section.title.casefold() == folded:
            return section
    if name in TITLES:
        return Section(name, TITLES[name])
    known = ", ".join(section.name for section in view.sections)
    if name.startswith(OWN):
        raise NotFoundError(
            f"No heading is called {typed!r}. Nothing was changed. The team's write-up.md names them; "
            f"here are: {known}."
        )
    raise RefusedError(f"{typed!r} is not a section. Nothing was changed. Use one of: {known}.")
