"""Texts of the tracker's questions, and of the effect of an answer. Pure."""

from collections.abc import Callable, Sequence

from oncall_tui.domain.days import days_between, long_day, parse_day
from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.plural import count_text
from oncall_tui.domain.recommendations.fields import NOTHING, SCALARS
from oncall_tui.domain.recommendations.recommendation import Recommendation
from oncall_tui.widgets.prompt_options import Option

FIRST_FIELDS = ("title", "owner", "definition_of_done", "due", "ticket")
MOST_OFFERED = 6
ADDED = {"ticket": "tickets", "tag": "labels", "incident": "incidents"}


def required_text(words: str) -> Callable[[str], str]:
    """Return a question that has no empty answer: Enter on nothing says what is wanted."""

    def consequence(text: str) -> str:
        if not text.strip():
            raise RefusedError(words)
        return words

    return consequence


def date_words(item: Recommendation, today: str) -> Callable[[str], str]:
    """Say what a typed date is, and by how much it slips."""

    def consequence(text: str) -> str:
        if not text.strip():
            return "4 Dec, 2026-12-01, fri, +2w, eow; none takes the date back"
        if text.strip().lower() in NOTHING:
            return "no date any more"
        day = parse_day(text, today)
        moved = days_between(item.due, day) if item.due else 0
        slip = (
            f", {count_text(moved, 'day')} later than promised"
            if moved > 0
            else ", earlier"
            if moved < 0
            else ""
        )
        return f"{long_day(day)}{slip}"

    return consequence


def owner_words(text: str, me: str, rotation: Sequence[str] = ()) -> str:
    """Describe the effect of the answer, and suggest people of the team's rotation."""
    name = text.strip().removeprefix("@")
    others = [other for other in rotation if other != name and other.lower().startswith(name.lower())]
    offered = f" · rotation: {', '.join(others[:MOST_OFFERED])}" if others else ""
    if not name:
        return f"nobody owns it then{offered}"
    mine = name in (me, "me")
    return ("you own it then" if mine else f"{name} is asked; it counts once {name} says yes") + offered


def field_options(item: Recommendation) -> list[Option]:
    """Return the five that matter first, then the rest."""
    names = (*FIRST_FIELDS, *(name for name in SCALARS if name not in FIRST_FIELDS), "tag", "incident")
    return [Option(name, f"{name.replace('_', ' '):<20} {field_text(item, name)}") for name in names]


def field_text(item: Recommendation, name: str) -> str:
    """Return a field's present value as text."""
    if name in ADDED:
        return " ".join(getattr(item, ADDED[name]))
    if name in ("accepted", "sponsor_accepted"):
        return "yes" if (item.is_accepted if name == "accepted" else item.is_sponsored) else "no"
    value = getattr(item, name)
    return "" if value is None else str(value)


def effect_answer(text: str, today: str) -> tuple[str, str]:
    """Return what to look at and on which day, from `pages per week, in 4 weeks`; each may be empty."""
    what, comma, when = text.strip().rpartition(",")
    try:
        return (what.strip(), parse_day(when, today)) if comma else ("", parse_day(text, today))
    except RefusedError:
        return text.strip(), ""


def effect_words(today: str, text: str) -> str:
    """Say how the answer is understood."""
    if not text.strip():
        return "pages per week, in 4 weeks; empty: nothing is looked at"
    what, day = effect_answer(text, today)
    return f"look at {what or 'it'}{f' on {long_day(day)}' if day else '; a day after a comma, such as: in 4 weeks'}"


def assigned_text(words: Sequence[str], what: str) -> str:
    """Return what was done in words: `Dropped “Every dashboard”: not worth it`, `due: 2026-12-04 · Every dashboard`."""
    said = dict(word.partition("=")[::2] for word in words)
    status = said.get("status")
    if status == "dropped":
        return f"Dropped “{what}”: {said.get('reason') or 'no reason'}"
    rest = [
        f"{name.replace('_', ' ')}: {value or 'none'}" for name, value in said.items() if name != "status"
    ]
    first = [f"{status.replace('-', ' ').capitalize()}: “{what}”"] if status else []
    return " · ".join([*first, ", ".join(rest)] if rest else first) + ("" if status else f" · {what}")
