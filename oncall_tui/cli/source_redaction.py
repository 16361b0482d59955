"""`oncall redact INC SOURCE:LINE [TEXT]`: words out of a large log, in every copy of it (SHARE 7)."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from oncall_tui.domain.errors import OncallError, RefusedError
from oncall_tui.output import print_json, print_message, print_result

if TYPE_CHECKING:
    import argparse

    from oncall_tui.bootstrap import ServiceContainer

# A shorter prefix of an id could be the hour of a row's time.
SHORTEST = 6


class SourcePlace(NamedTuple):
    """A large source, and one line of it; None: all of it."""

    source: str
    line: int | None


def find_source_place(services: ServiceContainer, incident: str, typed: str) -> SourcePlace | None:
    """Return the large source, or its line, that a target names (`SOURCE:LINE`, `SOURCE`); None for another target."""
    named, colon, digits = typed.rpartition(":")
    if not colon or not (digits.isascii() and digits.isdigit()):
        named, digits = typed, ""
    sources = services.store.tables(incident).get("sources", {})
    found = [
        id
        for id, record in sources.items()
        if "piece_count" in record
        and (record.get("name") == named or (len(named) >= SHORTEST and id.startswith(named.lower())))
    ]
    if len(found) > 1:
        raise RefusedError(f"{named!r} names {len(found)} sources. Nothing was changed. Give the id of one.")
    return SourcePlace(found[0], int(digits) if digits else None) if found else None


def redact_source(
    arguments: argparse.Namespace,
    services: ServiceContainer,
    incident: str,
    place: SourcePlace,
    words: str | None,
) -> int:
    """Cut words, a line, or a whole source out of a large log, after a preview."""
    if place.line is None and words is None:
        raise RefusedError(
            "A whole log is not taken out. Nothing was changed. Give SOURCE:LINE for a line, or TEXT for every place "
            "of a text."
        )
    preview = services.cutting.preview(incident, place.source, place.line, words)
    if arguments.dry_run:
        if "json" in arguments:
            print_json(
                {"places": preview.places, "lines": sorted(preview.lines), "notes": list(preview.notes)}
            )
        else:
            print_result(f"would take out: {preview.words()}")
        return 0
    _sync(services)  # for what colleagues picked meanwhile
    services.cutting.cut(incident, place.source, place.line, words)
    for note in preview.notes:
        with suppress(RefusedError):  # the first one took it out of all
            services.redaction.redact(incident, note, words)
    not_shared = _sync(services)
    if "json" in arguments:
        print_json({"places": preview.places, "lines": sorted(preview.lines), "notes": list(preview.notes)})
    elif "quiet" not in arguments:
        print_message(f"took out {preview.words()}")
        if not_shared:
            print_message(f"The share was not met: {not_shared} Others' copies follow after the next sync.")
        elif services.settings.share is not None:
            print_message("It is off the share; others' copies follow when they next sync.")
    return 0


def _sync(services: ServiceContainer) -> str:
    """Sync, so that colleagues hear of it; why that could not be, or ""."""
    if services.settings.share is None:
        return ""
    try:
        services.synchronise.sync(hold=True)
    except OncallError as error:
        return str(error)
    return ""
