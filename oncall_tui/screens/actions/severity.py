"""Asking for a severity: the team's scale with what each word means, and any other word that is typed."""

from typing import Protocol

from oncall_tui.domain.severities import Severity, fitting
from oncall_tui.screens.prompting import PromptingScreen
from oncall_tui.services.sharing.team import Team
from oncall_tui.widgets.prompt_options import Option

NONE = "none"


class TeamServices(Protocol):
    """Services of the question."""

    @property
    def team(self) -> Team: ...


async def ask_severity(screen: PromptingScreen, services: TeamServices, now: str | None) -> str | None:
    """Return the severity that was picked, `none` for none, None if the question was taken back."""
    severities = (await screen.in_thread(lambda: services.team.read())).severities
    options = [_option(each) for each in severities]
    if now:
        options.append(Option(NONE, "none", f"it is {now} now"))

    def find(typed: str) -> list[Option]:
        return [_option(each) for each in fitting(severities, typed)]

    return await screen.pick("How bad is it?", *options, find=find)


def _option(severity: Severity) -> Option:
    return Option(severity.name, severity.label)
