"""Choose the theme: the one that a person set, else the one that fits the terminal."""

from collections.abc import Mapping

from textual.theme import Theme

DARK, LIGHT, HIGH_CONTRAST = "textual-dark", "textual-light", "oncall-high-contrast"
TERMINAL = {False: "ansi-dark", True: "ansi-light"}
AUTO = "auto"
# The last part of TERM by which Rich, and so Textual, knows a terminal of 256 colours.
MANY_COLORS = ("256color", "kitty", "direct")


def high_contrast() -> Theme:
    """White on black, and colours that keep seven to one against it."""
    return Theme(
        name=HIGH_CONTRAST,
        primary="#5fd7ff",
        secondary="#ffafff",
        warning="#ffff5f",
        error="#ff8787",
        success="#87ff87",
        accent="#ffff5f",
        foreground="#ffffff",
        background="#000000",
        surface="#000000",
        panel="#262626",
        text_alpha=1.0,
        luminosity_spread=0.1,
        variables={"text-muted": "#d0d0d0"},
    )


def theme_for(wanted: str, environment: Mapping[str, str], kept_light: bool | None, *, color: bool) -> str:
    """Return the name of the theme to begin with. `kept_light`: what this terminal said at an earlier start."""
    said = color_fgbg(environment.get("COLORFGBG", ""))
    is_light = kept_light if said is None else said
    if wanted == AUTO:
        wanted = "terminal" if color and has_few_colors(environment) else "light" if is_light else "dark"
    if wanted == "terminal":
        # Without colours there is no telling the terminal's own apart: greys of ours keep their distance.
        return TERMINAL[bool(is_light)] if color else (LIGHT if is_light else DARK)
    return {"light": LIGHT, "high-contrast": HIGH_CONTRAST}.get(wanted, DARK)


def color_fgbg(value: str) -> bool | None:
    """Return whether `15;0` names a light background; None where it names none."""
    background = value.rpartition(";")[2]
    if not background.isdecimal():
        return None
    return int(background) == 7 or 9 <= int(background) <= 15


def has_few_colors(environment: Mapping[str, str]) -> bool:
    """Return whether the terminal declares no more than sixteen colours."""
    if environment.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return False
    return environment.get("TERM", "").rpartition("-")[2].lower() not in MANY_COLORS


def can_be_asked(environment: Mapping[str, str]) -> bool:
    """Return whether the terminal answers a question for its background, or at least does not show it."""
    return not environment.get("TERM", "").startswith(("linux", "vt", "cons", "screen"))
