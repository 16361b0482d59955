"""The first line of every view: which incident, how long since what, the zone, and what is safe where."""

from datetime import tzinfo

from oncall_tui.domain.duration_text import duration_text
from oncall_tui.domain.incident import Incident
from oncall_tui.domain.instants import SECOND
from oncall_tui.domain.local_time import local_datetime
from oncall_tui.domain.shortened import shortened
from oncall_tui.domain.timeline.elapsed_since import elapsed_words, opening_in
from oncall_tui.domain.timeline.moments import Moments, duration
from oncall_tui.widgets.rows import Row, Span, justify_row, row_width

NAME = "strong"
LEAST_NAME = 9
# Before the left part, between both, and behind the right one.
BLANKS = 3


def header_row(left: Row, right: Row, width: int, *, demo: bool = False) -> Row:
    """Lay both parts out on one line; the throwaway copy says DEMO first.

    Where room is short the incident's name is cut first: one looks here for how long it lasts.
    """
    mark: Row = (Span(" DEMO ", "warn"),) if demo else ()
    over = row_width((*mark, *left, *right)) + BLANKS - width
    return justify_row((*mark, Span(" "), *_with_shorter_name(left, over)), (*right, Span(" ")), width)


def _with_shorter_name(left: Row, over: int) -> Row:
    if over <= 0 or not left or left[0].tone != NAME or " " in left[0].text:
        return left
    name = left[0].text
    return (Span(shortened(name, max(LEAST_NAME, len(name) - over)), NAME), *left[1:])


def incident_row(incident: Incident, milestones: Moments, now: int) -> Row:
    """`checkout-5xx SEV1 responding 47m since detected`; after the event `detected→resolved 20h26m`."""
    spans = [Span(incident.handle, NAME)]
    if incident.severity:
        spans.append(Span(f" {incident.severity}", "warn"))
    spans.append(Span(f" {incident.stage}"))
    if words := elapsed_words(incident, milestones, now):
        spans.append(Span(f" {words}", "muted"))
    return tuple(spans)


def resolved_words(incident: Incident, milestones: Moments) -> str:
    """`opened→resolved 15m · s moves on`: what follows the end of the response."""
    opening = opening_in(milestones)
    if opening:
        took = f"{opening}→resolved {duration(opening, 'resolved', milestones).text}"
    elif milestones.get("resolved"):
        minutes = max(0, milestones["resolved"][0].at - incident.created_at) // SECOND // 60
        took = f"opened→resolved {duration_text(minutes * 60) if minutes else '0m'}"
    else:
        took = "resolved"
    return f"{took} · Tab, then s moves on to the next stage"


def status_row(zone_name: str, zone: tzinfo, now: int, here: str, share: str) -> Row:
    """`UTC 03:59:12 saved✓ shared 8s`. Two promises, said apart: saved on this machine, and at the share."""
    clock = f"{zone_name} {local_datetime(now, zone):%H:%M:%S}"
    spans = [Span(clock), Span(f" {here}", "warn" if here in ("saving", "NOT SAVED") else "good")]
    if share:
        spans.append(Span(f" {share}", "warn" if "away" in share or "waiting" in share else "good"))
    return tuple(spans)
