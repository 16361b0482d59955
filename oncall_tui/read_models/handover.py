"""Two texts that write themselves: the handover to the next responder and the update for stakeholders."""

from collections.abc import Iterable, Iterator
from datetime import tzinfo

from oncall_tui.domain.days import long_day
from oncall_tui.domain.duration_text import duration_text
from oncall_tui.domain.instants import SECOND
from oncall_tui.domain.local_time import local_datetime, offset_text, time_of_day_text
from oncall_tui.domain.note import Note
from oncall_tui.domain.timeline.moments import Moment, duration
from oncall_tui.domain.verbs import next_update_in
from oncall_tui.read_models.build_timeline import timeline_of
from oncall_tui.read_models.incident_view import IncidentView
from oncall_tui.timestamps.zones import parse_zone

RECENT = 12


def handover_text(view: IncidentView, now: int) -> str:
    """State, milestones, done, decided, open suspicions, roles, links, next update, from -> to; Markdown."""
    zone = parse_zone(view.incident.zone).info
    notes = [note for note in view.notes if not note.struck and note.source is None]
    sections = [
        [f"# Handover: {view.incident.name}", "", _state(view, now, zone)],
        _section("Milestones", _milestone_lines(view, zone)),
        _section("Roles", _roles(view)),
        _section("Decided", _lines(notes, "decided", zone)),
        _section("Open suspicions", _lines(notes, "suspect", zone)),
        _section("Done", list(_lines(notes, "did", zone))[-RECENT:]),
        _section("Seen last", list(_lines(notes, "saw", zone))[-RECENT // 2 :]),
        _section("Ideas", _lines(notes, "idea", zone)),
        _section("Links", (f"- {link}" for link in view.incident.links)),
        _section("Last update", _last_update(view)),
        _section("Next update", _next_update(view, now, zone)),
    ]
    return "\n\n".join("\n".join(section) for section in sections if section) + "\n"


def update_text(view: IncidentView, now: int) -> str:
    """Return the status update for people outside the response: what is known, in the words of the last `:update`."""
    zone = parse_zone(view.incident.zone).info
    incident = view.incident
    severity = f"{incident.severity} " if incident.severity else ""
    lines = [f"{severity}{incident.name}: {incident.stage}, {_elapsed(view, now)}", *_last_update(view)]
    lines += [line[2:3].upper() + line[3:] for line in _milestone_lines(view, zone)]
    lines += [f"Next update {line.removeprefix('- ')}" for line in _next_update(view, now, zone)]
    return "\n".join(lines) + "\n"


def _last_update(view: IncidentView) -> list[str]:
    """Return the words of the last update, without its promise of the next one."""
    updates = [note for note in view.notes if note.verb == "update" and not note.struck]
    return [next_update_in(updates[-1].text)[0] or updates[-1].text] if updates else []


def _state(view: IncidentView, now: int, zone: tzinfo) -> str:
    severity = f"{view.incident.severity}, " if view.incident.severity else ""
    return f"{severity}{view.incident.stage}, {_elapsed(view, now)} ({offset_text(now, zone)})"


def _elapsed(view: IncidentView, now: int) -> str:
    moments = timeline_of(view).moments()
    since = next((name for name in ("detected", "started", "declared") if name in moments), None)
    if since and "resolved" in moments:
        elapsed = duration(since, "resolved", moments).text
    else:
        start = moments[since][0].at if since else view.incident.created_at
        elapsed = duration_text((now - start) // SECOND)
    return f"{elapsed} since {since or 'it was opened'}"


def _milestone_lines(view: IncidentView, zone: tzinfo) -> list[str]:
    found = sorted(timeline_of(view).moments().items(), key=lambda held: held[1][0].at)
    return [f"- {name} {' or '.join(_moment_text(moment, zone) for moment in held)}" for name, held in found]


def _moment_text(moment: Moment, zone: tzinfo) -> str:
    about = "about " if moment.approximate else ""
    return about + (long_day(moment.day) if moment.day else _clock(moment.at, zone))


def _clock(instant: int, zone: tzinfo) -> str:
    """`03:48 UTC`: the zone is beside every time, since this is read far away."""
    return f"{local_datetime(instant, zone):%H:%M %Z}"


def _roles(view: IncidentView) -> Iterator[str]:
    incident = view.incident
    for role, person in (("lead", incident.lead), ("comms", incident.comms), ("scribe", incident.scribe)):
        if person:
            yield f"- {role}: {person}"


def _lines(notes: Iterable[Note], kind: str, zone: tzinfo) -> Iterator[str]:
    for note in notes:
        if note.kind == kind and note.occurred_at is not None:
            yield f"- {time_of_day_text(note.occurred_at, zone, 'minute')} {note.text.splitlines()[0]}"


def _next_update(view: IncidentView, now: int, zone: tzinfo) -> Iterator[str]:
    due = view.incident.next_update_at
    if due is not None:
        late = f", {duration_text((now - due) // SECOND)} late" if now > due else ""
        yield f"- {_clock(due, zone)}{late}"


def _section(title: str, lines: Iterable[str]) -> list[str]:
    found = list(lines)
    return [f"## {title}", *found] if found else []
