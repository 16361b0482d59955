"""`oncall new`, `use`, `set` and `redact`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall_tui.cli.incident_words import add_incident_option, find_incident
from oncall_tui.cli.source_redaction import find_source_place, redact_source
from oncall_tui.domain.errors import NotFoundError, OncallError, RefusedError
from oncall_tui.domain.handles import find
from oncall_tui.domain.incident import TYPES
from oncall_tui.domain.verbs import is_severity
from oncall_tui.domain.writeup.sections import OWN
from oncall_tui.output import print_json, print_message, print_result

if TYPE_CHECKING:
    import argparse

    from oncall_tui.bootstrap import ServiceContainer
    from oncall_tui.cli.commands import Commands, OncallArgumentParser
    from oncall_tui.domain.incident import Incident
    from oncall_tui.services.notes.redaction import RedactionSubject

INC = "an id, a handle or any unique prefix"
WHAT_IS_REDACTED = (
    "Takes TEXT out of a note, a section, a comment or any other record with words, its history and every copy on "
    "this machine, for good: a note's row, quotes of it, and what was signed of it. A text of six characters or more, "
    "or one that looks like a secret, goes from all other words of the incident too, as a whole word; it is said "
    "beforehand how many notes that are. Times, zones, names and kinds never change. Colleagues' copies follow when "
    "they next sync; what was exported can't be recalled. Given again after a failure, the same command finishes."
)
REDACTED = (
    "a note by its id, a unique prefix or ending, or its row's time; a section; any record by its id (.FIELD); a "
    "line of a large log, SOURCE:LINE, or SOURCE for every place of TEXT in it; "
    "the secret, left out: the whole record"
)


def add_parsers(commands: Commands, options: OncallArgumentParser) -> None:
    """Add the commands `new`, `use`, `set` and `redact`."""
    new = commands.add_parser("new", parents=[options], help="a new incident, made the current one")
    new.add_argument("title", nargs="*", metavar="TITLE", help="may come later: `oncall set title=...`")
    new.add_argument("--severity", metavar="S", help="1, SEV2, P1, critical: any scale")
    new.add_argument("--type", metavar="T", help=", ".join(TYPES))
    new.add_argument(
        "--from", dest="alert", metavar="FILE", help="the payload of an alert, which is imported too"
    )
    new.set_defaults(run=new_incident)
    use = commands.add_parser("use", parents=[options], help="make an incident the current one")
    use.add_argument("incident", metavar="INC", help=INC)
    use.set_defaults(run=use_incident)
    change = commands.add_parser("set", parents=[options], help="set fields of an incident", epilog=_fields())
    change.add_argument("words", nargs="+", metavar="[INC] FIELD=VALUE")
    change.set_defaults(run=set_fields)
    redact = commands.add_parser(
        "redact", parents=[options], help="take a secret out everywhere", description=WHAT_IS_REDACTED
    )
    redact.add_argument("words", nargs="+", metavar="[INC] TARGET [TEXT]", help=REDACTED)
    redact.add_argument("--dry-run", action="store_true", help="say what would change; nothing is changed")
    add_incident_option(redact)
    redact.set_defaults(run=redact_note)


def _fields() -> str:
    from oncall_tui.services.incidents.incidents import FIELDS

    return f"FIELD: {' '.join(FIELDS)}. An empty value clears one; link= and tag= add, link-= and tag-= take out."


def new_incident(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Create an incident, from an alert if one is given, and make it the current one."""
    title, severity, text = " ".join(arguments.title), arguments.severity, ""
    if arguments.alert:
        from oncall_tui.cli.import_source import read_alert_summary, read_file

        text = read_file(arguments.alert)
        announced = read_alert_summary(text, arguments.alert)
        title = title or announced.title
        severity = severity or (announced.severity if is_severity(announced.severity or "") else None)
    made = services.incidents.create(
        title, severity=severity, type=arguments.type, zone=services.settings.zone
    )
    if arguments.alert:
        from oncall_tui.cli.import_source import import_alert

        import_alert(made.id, text, arguments.alert, services)
    if "json" in arguments:
        print_json({"id": made.id, "handle": made.handle})
    else:
        print_result(f"{made.handle} {made.id}")
        if "quiet" not in arguments:
            _say_seen_before(made.id, services)
    return 0


def _say_seen_before(incident: str, services: ServiceContainer) -> None:
    """Name the incident that looks most like a new one; it is made whatever becomes of the search (L2)."""
    try:
        found = services.learning.similar(incident)
    except (OncallError, OSError):
        return
    for each in found[:1]:
        print_message(
            f"seen before: {each.facts.handle} ({each.because.text()}); `oncall similar` shows more"
        )


def use_incident(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Make an incident the current one."""
    id = services.incidents.find(arguments.incident)
    services.incidents.use(id)
    incident = services.incidents.view(id).incident
    if "json" in arguments:
        print_json({"id": id, "handle": incident.handle})
    elif "quiet" not in arguments:
        print_message(f"current: {incident.name}")
    return 0


def set_fields(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """`INC` may be left out: the first word is an incident unless it is a FIELD=VALUE."""
    words = list(arguments.words)
    name = None if "=" in words[0] else words.pop(0)
    if not words:
        raise RefusedError(
            "There is nothing to set. Nothing was changed. Use `oncall set INC FIELD=VALUE...`."
        )
    id = services.incidents.find(name)
    left = services.incidents.view(id).incident.stage if _sets("stage", words) else ""
    incident = services.incidents.set(id, dict(_assignment(word) for word in words), base_versions=None)
    if "json" in arguments:
        print_json(incident_fields(services, id))
    elif "quiet" not in arguments:
        print_message(f"saved · {incident.name}{_due(incident) if _sets('due_at', words) else ''}")
        if left and incident.stage != left and (steps := services.process.left_behind(id, left)):
            print_message(steps)
        if _sets("preparer", words):
            _say_of_preparer(services, id)
    return 0


def _sets(field: str, words: list[str]) -> bool:
    return any(word.partition("=")[0].strip().lower().replace("-", "_") == field for word in words)


def _say_of_preparer(services: ServiceContainer, id: str) -> None:
    from oncall_tui.domain.writeup.sections import PREPARER_RESPONDED

    view = services.writeup.view(id)
    if view.flags:
        print_message(PREPARER_RESPONDED.format(preparer=view.view.incident.preparer))


def _due(incident: Incident) -> str:
    """Return the deadline in the incident's zone and in UTC, since that is how a mistyped one is noticed."""
    if incident.due_at is None:
        return " · not due"
    from oncall_tui.domain.deadlines import deadline_text
    from oncall_tui.domain.instants import format_instant
    from oncall_tui.timestamps.zones import parse_zone

    return f" · due {deadline_text(incident.due_at, parse_zone(incident.zone).info)}, {format_instant(incident.due_at)}"


def redact_note(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Take out a text or a whole record for good, after a preview."""
    word, name, text = _redact_words(arguments, services)
    if text is not None and not text.strip():
        raise RefusedError(
            "A blank text is no secret. Nothing was changed. Without TEXT the whole record is taken out."
        )
    id = find_incident(arguments, services, word)
    if (place := find_source_place(services, id, name)) is not None:
        return redact_source(arguments, services, id, place, text)
    target = _redaction_target(services, id, name)
    preview = services.redaction.preview(id, target.id, text, table=target.table, field=target.field)
    quiet = "quiet" in arguments
    if arguments.dry_run:
        if "json" in arguments:
            print_json({"places": preview.places, "notes": preview.notes, "others": preview.others})
        else:
            print_result(f"would take out: {preview.words()}")
        return 0
    if not quiet:
        print_message(f"taking out: {preview.words()}")
    redacted = services.shared_redaction.redact(id, target.id, text, table=target.table, field=target.field)
    if "json" in arguments:
        print_json(
            {
                "texts": redacted.here.texts,
                "notes": redacted.here.notes,
                "authors": list(redacted.here.authors),
                "not_seen_since": list(redacted.not_seen_since),
                "elsewhere": list(redacted.here.elsewhere),
            }
        )
    elif not quiet:
        for sentence in redacted.sentences():
            print_message(sentence)
    return 0


def _redact_words(
    arguments: argparse.Namespace, services: ServiceContainer
) -> tuple[str | None, str, str | None]:
    """`[INC] TARGET [TEXT]`: of two words the first is the incident, unless it names a section or no incident."""
    words = list(arguments.words)
    if len(words) > 3 or (arguments.inc is not None and len(words) > 2):
        raise RefusedError(
            "There are words too many. Nothing was changed. Give the text as one argument, in quotes."
        )
    word = words.pop(0) if arguments.inc is None and len(words) > 1 else None
    if len(words) == 1 and word is not None:
        if _text_of_incident(word):
            return None, word, words[0]
        try:
            services.incidents.find(word)
        except NotFoundError:
            return None, word, words[0]
    return word, words[0], words[1] if len(words) > 1 else None


def _redaction_target(services: ServiceContainer, incident: str, typed: str) -> RedactionSubject:
    """Return the section, row or record that was typed, with its field."""
    from oncall_tui.services.notes.redaction import NOTES, RedactionSubject
    from oncall_tui.services.timeline.row_lookup import PRINTED

    field = _text_of_incident(typed)
    if field:
        return RedactionSubject("incident", incident, field)
    if typed.startswith(OWN):
        from oncall_tui.services.review.targets import find_target

        section = find_target(typed, services.writeup.view(incident), services.record_lookup)
        return RedactionSubject(section.table, section.id, "text")
    view = services.incidents.view(incident)
    if PRINTED.fullmatch(typed.strip()) and ":" in typed:
        from oncall_tui.read_models.build_timeline import timeline_of
        from oncall_tui.services.timeline.row_lookup import find_row

        timeline = timeline_of(view)
        row = find_row(typed, timeline, services.settings.zone or view.incident.zone)
        return RedactionSubject(NOTES, next(iter(timeline.note_ids(row)), row))
    return _redacted_record(services, incident, typed)


def _text_of_incident(typed: str) -> str:
    """Return the field of a built-in section, or another text of the incident; "" for none."""
    from oncall_tui.domain.people_words import holds_words
    from oncall_tui.domain.writeup.sections import section_name

    names = (typed.strip().lower(), section_name(typed))
    return next((name for name in names if ":" not in name and holds_words("incident", name)), "")


def _redacted_record(services: ServiceContainer, incident: str, typed: str) -> RedactionSubject:
    """Return the record of an id, a unique prefix or ending, with `.FIELD` where one is named. A row is its note."""
    from oncall_tui.domain.people_words import holds_words
    from oncall_tui.services.notes.redaction import NOTES, RedactionSubject
    from oncall_tui.services.record_lookup import KIND_WORDS

    name, dot, field = typed.rpartition(".")
    if not dot:
        name, field = typed, ""
    view = services.incidents.view(incident)
    try:
        place = services.record_lookup.find(name, KIND_WORDS, incident, elsewhere=False)
    except NotFoundError:  # a note that waits in the inbox is in no document yet
        return RedactionSubject(NOTES, find(name, [(note.id, "") for note in view.notes], "note"))
    if place.id in view.tables.get(NOTES, {}):
        return RedactionSubject(NOTES, place.id)
    if field and not holds_words(place.table, field):
        raise RefusedError(f"A {KIND_WORDS[place.table]} has no text {field!r}. Nothing was changed.")
    return RedactionSubject(place.table, place.id, field)


def incident_fields(services: ServiceContainer, id: str) -> dict[str, object]:
    """Return the incident as `show --json` has it."""
    from oncall_tui.read_models.incident_json import incident_json

    return incident_json(services.incidents.view(id).incident)


def _assignment(word: str) -> tuple[str, str]:
    name, equals, value = word.partition("=")
    if not equals:
        raise RefusedError(f"{word!r} sets nothing. Nothing was changed. Write FIELD=VALUE.")
    return name, value
