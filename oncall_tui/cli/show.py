"""`oncall list`, `show`, `search` and `handover`: what there is, for people and for scripts."""

from __future__ import annotations

from datetime import UTC, tzinfo
from typing import TYPE_CHECKING

from oncall_tui.domain.errors import DamagedFileError
from oncall_tui.domain.plural import count_text
from oncall_tui.output import print_json, print_message, print_result
from oncall_tui.services.display_zone import display_zone

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from oncall_tui.bootstrap import ServiceContainer
    from oncall_tui.cli.commands import Commands, OncallArgumentParser
    from oncall_tui.domain.incident import Incident
    from oncall_tui.read_models.search_passages import SearchHit
    from oncall_tui.services.incidents.listing import IncidentRow

# `2026-11-21T03:16`, and an instant with all that it may have.
MINUTE_CELLS, LONGEST = 16, 27


def add_parsers(commands: Commands, options: OncallArgumentParser) -> None:
    """Add the commands `list`, `show`, `search` and `handover`."""
    listing = commands.add_parser("list", parents=[options], help="the incidents")
    listing.set_defaults(run=list_incidents)
    showing = commands.add_parser("show", parents=[options], help="one incident, whole")
    showing.add_argument("incident", nargs="?", metavar="INC")
    showing.set_defaults(run=show_incident)
    searching = commands.add_parser("search", parents=[options], help="search everything, everywhere")
    searching.add_argument("text", nargs="+", metavar="TEXT")
    searching.set_defaults(run=search_all)
    handover = commands.add_parser("handover", parents=[options], help="the handover to the next responder")
    handover.add_argument("incident", nargs="?", metavar="INC")
    handover.add_argument("--update", action="store_true", help="the status update for stakeholders instead")
    handover.set_defaults(run=show_handover)


def list_incidents(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Damaged incidents are listed and named; the exit code then says so."""
    zone = display_zone(services.settings.zone)
    rows = services.listings.rows()
    if "json" in arguments:
        print_json(
            {"incidents": [row.as_json() for row in rows], "unfiled": services.listings.unfiled_count()}
        )
    else:
        _show_rows(rows, services, zone)
    return _tell_damaged(row.damaged for row in rows if row.damaged)


def show_incident(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Print an incident."""
    view = services.incidents.view(services.incidents.find(arguments.incident))
    if "json" in arguments:
        from oncall_tui.read_models.incident_json import view_json

        print_json(view_json(view, services.clock(), services.tracker.outlook()))
    else:
        from oncall_tui.read_models.incident_text import incident_text

        print_result(incident_text(view, services.settings.zone))
    return 0


def search_all(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Search all incidents, and print each hit."""
    zone = display_zone(services.settings.zone)
    services.searching.refresh()
    hits = list(services.searching.hits(" ".join(arguments.text)))
    if "json" in arguments:
        print_json({"hits": [hit.as_json() for hit in hits]})
    else:
        _show_hits(hits, zone)
        if "quiet" not in arguments:
            print_message(f"{len(hits)} found")
    return _tell_damaged(services.searching.damaged.values())


def show_handover(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Print the text of a handover or of a status update."""
    from oncall_tui.read_models.handover import handover_text, update_text

    view = services.incidents.view(services.incidents.find(arguments.incident))
    say_unknown_zone(view.incident)
    text = (update_text if arguments.update else handover_text)(view, services.clock())
    if "json" in arguments:
        print_json({"incident": view.id, "text": text})
    else:
        print_result(text)
    return 0


def say_unknown_zone(incident: Incident) -> None:
    """Say that times are in UTC, where this machine does not know the incident's zone."""
    from oncall_tui.read_models.zones import unknown_zone_text

    if words := unknown_zone_text(incident):
        print_message(words)


def _tell_damaged(reasons: Iterable[str]) -> int:
    """Name each file that was passed over and return the exit code for it."""
    named = list(reasons)
    for reason in named:
        print_message(reason)
    return DamagedFileError.exit_code if named else 0


def _show_rows(rows: list[IncidentRow], services: ServiceContainer, zone: tzinfo) -> None:
    current = services.listings.current()
    if rows:
        print_result("\n".join(_row(row, row.id == current, zone) for row in rows))
    else:
        print_message("No incidents yet. `oncall new TITLE` starts one; `oncall demo` shows worked ones.")
    unfiled = services.listings.unfiled_count()
    if unfiled:
        taken = count_text(unfiled, "unfiled note")
        print_message(f"{taken}, taken while no incident was current: `oncall` shows them on Incidents.")


def _row(row: IncidentRow, is_current: bool, zone: tzinfo) -> str:
    begun = _when(row.created_at, zone, MINUTE_CELLS)
    state = "damaged" if row.damaged else f"{row.stage:10} {row.severity or '-':5} {begun:16}"
    title = row.title if row.title.isprintable() else _one_line(row.title)
    count = row.notes + row.waiting
    notes = f"{count:>4} {'note ' if count == 1 else 'notes'}"
    return f"{'*' if is_current else ' '} {row.handle:24} {state} {notes}  {title}"


def _when(stored: str, zone: tzinfo, cells: int) -> str:
    """So many cells of a stored instant: as it is for UTC, else the local time and what the zone is called then."""
    if zone is UTC or not stored:
        return stored[:cells]
    from oncall_tui.domain.instants import parse_instant
    from oncall_tui.domain.local_time import local_datetime

    moment = local_datetime(parse_instant(stored), zone)
    return f"{moment:%Y-%m-%d %H:%M:%S}"[:cells] + f" {moment:%Z}"


def _show_hits(hits: list[SearchHit], zone: tzinfo) -> None:
    if hits:
        print_result("\n".join(_hit(hit, zone) for hit in hits))


def _hit(hit: SearchHit, zone: tzinfo) -> str:
    when = _when(hit.occurred_at or "", zone, LONGEST) or hit.table
    return f"{hit.handle or 'unfiled'}  {when:20}  {_one_line(hit.text)}"


def _one_line(text: str) -> str:
    from oncall_tui.domain.visible import escape_line

    return escape_line(text)
