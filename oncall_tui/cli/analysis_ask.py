"""`oncall analysis ask`: the questions one a line; Enter skips, `?` is not known, `none` is an answer."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from oncall_tui.domain.errors import OncallError, RefusedError
from oncall_tui.output import print_json, print_message, print_result

if TYPE_CHECKING:
    import argparse

    from oncall_tui.bootstrap import ServiceContainer
    from oncall_tui.domain.analysis.prompts import InterviewPrompt


def ask(arguments: argparse.Namespace, services: ServiceContainer, incident: str) -> int:
    """Ask until the answers end, each saved as it is given.

    On a terminal an answer that is refused is asked for again; from a pipe the next line answers the next question,
    so that one bad line shifts none of the others, and the exit code is that of a refusal.
    """
    write = print_message if "json" in arguments else print_result
    passed: set[tuple[str, str]] = set()
    code = 0
    while (asked := services.asking.next_prompt(incident, passed)) is not None:
        prompt, seen = asked
        write(_words(prompt))
        line = _read()
        if line is None:
            break
        if not line.strip():
            passed.add(prompt.key)
            continue
        try:
            services.asking.answer(incident, prompt, line, base_versions=seen)
        except OncallError as error:
            print_message(str(error))
            if not sys.stdin.isatty():
                passed.add(prompt.key)
                code = RefusedError.exit_code
        else:
            passed.add(prompt.key)
            _say_links(services, incident, prompt)
    _end(arguments, services, incident, has_more=asked is not None)
    return code


def _say_links(services: ServiceContainer, incident: str, prompt: InterviewPrompt) -> None:
    """Say which links a new record was given, since nobody typed them."""
    analysis = services.writeup.view(incident).analysis
    for id in prompt.links.values():
        print_message(f"linked with “{analysis.title(id)}”")


def _words(prompt: InterviewPrompt) -> str:
    example = f" (for example: {prompt.example})" if prompt.example else ""
    return f"{prompt.question}{example}"


def _read() -> str | None:
    """Return a line of standard input without its end; None when there is no more."""
    line = sys.stdin.buffer.readline().decode("utf-8", "surrogateescape")
    return line.rstrip("\r\n") if line else None


def _end(arguments: argparse.Namespace, services: ServiceContainer, incident: str, *, has_more: bool) -> None:
    if "json" in arguments:
        from oncall_tui.read_models.analysis_json import analysis_view_json

        print_json(analysis_view_json(services.writeup.view(incident)))
    elif "quiet" not in arguments:
        print_message("More is asked when you come back." if has_more else "That was the last question.")
