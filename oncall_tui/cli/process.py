"""`oncall process`: the team's steps for each stage, ticked or skipped with a reason (W14)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oncall_tui.cli.incident_words import add_incident_option, find_incident
from oncall_tui.domain.errors import RefusedError
from oncall_tui.output import print_json, print_message, print_result

if TYPE_CHECKING:
    import argparse

    from oncall_tui.bootstrap import ServiceContainer
    from oncall_tui.cli.commands import Commands, OncallArgumentParser
    from oncall_tui.domain.process import Process, ProcessStep

VERBS = {"done": 1, "skip": 2}


def add_parsers(commands: Commands, options: OncallArgumentParser) -> None:
    """Add `process`."""
    process = commands.add_parser(
        "process",
        parents=[options],
        help="the team's steps for each stage",
        description="`process done [INC] NAME` ticks a step, `process skip [INC] NAME REASON` skips it.",
    )
    process.add_argument("words", nargs="*", metavar="[INC] | done [INC] NAME | skip [INC] NAME REASON")
    add_incident_option(process)
    process.set_defaults(run=run_process)


def run_process(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """List the steps, or tick or skip one."""
    words = list(arguments.words)
    verb = words.pop(0) if words and words[0] in VERBS else ""
    wanted = VERBS.get(verb, 0)
    if len(words) > wanted + 1:
        raise RefusedError(f"There is one word too many: {words[-1]!r}. Nothing was changed.")
    if len(words) < wanted:
        raise RefusedError(
            f"Nothing was changed. Use: oncall process {verb} [INC] NAME{' REASON' if wanted > 1 else ''}."
        )
    incident = find_incident(arguments, services, words.pop(0) if len(words) > wanted else None)
    if not verb:
        news = services.process_news.take()
        if news and "json" not in arguments:
            print_message(news)
        return _list(arguments, services.process.view(incident))
    step = (
        services.process.done(incident, *words) if verb == "done" else services.process.skip(incident, *words)
    )
    if "json" in arguments:
        print_json(step_json(step))
    elif "quiet" not in arguments:
        print_message(_line(step))
    return 0


def step_json(step: ProcessStep) -> dict[str, Any]:
    """Return a step as `process --json` has it."""
    return {
        "stage": step.stage,
        "name": step.name,
        "state": step.state,
        "reason": step.reason or None,
        "by": step.by or None,
        "at": step.at or None,
    }


def _list(arguments: argparse.Namespace, process: Process) -> int:
    if "json" in arguments:
        print_json({"version": process.version or None, "steps": [step_json(step) for step in process.steps]})
        return 0
    if process.version:
        print_result(f"Process, version {process.version}.")
    for step in process.steps:
        print_result(_line(step))
    if not process.steps:
        print_message("The team's process has no steps.")
    return 0


def _line(step: ProcessStep) -> str:
    who = f", by {step.by}" if step.by else ""
    why = f": {step.reason}" if step.reason else ""
    return f"{step.stage}: {step.name}: {step.state}{who}{why}."
