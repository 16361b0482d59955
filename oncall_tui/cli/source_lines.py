"""Large logs on the command line: their import, and `oncall source INC SOURCE --search …` for their lines (SHARE 7)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.instants import MINUTE, format_instant
from oncall_tui.domain.plural import count_text
from oncall_tui.output import print_json, print_message, print_result

if TYPE_CHECKING:
    import argparse

    from oncall_tui.bootstrap import ServiceContainer
    from oncall_tui.read_models.source_notes import ParsedLine
    from oncall_tui.services.sources.large_import import LargeImported
    from oncall_tui.services.sources.proposals import ImportProposal
    from oncall_tui.services.sources.source_files import SourceFile

SPAN = re.compile(r"(\d{1,9})(?:-(\d{1,9}))?", re.ASCII)
MOST_FOUND = 40
MOST_SHOWN = 10_000


def add_line_options(source: argparse.ArgumentParser) -> None:
    """Add the options that search and pick lines of a large log."""
    lines = source.add_argument_group(
        "lines of a large log",
        "A log of more than 100,000 lines or 8 MB is kept as a file beside the incident.",
    )
    lines.add_argument("--search", metavar="TEXT", help=f"the first {MOST_FOUND} lines that hold it")
    lines.add_argument(
        "--around", metavar="MOMENT|LINE", help="the lines near a moment, or near a line's own"
    )
    lines.add_argument("--minutes", type=int, default=5, metavar="N", help="how near (5)")
    lines.add_argument("--lines", metavar="A-B", help="lines by their numbers")
    lines.add_argument("--pick", metavar="A-B[,C…]", help="bring lines into the timeline")


def asks_for_lines(arguments: argparse.Namespace) -> bool:
    """Return whether an option asks for lines."""
    return any(getattr(arguments, name) is not None for name in ("search", "around", "lines", "pick"))


def show_lines(arguments: argparse.Namespace, services: ServiceContainer, incident: str, source: str) -> int:
    """Print or pick lines of a large log."""
    if arguments.pick is not None:
        return _pick(arguments, services, incident, source)
    file = services.source_files.open(incident, source)
    if arguments.search is not None:
        return _search(arguments, file)
    if arguments.around is not None:
        read = file.around(_instant(arguments.around, services, incident, file), arguments.minutes * MINUTE)
    else:
        first, last = _span(arguments.lines)
        if last - first >= MOST_SHOWN:
            raise RefusedError(f"These are more than {MOST_SHOWN:,} lines. Ask for fewer.")
        read = file.lines(first, last)
    if "json" in arguments:
        print_json({"source": source, "lines": [_line_json(each) for each in read]})
        return 0
    for each in read:
        print_result(_line_text(each))
    if not read and "quiet" not in arguments:
        print_message("No lines there.")
    return 0


def import_large(
    arguments: argparse.Namespace,
    services: ServiceContainer,
    incident: str,
    file: str,
    proposal: ImportProposal,
) -> int:
    """Import a log as a file, and say on stderr what it was taken for."""
    earlier = None if arguments.again else services.large_import.already(incident, file)
    if earlier is not None:
        if "json" in arguments:
            print_json({"source": earlier, "already": True, "notes": []})
        else:
            print_result(f"{earlier} already imported")
        if "quiet" not in arguments:
            print_message(
                "The same text was imported before. Nothing was changed. --again imports it a second time."
            )
        return 0
    imported = services.large_import.take(incident, file, proposal)
    if "json" in arguments:
        print_json(_large_import_json(imported, proposal))
    else:
        print_result(f"{imported.id} {count_text(imported.lines, 'line')}")
    if "quiet" not in arguments:
        _tell_large_import(incident, imported, proposal)
    return 0


def _large_import_json(imported: LargeImported, proposal: ImportProposal) -> dict[str, Any]:
    return {
        "source": imported.id,
        "format": proposal.source.format,
        "why": proposal.source.why,
        "zone": proposal.zone,
        "zone_origin": proposal.zone_origin,
        "lines": imported.lines,
        "bytes": imported.size,
        "pieces": imported.pieces,
        "secrets": imported.secrets,
        "notes": [],
    }


def _tell_large_import(incident: str, imported: LargeImported, proposal: ImportProposal) -> None:
    """Say what the log was taken for, where its lines are, and which look like a secret."""
    times = ""
    if imported.first is not None and imported.last is not None:
        times = f", {format_instant(imported.first)[:19]}Z to {format_instant(imported.last)[:19]}Z"
    print_message(
        f"{count_text(imported.lines, 'line')}, {imported.size / 1_000_000:.0f} MB, "
        f"read as {proposal.source.format} ({proposal.source.why}), zone {proposal.zone} "
        f"({proposal.zone_origin}){times}. Kept as a file beside the "
        f"incident: `oncall source {incident} {imported.id}` with --search, --around or --pick has its lines."
    )
    if imported.secrets:
        what = "line looks" if imported.secrets == 1 else "lines look"
        print_message(
            f"{imported.secrets} {what} like a secret: `oncall redact {incident} {imported.id}:LINE TEXT` cuts it."
        )


def _search(arguments: argparse.Namespace, file: SourceFile) -> int:
    if not arguments.search.strip():
        raise RefusedError("A blank text is on every line. Give --search a word.")
    found, count = file.search(arguments.search, MOST_FOUND)
    if "json" in arguments:
        print_json(
            {"source": file.id, "count": count, "lines": [{"line": n, "raw": text} for n, text in found]}
        )
        return 0
    for number, text in found:
        print_result(f"{number:>9}  {text}")
    if "quiet" not in arguments:
        shown = f", the first {len(found)} shown" if len(found) < count else ""
        print_message(f"{count_text(count, 'line')}{shown}" if count else "No line holds it.")
    return 0 if count else 1


def _pick(arguments: argparse.Namespace, services: ServiceContainer, incident: str, source: str) -> int:
    numbers: list[int] = []
    for word in arguments.pick.split(","):
        first, last = _span(word.strip())
        if last - first > MOST_SHOWN:
            raise RefusedError("These are too many lines for a timeline. Nothing was changed. Pick fewer.")
        numbers += range(first, last + 1)
    ids = services.source_files.pick(incident, source, numbers)
    if "json" in arguments:
        print_json({"source": source, "notes": ids})
        return 0
    for id in ids:
        print_result(id)
    if "quiet" not in arguments:
        print_message(f"{count_text(len(ids), 'line')} in the timeline; `oncall undo` takes it back")
    return 0


def _span(text: str) -> tuple[int, int]:
    match = SPAN.fullmatch(text)
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
    if not 0 < first <= last:
        raise RefusedError(f"“{text}” names no lines. Nothing was changed. Write 120 or 120-140.")
    return first, last


def _instant(text: str, services: ServiceContainer, incident: str, file: SourceFile) -> int:
    """Return the typed instant, on the day of the log; or that of a line by its number."""
    if text.isascii() and text.isdigit():
        found = [read.reading.instant for read in file.lines(int(text), int(text))]
        if not found or found[0] is None:
            raise RefusedError(f"Line {text} has no time. Give a moment, as 03:16 or 2026-11-21T03:16:00Z.")
        return found[0]
    from oncall_tui.timestamps.typed_time import parse_when
    from oncall_tui.timestamps.types import SourceContext

    first = next((block.earliest for block in file.blocks() if block.earliest is not None), services.clock())
    zone = services.incidents.view(incident).incident.zone
    reading = parse_when(
        text, SourceContext(captured=services.clock(), default_zone=zone, date=format_instant(first)[:10])
    )
    if reading is None or reading.instant is None:
        raise RefusedError(
            f"“{text}” is no moment and no line. Give 03:16, 2026-11-21T03:16:00Z, or a line's number."
        )
    return reading.instant


def _line_text(read: ParsedLine) -> str:
    at = "-" if read.reading.instant is None else format_instant(read.reading.instant)
    return f"{read.line.line:>9}  {at:<27}  {read.line.raw}"


def _line_json(read: ParsedLine) -> dict[str, object]:
    instant = read.reading.instant
    return {
        "line": read.line.line,
        "occurred_at": None if instant is None else format_instant(instant),
        "raw": read.line.raw,
        "flags": list(read.reading.flags),
    }
