"""`oncall note edit|move|leave-out ID`: what the screens do to a note that was taken (N1, T7).

`oncall note` takes any text, so these are commands only where the second word is the id of a note that exists.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from oncall_tui.bootstrap import build_services
from oncall_tui.cli.resolved_settings import resolve_settings
from oncall_tui.domain.errors import NotFoundError, RefusedError
from oncall_tui.domain.handles import names_id
from oncall_tui.domain.ids import ALPHABET, is_id
from oncall_tui.output import print_json, print_message
from oncall_tui.services.notes.amending import KEEP_BEGINNING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from oncall_tui.bootstrap import ServiceContainer
    from oncall_tui.cli.note_arguments import NoteArguments

EDIT, MOVE, LEAVE_OUT = "edit", "move", "leave-out"
# A shorter end of an id could be a word or a number of somebody's text.
LEAST_ID = 6


class Named(NamedTuple):
    """A note that was named: its incident, None for the unfiled ones, and its id."""

    incident: str | None
    id: str


def run_edit(read: NoteArguments) -> int | None:
    """Do what the words ask of a note; the exit code. None where they name no note, and so are the text of one.

    Raises OncallError.
    """
    verb, *rest = read.text
    if not rest or not _may_be_id(rest[0]) or not _has_its_words(verb, rest[1:]):
        return None
    services = build_services(resolve_settings(_Given(read)))
    named = _find(services, read.values.get("incident"), rest[0])
    if named is None:
        if is_id(rest[0].lower()):
            print_message(f"No note here has the id {rest[0]}, so this is taken as the text of a note.")
        return None
    told = _CHANGES[verb](services, named, rest[1:], read)
    _tell(services, named, told, read)
    return 0


class _Given:
    """The options of a note as the attributes that settings are read from."""

    def __init__(self, read: NoteArguments) -> None:
        for name in {"data", "share", "zone"} & set(read.values):
            setattr(self, name, read.values[name])
        self.ascii = "--ascii" in read.switches
        self.no_color = "--no-color" in read.switches


def _may_be_id(word: str) -> bool:
    return len(word) >= LEAST_ID and not word.lower().strip(ALPHABET)


def _has_its_words(verb: str, words: Sequence[str]) -> bool:
    return len(words) == {MOVE: 1, LEAVE_OUT: 0}.get(verb, len(words) or 1)


def _find(services: ServiceContainer, incident: str | None, word: str) -> Named | None:
    """Return the note that a word names: of the incident first, then an unfiled one; a whole id, of any incident.

    Raises RefusedError where several match.
    """
    key = word.lower()
    here = None
    with suppress(NotFoundError):
        here = services.incidents.find(incident)
    places = [] if here is None else [Named(here, id) for id in services.incidents.view(here).notes.ids]
    places += [Named(None, note.id) for note in services.capture.unfiled()]
    found = [place for place in places if names_id(key, place.id)]
    if not found and is_id(key) and (waits_in := services.capture.waiting_in(key)) is not None:
        found = [Named(waits_in, key)]
    elif not found and is_id(key):
        with suppress(NotFoundError):
            found = [Named(*services.record_lookup.find(key, ("notes",), here)[::2])]
    if len(found) > 1:
        raise RefusedError(f"{word!r} could be {len(found)} notes. Nothing was changed. Type more of the id.")
    return found[0] if found else None


def _edit(services: ServiceContainer, named: Named, words: Sequence[str], read: NoteArguments) -> str:
    incident = _filed(named)
    view = services.incidents.view(incident)
    note, zone = view.notes.by_id(named.id), services.settings.zone or view.incident.zone
    base = None if note.waiting else _seen(services, incident, named.id)
    told = services.note_edits.amend_line(
        incident, named.id, " ".join(words), zone, base_versions=base, unsaid=KEEP_BEGINNING
    )
    if kind := read.values.get("kind"):
        told = services.note_edits.set_kind(incident, [named.id], kind)
    if at := read.values.get("at"):
        seen = {named.id: _seen(services, incident, named.id)}
        told = services.note_edits.retime(incident, [named.id], at, zone, base_versions=seen)
    return told


def _move(services: ServiceContainer, named: Named, words: Sequence[str], read: NoteArguments) -> str:
    target = services.incidents.find(words[0])
    if target == named.incident:
        raise RefusedError(f"The note is in {words[0]} already. Nothing was changed.")
    if named.incident is None:
        services.capture.file_unfiled([named.id], target)
    else:
        services.capture.move([named.id], named.incident, target)
    return f"moved to {services.incidents.view(target).incident.name}"


def _leave_out(services: ServiceContainer, named: Named, words: Sequence[str], read: NoteArguments) -> str:
    return services.note_edits.leave_out(_filed(named), [named.id])


_CHANGES = {EDIT: _edit, MOVE: _move, LEAVE_OUT: _leave_out}


def _filed(named: Named) -> str:
    """Return the note's incident. Raises RefusedError for an unfiled note, which can only be moved."""
    if named.incident is None:
        raise RefusedError(
            f"That note is in no incident yet. Nothing was changed. File it first: `oncall note move {named.id} INC`."
        )
    return named.incident


def _seen(services: ServiceContainer, incident: str, note: str) -> dict[str, dict[str, int]]:
    from oncall_tui.read_models.timeline_view import base_versions_of

    view = services.incidents.view(incident)
    return {field: dict(context) for field, context in base_versions_of(view, note, "notes").items()}


def _tell(services: ServiceContainer, named: Named, told: str, read: NoteArguments) -> None:
    if "--json" in read.switches:
        print_json({"incident": named.incident, "note": named.id, "done": told})
    elif not {"-q", "--quiet"} & read.switches:
        print_message(told)
