"""`oncall import`: a source into an incident, and the alert that begins one (DESIGN, command line)."""

from __future__ import annotations

import gc
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from oncall_tui.domain.destinations import ROW
from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.instants import format_instant
from oncall_tui.domain.local_time import local_text
from oncall_tui.domain.plural import count_text
from oncall_tui.output import print_json, print_message, print_result

if TYPE_CHECKING:
    import argparse

    from oncall_tui.bootstrap import ServiceContainer
    from oncall_tui.cli.commands import Commands, OncallArgumentParser
    from oncall_tui.formats.readers.alert_summary import AlertSummary
    from oncall_tui.services.sources.importing import Earlier, ImportResult
    from oncall_tui.services.sources.proposals import ImportInput, SectionPlace


def add_parsers(commands: Commands, options: OncallArgumentParser) -> None:
    """Add the command `import`."""
    take = commands.add_parser(
        "import",
        parents=[options],
        help="a file or a paste, every line kept and read",
        description="Imports a source: chat, pages, logs, tables, reports or rough notes. Nothing is dropped. "
        "A log of more than 100,000 lines or 8 MB is kept as a file beside the incident: see `oncall source --help`.",
        epilog=_formats(),
    )
    take.add_argument("words", nargs="+", metavar="[INC] FILE|-", help="a file, or - for stdin")
    take.add_argument(
        "--format", metavar="F", help="the format by name, of those below; else it is recognised"
    )
    take.add_argument("--date", metavar="D", help="the day of lines that hold only a time: 2026-11-21")
    take.add_argument("--order", metavar="dmy|mdy|ymd", help="how 03/04/24 is read")
    take.add_argument("--t0", metavar="MOMENT", help="what `T+5` counts from: '2026-11-21 14:02 UTC'")
    take.add_argument(
        "--captured", metavar="INSTANT", help="when it was captured: `10 min ago` counts from it"
    )
    take.add_argument("--again", action="store_true", help="import it even if the same text is there already")
    take.set_defaults(run=import_source)


def _formats() -> str:
    from oncall_tui.formats.readers.detect_format import FORMATS

    return f"Formats: {', '.join(sorted(format.name for format in FORMATS))}."


def import_source(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Take the proposed places, and say on stderr which. What a hundred thousand lines become stays until the end:
    looking for garbage among it takes an eighth of the time.
    """
    gc.disable()
    *names, file = arguments.words
    if len(names) > 1:
        raise RefusedError("An import takes one file. Nothing was changed. Use `oncall import [INC] FILE`.")
    incident = services.incidents.find(names[0] if names else None)
    if (
        large := services.large_import.propose(incident, file, _said(arguments, _base_name(file)))
    ) is not None:
        from oncall_tui.cli.source_lines import import_large

        return import_large(arguments, services, incident, file, large)
    proposal = services.importing.preview(incident, _material(arguments, file))
    earlier = None if arguments.again else services.importing.already(incident, proposal)
    if earlier is not None:
        return _told_again(arguments, services, incident, earlier)
    imported = services.importing.save(incident, proposal)
    if "json" in arguments:
        print_json(_json(imported))
    else:
        print_result(f"{imported.id} {count_text(len(imported.records), 'line')}")
    if "quiet" not in arguments:
        print_message(import_summary(imported, services.incidents.view(incident).incident.name))
    return 0


def _told_again(
    arguments: argparse.Namespace, services: ServiceContainer, incident: str, earlier: Earlier
) -> int:
    """Report that the same text was imported before: nothing changes, and that is no error."""
    if "json" in arguments:
        print_json({"source": earlier.id, "already": True, "notes": []})
    else:
        print_result(f"{earlier.id} already imported")
    if "quiet" not in arguments:
        from oncall_tui.timestamps.zones import parse_zone

        zone = parse_zone(services.incidents.view(incident).incident.zone)
        at = "before" if earlier.at is None else f"at {local_text(earlier.at, zone.info)} ({zone.name})"
        print_message(
            f"The same text was imported {at}. Nothing was changed. --again imports it a second time; "
            f"`oncall source {incident} {earlier.id} zone=… date=…` reads it with something else."
        )
    return 0


def read_alert_summary(text: str, file: str) -> AlertSummary:
    """Parse the payload of an alert. Raises RefusedError for any other text."""
    from oncall_tui.formats.readers.alert_summary import summarise_alert

    found = summarise_alert(text)
    if found is None:
        raise RefusedError(
            f"{file} is not a payload of Alertmanager or PagerDuty. Nothing was made. "
            "`oncall new TITLE` starts an incident without one, `oncall import` takes any file into it."
        )
    return found


def import_alert(incident: str, text: str, file: str, services: ServiceContainer) -> None:
    """Import the payload that an incident was created from, as its first source."""
    from oncall_tui.services.sources.proposals import ImportInput

    _take(incident, ImportInput(text, _base_name(file)), services)


def read_file(name: str) -> str:
    """Return the text of a file, or of stdin for `-`. Raises RefusedError."""
    return read_material(name).text


def read_material(name: str) -> ImportInput:
    """Return a file, or stdin for `-`, as material. Raises RefusedError."""
    from oncall_tui.services.sources.input_files import file_material, stream_material

    return stream_material(sys.stdin.buffer, "stdin") if name == "-" else file_material(name)


def import_summary(imported: ImportResult, title: str) -> str:
    """Summarise an import: the format found, and where its lines went."""
    proposal = imported.proposal
    places = ", ".join(
        count_text(count, "row") if place == ROW else f"{count} {place}"
        for place, count in proposal.places.items()
    )
    filled = f"; set {', '.join(imported.filled)}" if imported.filled else ""
    encoding = f", {proposal.material.encoding}" if proposal.material.encoding != "utf-8" else ""
    origin = "in its name" if proposal.is_day_of_name else "assumed"
    day = f"; day {proposal.day_assumed} ({origin}, --date says another)" if proposal.day_assumed else ""
    return (
        f"{title}: {count_text(len(imported.records), 'line')}, read as {proposal.source.format} "
        f"({proposal.source.why}{encoding}), "
        f"zone {proposal.zone} ({proposal.zone_origin}){day}: {places}{filled}"
    )


def _take(incident: str, material: ImportInput, services: ServiceContainer) -> ImportResult:
    return services.importing.save(incident, services.importing.preview(incident, material))


def _material(arguments: argparse.Namespace, file: str) -> ImportInput:
    material = read_material(file)
    said = _said(arguments, material.name)
    return replace(said, text=material.text, encoding=material.encoding)


def _said(arguments: argparse.Namespace, name: str) -> ImportInput:
    """Return the options of a source on the command line, without its text."""
    from oncall_tui.services.sources.proposals import ImportInput

    return ImportInput(
        "",
        name,
        format=arguments.format,
        zone=getattr(arguments, "zone", None),
        date=arguments.date,
        order=arguments.order,
        t0=arguments.t0,
        captured=None if arguments.captured is None else _instant(arguments.captured),
    )


def _base_name(file: str) -> str:
    return "" if file == "-" else file.replace("\\", "/").rpartition("/")[2]


def _json(imported: ImportResult) -> dict[str, object]:
    from oncall_tui.domain.note import note_json

    proposal = imported.proposal
    return {
        "source": imported.id,
        "format": proposal.source.format,
        "why": proposal.source.why,
        "zone": proposal.zone,
        "zone_origin": proposal.zone_origin,
        "encoding": proposal.material.encoding,
        "day_assumed": proposal.day_assumed,
        "blocks": [_block_json(section) for section in proposal.sections],
        "notes": [note_json(note) for note in imported.notes()],
    }


def _block_json(section: SectionPlace) -> dict[str, object]:
    samples = [
        {
            "occurred_at": None if sample.instant is None else format_instant(sample.instant),
            "precision": sample.precision or None,
            "zone_used": sample.zone,
            "text": sample.text,
            "flags": list(sample.flags),
        }
        for sample in section.samples
    ]
    return {
        "section": section.section,
        "destination": section.place,
        "lines": section.lines,
        "asked": section.asked,
        "samples": samples,
    }


def _instant(text: str) -> int:
    """Format an instant in its zone, as exact as it is written. Raises RefusedError for one that could be several."""
    from oncall_tui.timestamps.typed_time import parse_when
    from oncall_tui.timestamps.types import SourceContext

    reading = parse_when(text, SourceContext(captured=0))
    if reading is None or reading.instant is None or reading.confidence != "explicit":
        raise RefusedError(
            f"“{text}” is not an exact moment. Nothing was changed. Write it as 2026-11-21T09:30:00Z."
        )
    return reading.instant
