"""Printing a reading of one incident through what was kept of the last one."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from oncall_tui.output import print_result

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from oncall_tui.bootstrap import ServiceContainer
    from oncall_tui.read_models.writeup_view import WriteupView

# Options that have no say in what is printed, or are part of the settings.
APART = ("run", "command", "verb", "incident", "inc", "data", "share", "quiet", "no_color", "output", "force")


def show_kept(
    name: str,
    incident: str,
    arguments: argparse.Namespace,
    services: ServiceContainer,
    make: Callable[[WriteupView], str],
) -> None:
    """Print what `make` makes of the write-up, or made of it the last time."""
    print_result(kept_text(name, incident, arguments, services, make))


def kept_text(
    name: str,
    incident: str,
    arguments: argparse.Namespace,
    services: ServiceContainer,
    make: Callable[[WriteupView], str],
) -> str:
    """Return the output called `name`, one of KEPT_OUTPUTS. JSON is indented on a terminal, so that counts too."""

    def made() -> Made:
        view = services.writeup.view(incident)
        return Made(make(view), view.last_instant)

    from oncall_tui.services.incidents.kept_outputs import Made

    options = {key: value for key, value in sorted(vars(arguments).items()) if key not in APART}
    return services.kept_outputs.text(name, incident, f"{options} {sys.stdout.isatty()}", made)
