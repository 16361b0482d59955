"""`oncall sync` and `oncall doctor`: the team's share, and what a person should know about it (S2)."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from oncall_tui.domain.errors import CheckFailedError, DamagedFileError, ShareUnavailableError
from oncall_tui.domain.instants import SECOND, format_instant
from oncall_tui.domain.plural import count_text
from oncall_tui.domain.visible import escape_line
from oncall_tui.output import print_json, print_message, print_result

if TYPE_CHECKING:
    import argparse

    from oncall_tui.bootstrap import ServiceContainer
    from oncall_tui.cli.commands import Commands, OncallArgumentParser
    from oncall_tui.services.sharing.published_files import PublishedFiles
    from oncall_tui.services.sharing.sync_service import SyncReport
    from oncall_tui.sync.sync_result import SyncResult

WHAT_IS_SHARED = (
    "Joins what colleagues published and publishes what is new here. What looks like a secret is named and shared "
    "too: only the syncs that the screens do by themselves keep it here for two minutes. `oncall redact` takes it out."
)


def add_parsers(commands: Commands, options: OncallArgumentParser) -> None:
    """Add the commands `sync` and `doctor`."""
    sync = commands.add_parser(
        "sync", parents=[options], help="meet the team's share, once", description=WHAT_IS_SHARED
    )
    sync.add_argument("--status", action="store_true", help="what is known of the share; nothing is written")
    sync.add_argument("--dry-run", action="store_true", help="what a sync would do; nothing is written")
    sync.add_argument(
        "--refill",
        action="store_true",
        help="make this directory our share, also if it is empty or another one, and put all that is here there",
    )
    sync.set_defaults(run=run_sync)
    doctor = commands.add_parser("doctor", parents=[options], help="where your words are, and what is wrong")
    doctor.add_argument("--repair", action="store_true", help="bring damaged incidents back")
    doctor.set_defaults(run=run_doctor)


def run_sync(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Exit 0 also with open conflicts and skipped files, which the output names; 5 where something of ours waits."""
    if arguments.status or arguments.dry_run:
        return _rehearse(arguments, services)
    if services.settings.share is not None:  # else nothing leaves, as the refusal below says
        _name_secrets(services, "It is shared now")
    synced = services.synchronise.sync(refill=arguments.refill, progress=_progress("quiet" in arguments))
    _tell(arguments, services, synced, {})
    for problem in synced.problems:
        print_message(problem)
    return _exit_code(synced.outcome)


def _rehearse(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    _name_secrets(services, "A sync shares it")
    try:
        synced = services.synchronise.dry_run()
    except ShareUnavailableError as away:
        print_message(str(away))
        _show_last(services)
        return ShareUnavailableError.exit_code
    _tell(arguments, services, synced, _status_json(services, synced) if arguments.status else {})
    return 0


def _name_secrets(services: ServiceContainer, when: str) -> None:
    """Before anything leaves, so that there is time for ctrl+c."""
    for found in services.synchronise.suspicions().values():
        for note in found:
            print_message(
                f"! {note.handle}, note {note.note}: looks like it holds {note.what}. {when}; "
                f"`oncall redact {note.handle} {note.note} TEXT` takes TEXT out everywhere, "
                f"`oncall timeline {note.handle} --check` asks whether it is one."
            )


def run_doctor(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Exit 7 where a person should do something."""
    repaired = services.doctor.repair() if arguments.repair else []
    findings = list(services.doctor.findings())
    if "json" in arguments:
        rows = [{"about": finding.about, "text": finding.text, "ok": finding.ok} for finding in findings]
        print_json({"repaired": repaired, "findings": rows})
    else:
        for line in repaired:
            print_result(escape_line(line))
        for finding in findings:
            print_result(f"{' ' if finding.ok else '!'} {finding.about:10} {escape_line(finding.text)}")
    return 0 if all(finding.ok for finding in findings) else CheckFailedError.exit_code


def _tell(
    arguments: argparse.Namespace, services: ServiceContainer, synced: SyncReport, more: dict[str, Any]
) -> None:
    outcome = synced.outcome
    if "json" in arguments:
        print_json(outcome_json(outcome) | more)
    else:
        _show_outcome(arguments, services, synced)
    for message in () if "quiet" in arguments else _trouble(outcome):
        print_message(message)


def _show_outcome(arguments: argparse.Namespace, services: ServiceContainer, synced: SyncReport) -> None:
    outcome = synced.outcome
    would = "would be " if arguments.status or arguments.dry_run else ""
    print_result(
        f"{count_text(outcome.joined, 'file')} {would}joined, {outcome.published} {would}published, "
        f"{count_text(outcome.conflicts, 'conflict')}, {len(outcome.skipped)} skipped"
    )
    for skipped in outcome.skipped:
        print_result(escape_line(f"  skipped {skipped.file}: {skipped.reason}"))
    if arguments.status:
        _show_replicas(synced, services)


def _show_replicas(synced: SyncReport, services: ServiceContainer) -> None:
    from oncall_tui.services.sharing.published_files import published_words

    outcome = synced.outcome
    for name, info in sorted(outcome.replicas.items()):
        clock = outcome.ahead.get(name, 0) // (60 * SECOND)
        ahead = f", clock {clock} min ahead" if clock else ""
        what = published_words(synced.published[name])
        words = f"{info.author} on {info.host}, {what}, oncall {info.program}{ahead}"
        print_result(escape_line(f"  replica {name}: {words}"))
    print_result(f"  {outcome.size // 1000} kB on the share")
    _show_last(services)


def _show_last(services: ServiceContainer) -> None:
    at = services.sync_files.synced_at()
    last = "never" if at is None else format_instant(at // SECOND * SECOND)
    waiting = count_text(services.synchronise.waiting(), "incident")
    print_message(f"  last sync {last}; what is on this machine alone: something of {waiting}")


def _status_json(services: ServiceContainer, synced: SyncReport) -> dict[str, Any]:
    at = services.sync_files.synced_at()
    outcome = synced.outcome
    return {
        "synced_at": None if at is None else format_instant(at),
        "waiting": services.synchronise.waiting(),
        "size": outcome.size,
        "secrets": [
            {"incident": note.incident, "note": note.note, "what": note.what}
            for found in services.synchronise.suspicions().values()
            for note in found
        ],
        "replicas": [
            {"replica": name, "author": info.author, "host": info.host, "program": info.program}
            | _published_json(synced.published[name])
            for name, info in sorted(outcome.replicas.items())
        ],
    }


def _published_json(found: PublishedFiles) -> dict[str, Any]:
    at = None if found.at is None else format_instant(found.at)
    return {"files": found.files, "incidents": found.incidents, "size": found.size, "published_at": at}


def outcome_json(outcome: SyncResult) -> dict[str, Any]:
    """Return `{"joined", "published", "conflicts", "skipped": [{"file", "reason"}]}`."""
    return {
        "joined": outcome.joined,
        "published": outcome.published,
        "conflicts": outcome.conflicts,
        "skipped": [{"file": skipped.file, "reason": skipped.reason} for skipped in outcome.skipped],
    }


def _trouble(outcome: SyncResult) -> list[str]:
    from oncall_tui.services.sharing.sync_service import READ_ONLY

    messages = list(outcome.damaged.values())
    if outcome.refused:
        messages.append(
            f"The share could not be written: {outcome.refused}. All is saved here and waits; mend it, then sync again."
        )
    if not outcome.writable:
        messages.append(READ_ONLY)
    for incident, replicas in sorted(outcome.holders.items()):
        messages.append(
            f"{incident}: what was redacted may still be in the files of {', '.join(replicas)} until they sync."
        )
    return messages


def _exit_code(outcome: SyncResult) -> int:
    if outcome.refused:
        return ShareUnavailableError.exit_code
    return DamagedFileError.exit_code if outcome.damaged else 0


def _progress(quiet: bool) -> Any:
    """Return a counter on a terminal, nothing elsewhere."""
    if quiet or not sys.stderr.isatty():
        return lambda done, total: None

    def count(done: int, total: int) -> None:
        if total > 20 and (done % 10 == 0 or done == total):
            end = "\n" if done == total else ""
            sys.stderr.write(f"\r{done} of {total} incidents{end}")
            sys.stderr.flush()

    return count
