"""The first line of every view: which incident, how long since what, the zone, and what is safe where."""

from collections.abc import Mapping
from datetime import tzinfo

from textual.app import ComposeResult

from oncall_tui.domain.elapsed import elapsed_text
from oncall_tui.domain.incident import Incident
from oncall_tui.domain.instants import SECOND
from oncall_tui.domain.local_time import local_moment
from oncall_tui.widgets.row_line import RowLine
from oncall_tui.widgets.rows import Row, Span, cells, crop

OPENINGS = ("detected", "declared", "acknowledged", "started")
ENDINGS = ("resolved", "mitigated")


class Header(RowLine):
    """What is open here; and at its right end the state of things, whole, in a line of its own.

    Textual sends a line from the left edge of its widget to the last cell that changed: the clock, which ticks all
    night over ssh, so sends little more than its digits.
    """

    def compose(self) -> ComposeResult:
        yield RowLine(id="state")

    def show_both(self, left: Row, right: Row, *, demo: bool = False) -> None:
        """The left part is cut where there is no room; the throwaway copy says DEMO first."""
        state = self.query_one("#state", RowLine)
        width = cells(right) + 1
        if state.styles.width is None or state.styles.width.value != width:
            state.styles.width = width
        state.show(right)
        mark: Row = (Span(" DEMO ", "warn"),) if demo else ()
        self.show(crop((*mark, Span(" "), *left), max(0, self.app.size.width - width - 1)))


def incident_words(incident: Incident, milestones: Mapping[str, int], now: int) -> Row:
    """`checkout-5xx SEV1 responding 47m since detected`; after the event `detected→resolved 20h26m`."""
    spans = [Span(incident.handle, "strong")]
    if incident.severity:
        spans.append(Span(f" {incident.severity}", "warn"))
    spans.append(Span(f" {incident.stage}"))
    if words := elapsed_words(incident, milestones, now):
        spans.append(Span(f" {words}", "muted"))
    return tuple(spans)


def elapsed_words(incident: Incident, milestones: Mapping[str, int], now: int) -> str:
    """How long, always with since what (SCREENS, words). `milestones`: UTC microseconds by name."""
    opening = next((name for name in OPENINGS if name in milestones), None)
    ending = next((name for name in ENDINGS if name in milestones), None)
    if opening and ending:
        return f"{opening}→{ending} {elapsed_text((milestones[ending] - milestones[opening]) // SECOND)}"
    if incident.stage != "responding":
        return ""
    since = milestones[opening] if opening else incident.created_at
    if not since:
        return ""
    minutes = max(0, now - since) // SECOND // 60
    return f"{elapsed_text(minutes * 60) if minutes else '0m'} since {opening or 'opened'}"


def state_words(zone_name: str, zone: tzinfo, now: int, here: str, share: str) -> Row:
    """`UTC 03:59:12 here✓ shared 8s`. Two promises, said apart: saved on this machine, and at the share."""
    clock = f"{local_moment(now, zone):%H:%M:%S}"  # a span of its own: it alone changes every second
    tone = "warn" if here in ("saving", "NOT SAVED") else "good"
    spans = [Span(f"{zone_name} "), Span(clock), Span(f" {here}", tone)]
    if share:
        spans.append(Span(f" {share}", "warn" if "away" in share or "waiting" in share else "good"))
    return tuple(spans)
