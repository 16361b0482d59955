"""`oncall report`: the write-up as Markdown, HTML or JSON, one value that cannot drift from the timeline (T6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oncall_tui.cli.incident_words import INC, add_incident_option, find_incident
from oncall_tui.cli.kept_outputs import kept_text
from oncall_tui.domain.errors import CheckFailedError
from oncall_tui.output import print_json, print_message, print_result

if TYPE_CHECKING:
    import argparse

    from oncall_tui.bootstrap import ServiceContainer
    from oncall_tui.cli.commands import Commands, OncallArgumentParser
    from oncall_tui.read_models.writeup_view import WriteupView

FORMATS = ("md", "html", "json")
DIAGRAMS = ("text", "mermaid", "none")


def add_parsers(commands: Commands, options: OncallArgumentParser) -> None:
    """Add `report`."""
    report = commands.add_parser("report", parents=[options], help="the write-up as a document")
    report.add_argument("incident", nargs="?", metavar="INC", help=INC)
    report.add_argument("--format", choices=FORMATS, default="md")
    report.add_argument("-o", "--output", metavar="FILE", help="write it there; else it is printed")
    report.add_argument("--force", action="store_true", help="replace a file that is not a report")
    report.add_argument(
        "--audience",
        choices=("team", "public"),
        default="team",
        help="public: summary, impact, public rows and recommendations; no names",
    )
    report.add_argument("--alias", action="store_true", help="people as person 1, person 2 ...")
    report.add_argument("--check", action="store_true", help="what is left; exit 7 if anything is")
    report.add_argument(
        "--diagram", choices=DIAGRAMS, default="text", help="how the control structure is drawn"
    )
    add_incident_option(report)
    report.set_defaults(run=make_report)


def make_report(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Print the report, or write it to a file; with `--check` what is left of it."""
    incident = find_incident(arguments, services, arguments.incident)
    if arguments.check or arguments.alias or arguments.audience == "public":
        return _make_adapted_report(arguments, services, incident)

    def make(view: WriteupView) -> str:
        from oncall_tui.read_models.report import printed_report

        return _format(printed_report(_in_zone(view, arguments, services)), arguments)

    name = "report-json" if "json" in arguments else f"report-{arguments.format}"
    return _write_or_show(kept_text(name, incident, arguments, services, make), arguments)


def _in_zone(view: WriteupView, arguments: argparse.Namespace, services: ServiceContainer) -> WriteupView:
    """Return the view with its times in the zone of `--zone`, else of the incident: a report is the same for all."""
    from dataclasses import replace

    zone = services.settings.zone if "zone" in arguments else None
    return replace(view, zone=zone or view.view.incident.zone)


def _make_adapted_report(arguments: argparse.Namespace, services: ServiceContainer, incident: str) -> int:
    """Make the report with aliases, for the public, or only what is left of it."""
    from oncall_tui.read_models.report import printed_report

    view = _in_zone(services.writeup.view(incident), arguments, services)
    value: dict[str, Any] = printed_report(view)
    unmapped: tuple[str, ...] = ()
    if arguments.audience == "public":
        from oncall_tui.domain.report.audience import for_the_public

        value = for_the_public(value)
    if arguments.alias or arguments.audience == "public":
        from oncall_tui.domain.report.aliases import alias_report

        value, unmapped = alias_report(value, people_of(view))
    if arguments.check:
        return _check(arguments, view, unmapped)
    if unmapped:
        print_message(
            f"These may be names that stand in it still: {', '.join(unmapped)}. Look at them before you send it."
        )
    return _write_or_show(_format(value, arguments), arguments)


def _write_or_show(text: str, arguments: argparse.Namespace) -> int:
    if arguments.output is None:
        print_result(text)
    else:
        from oncall_tui.services.report.report_file import write_report

        write_report(arguments.output, text, force=arguments.force)
        print_message(f"Written to {arguments.output}.")
    return 0


def people_of(view: WriteupView) -> list[str]:
    """Return the names of all people that the incident knows: authors of notes, roles, authors in its history."""
    incident = view.view.incident
    tables = view.view.tables
    authors = [
        record.get("author")
        for name in ("notes", "recommendations")
        for record in tables.get(name, {}).values()
    ]
    mentioned = [
        name.partition(":")[2]
        for record in tables.get("notes", {}).values()
        for name in record
        if name.startswith("people:")
    ]
    roles = (incident.lead, incident.comms, incident.scribe, incident.preparer)
    names = (name for name in (*roles, *authors, *mentioned) if isinstance(name, str) and name.strip())
    return list(dict.fromkeys(names))


def _check(arguments: argparse.Namespace, view: WriteupView, unmapped: tuple[str, ...]) -> int:
    from oncall_tui.read_models.writeup_json import left_json
    from oncall_tui.read_models.writeup_text import left_text

    names = [
        {
            "code": "unmapped-name",
            "table": "incident",
            "id": view.view.id,
            "title": name,
            "text": f"{name} may be a name, and has no alias.",
        }
        for name in unmapped
    ]
    left: list[dict[str, Any]] = [*left_json(view)["left"], *names]
    if "json" in arguments:
        print_json({"left": left})
    else:
        print_result("\n".join([left_text(view).rstrip("\n"), *(each["text"] for each in names)]))
    return CheckFailedError.exit_code if left else 0


def _format(value: dict[str, Any], arguments: argparse.Namespace) -> str:
    if "json" in arguments or arguments.format == "json":
        from oncall_tui.formats.writers.report_words import report_json_text

        return report_json_text(value)
    if arguments.format == "html":
        from oncall_tui.formats.writers.report_html import report_html

        return report_html(value)
    from oncall_tui.formats.writers.report_markdown import report_markdown

    return report_markdown(value, diagram=arguments.diagram, ascii_only="ascii" in arguments)
