"""Combine options, environment and configuration into the settings of one run.

Apart from the parser of options: `oncall` alone has none, and its first frame does not wait for argparse.
"""

from __future__ import annotations

import os

from oncall_tui.output import print_message
from oncall_tui.settings.resolve import (
    author,
    configured_values,
    data_directory,
    full_path,
    problems,
    setting,
)
from oncall_tui.settings.settings import Settings


def resolve_settings(arguments: object) -> Settings:
    """Return the settings in force. Raises RefusedError, or ShareUrlError for a `--share` that can't be one.

    `arguments` has the options that were given as attributes; those that were not, it lacks.
    """
    data = data_directory(getattr(arguments, "data", None))
    share = setting("share", getattr(arguments, "share", None), data)
    _check_given_share(getattr(arguments, "share", None))
    zone, zone_problem = _zone(getattr(arguments, "zone", None), data)
    theme, theme_problem = _theme(data)
    return Settings(
        data=data,
        author=author(data),
        share=full_path(share) if share and share.startswith("~") else share,
        zone=zone,
        incident=os.environ.get("ONCALL_INCIDENT") or None,
        ascii=getattr(arguments, "ascii", False) or setting("ascii", None, data) == "true",
        problems=(*problems(data), *zone_problem, *theme_problem),
        theme=theme,
        color=not (getattr(arguments, "no_color", False) or os.environ.get("NO_COLOR")),
    )


def _check_given_share(option: str | None) -> None:
    """Refuse a URL of a kind that no share has. One that is set elsewhere is refused by what needs the share."""
    if option and "://" in option:
        from oncall_tui.sync.shares.share_url import parse_share_url

        parse_share_url(option)


def _theme(data: str) -> tuple[str, tuple[str, ...]]:
    """Return the theme, and what is wrong with it: an ONCALL_THEME that names none is said and passed by."""
    theme = setting("theme", None, data) or "auto"
    if theme == configured_values(data).get("theme", "auto"):
        return theme, ()
    from oncall_tui.settings.config_file import choice_complaint

    if not (why := choice_complaint("theme", theme)):
        return theme, ()
    problem = f"ONCALL_THEME: {why}; it is passed by."
    print_message(problem)
    return configured_values(data).get("theme", "auto"), (problem,)


def _zone(option: str | None, data: str) -> tuple[str | None, tuple[str, ...]]:
    """Return the shown zone, and what is wrong with it: an ONCALL_ZONE that names none is said and passed by."""
    zone = setting("zone", option, data)
    if option or not zone or not os.environ.get("ONCALL_ZONE"):
        return zone, ()
    from oncall_tui.read_models.zones import is_known_zone

    if is_known_zone(zone):
        return zone, ()
    problem = f"ONCALL_ZONE: “{zone}” is not a time zone that this machine knows; it is passed by."
    print_message(problem)
    return configured_values(data).get("zone"), (problem,)
