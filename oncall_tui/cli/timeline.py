"""`oncall timeline`, `oncall event` and `oncall answer`: the clean timeline and all its curation, for scripts and
screen readers (DESIGN, command line)."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, TypeVar

from oncall_tui.cli.incident_words import add_incident_option, find_incident, split_incident
from oncall_tui.cli.show import say_unknown_zone
from oncall_tui.domain.errors import CheckFailedError, RefusedError
from oncall_tui.domain.plural import count_text
from oncall_tui.output import print_json, print_message, print_result

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from oncall_tui.bootstrap import ServiceContainer
    from oncall_tui.cli.commands import Commands, OncallArgumentParser
    from oncall_tui.domain.timeline.question import Answer, Question
    from oncall_tui.domain.timeline.readiness import Readiness
    from oncall_tui.domain.timeline.timeline_export import TimelineExport
    from oncall_tui.read_models.incident_view import IncidentView

T = TypeVar("T")
FORMATS = ("text", "md", "csv", "json")
# No list of questions is as long.
MOST_DIGITS = 9


def add_parsers(commands: Commands, options: OncallArgumentParser) -> None:
    """Add the commands `timeline`, `event` and `answer`."""
    timeline = commands.add_parser("timeline", parents=[options], help="the clean timeline, in one zone")
    timeline.add_argument("incident", nargs="?", metavar="INC")
    timeline.add_argument("--format", choices=FORMATS, default="text")
    timeline.add_argument("--bom", action="store_true", help="CSV with a byte order mark, for Excel")
    timeline.add_argument(
        "--check", action="store_true", help="what still needs a look; exit 7 if anything does"
    )
    timeline.set_defaults(run=show_timeline)
    event = commands.add_parser(
        "event",
        parents=[options],
        help="edit, join, break, leave out or add a row",
        description="FIELD: time known text kind milestone ref ref- star public settle gap join break out up down; "
        "star is well, lucky or no. ROW is a row's time as printed, its id, a unique prefix, or a unique ending of "
        "three characters or more, or `new` to add one.",
    )
    event.add_argument("words", nargs="+", metavar="[INC] ROW FIELD=VALUE")
    add_incident_option(event)
    event.set_defaults(run=edit_event)
    answer = commands.add_parser("answer", parents=[options], help="answer a question of `timeline --check`")
    answer.add_argument(
        "words", nargs="+", metavar="[INC] N [CHOICE]", help="CHOICE left out: shows the choices"
    )
    add_incident_option(answer)
    answer.set_defaults(run=answer_question)


def show_timeline(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Print the timeline in a format, or check it for open questions."""
    view = services.incidents.view(services.incidents.find(arguments.incident))
    if arguments.check:
        return _check(arguments, services, view)
    from oncall_tui.read_models.timeline_view import export_of_view

    sheet = export_of_view(view, _zone(services, view), services.clock())
    format = "json" if "json" in arguments else arguments.format
    if format == "json":
        from oncall_tui.domain.timeline.timeline_export import sheet_json

        print_json(sheet_json(sheet))
    else:
        print_result(_written(format, sheet), byte_order_mark=arguments.bom and format == "csv")
    return 0


def edit_event(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Each FIELD=VALUE is one change, in the order in which they stand."""
    from oncall_tui.cli.event_fields import add_row, set_event_field
    from oncall_tui.read_models.build_timeline import timeline_of
    from oncall_tui.services.timeline.row_lookup import find_row

    word, name, assignments = _event_words(arguments.words)
    incident = find_incident(arguments, services, word)
    view = services.incidents.view(incident)
    zone = _zone(services, view)
    fields = [_assignment(each) for each in assignments]
    if name == "new":
        labels = [add_row(services, incident, zone, dict(fields))]
    else:
        row = find_row(name, timeline_of(view), zone, services.record_lookup, incident)
        labels = [set_event_field(services, incident, zone, row, name, value) for name, value in fields]
    if "json" in arguments:
        print_json({"done": labels})
    elif "quiet" not in arguments:
        print_message("\n".join(labels))
    return 0


def _event_words(words: Sequence[str]) -> tuple[str | None, str, list[str]]:
    """`[INC] ROW FIELD=VALUE...`: a row is no FIELD=VALUE, so two words before the first of these are both names."""
    names = len([*takewhile(lambda word: "=" not in word, words)])
    if not 0 < names <= 2 or names == len(words):
        raise RefusedError("That is not an edit of a row. Nothing was changed. Use [INC] ROW FIELD=VALUE...")
    word = words[0] if names == 2 else None
    return word, words[names - 1], list(words[names:])


def answer_question(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Carry out one of the answers that `timeline --check` lists."""
    word, numbers = split_incident(arguments.words, 2, str.isdecimal)
    if not all(number.isdecimal() and len(number) <= MOST_DIGITS for number in numbers):
        raise RefusedError("A question goes by its number. Nothing was changed. Use [INC] N [CHOICE].")
    question, choice_number = int(numbers[0]), int(numbers[1]) if len(numbers) > 1 else None
    incident = find_incident(arguments, services, word)
    view = services.incidents.view(incident)
    looks = _found(services, view).looks
    look = _numbered(looks, question, "question")
    if choice_number is None:
        _show_question(arguments, question, look)
        return 0
    choice = _numbered(look.choices, choice_number, "choice")
    if not choice.is_complete:
        raise RefusedError(f"“{choice.label}” changes nothing: {choice.why}. The question stays open.")
    label = _answered(services, incident, choice)
    if "json" in arguments:
        print_json({"done": [label]})
    elif "quiet" not in arguments:
        print_message(label)
    return 0


def _answered(services: ServiceContainer, incident: str, choice: Answer) -> str:
    if choice.said is None:
        return services.curate.apply_answer(incident, choice)
    source, name, value = choice.said
    services.sources.change(incident, source, {name: value})
    return f"answered “{choice.label}”"


def _check(arguments: argparse.Namespace, services: ServiceContainer, view: IncidentView) -> int:
    found = _found(services, view)
    if "json" in arguments:
        print_json({"looks": [_look_json(look) for look in found.looks], "counts": _counts(found)})
    else:
        print_result(
            "\n".join([*(_question(n, look) for n, look in enumerate(found.looks, 1)), _summary(found)])
        )
    return CheckFailedError.exit_code if found.looks else 0


def _found(services: ServiceContainer, view: IncidentView) -> Readiness:
    from oncall_tui.read_models.build_timeline import timeline_of
    from oncall_tui.read_models.timeline_view import readiness_of

    return readiness_of(view, timeline_of(view), _zone(services, view), services.clock())


def _question(number: int, look: Question) -> str:
    lines = [f"{number}. {look.text}", *(f"     {line}" for line in look.evidence)]
    for place, choice in enumerate(look.choices, 1):
        why = f"  {choice.why}" if choice.why else ""
        lines.append(f"   {place} {choice.label}{why}  {choice.moves if choice.is_complete else ''}".rstrip())
    return "\n".join(lines)


def _show_question(arguments: argparse.Namespace, number: int, look: Question) -> None:
    if "json" in arguments:
        print_json(_look_json(look))
    else:
        print_result(_question(number, look))


def _summary(found: Readiness) -> str:
    counts = found.counts
    facts = "".join(f"\nfact: {odd.late} came after {odd.early}" for odd in found.inversions)
    return (
        f"{len(found.looks)} to look at · {count_text(counts.rows, 'row')} · {counts.settled} settled · "
        f"{counts.unlinked} without a link · {counts.approximate} approximate{facts}"
    )


def _look_json(look: Question) -> dict[str, object]:
    return {
        "key": look.key,
        "kind": look.kind,
        "rows": list(look.rows),
        "text": look.text,
        "evidence": list(look.evidence),
        "choices": [
            {"label": choice.label, "why": choice.why, "moves": choice.moves} for choice in look.choices
        ],
    }


def _counts(found: Readiness) -> dict[str, int]:
    counts = found.counts
    return {
        "rows": counts.rows,
        "settled": counts.settled,
        "unlinked": counts.unlinked,
        "approximate": counts.approximate,
    }


def _written(format: str, sheet: TimelineExport) -> str:
    """Return the timeline in a format, whose writer alone is loaded."""
    if format == "csv":
        from oncall_tui.formats.writers.timeline_csv import timeline_csv

        return timeline_csv(sheet)
    if format == "md":
        from oncall_tui.formats.writers.timeline_markdown import timeline_markdown

        return timeline_markdown(sheet)
    from oncall_tui.formats.writers.timeline_text import timeline_text

    return timeline_text(sheet)


def _zone(services: ServiceContainer, view: IncidentView) -> str:
    """Return the shown zone: as asked for, else the incident's (T2); said where this machine does not know that."""
    if services.settings.zone:
        return services.settings.zone
    say_unknown_zone(view.incident)
    return view.incident.zone


def _numbered(items: Sequence[T], number: int, what: str) -> T:
    if not 1 <= number <= len(items):
        raise RefusedError(f"There is no {what} {number}; there are {len(items)}. Nothing was changed.")
    return items[number - 1]


def _assignment(word: str) -> tuple[str, str]:
    name, equals, value = word.partition("=")
    if not equals:
        raise RefusedError(f"{word!r} sets nothing. Nothing was changed. Write FIELD=VALUE.")
    return name.strip().lower(), value
