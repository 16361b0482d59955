"""Words for where a walk through the timeline stands (T8). Pure."""

from datetime import tzinfo

from oncall_tui.domain.instants import MINUTE, SECOND
from oncall_tui.domain.local_time import time_of_day_text
from oncall_tui.domain.timeline.durations import duration_text
from oncall_tui.domain.timeline.walk import Walk


def walk_words(walk: Walk, step: int, zone: tzinfo) -> str:
    """`walk 12 of 40 · known 03:41, 29m after it happened · n next`."""
    here = walk.steps[step - 1]
    if here.known_at is None:
        known = "found afterwards"
    else:
        known = f"known {time_of_day_text(here.known_at, zone, 'minute')}"
        if here.late_by >= MINUTE:
            known += f", {duration_text(here.late_by // SECOND)} after it happened"
    return f"walk {step} of {len(walk.steps)} · {known} · n next"
