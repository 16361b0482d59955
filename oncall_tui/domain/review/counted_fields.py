"""List the fields that make up the write-up: read by readers, signed by signers, amended by later changes (V6).

State, owner, dates and words of a recommendation, answers, comments, votes, roles and marks are never part of it.
"""

from collections.abc import Mapping

from oncall_tui.domain.analysis.records import KINDS
from oncall_tui.domain.destinations import MILESTONE, ROW
from oncall_tui.domain.writeup.sections import TEXTS

_ROW = (
    "text",
    "kind",
    "occurred_at",
    "ends_at",
    "precision",
    "approximate",
    "milestone",
    "milestones",
    "references",
    "merged_into",
    "order",
    "after",
    "struck",
    "starred",
    "lucky",
    "known_at",
)
# Table -> fields; the elements of a set go by the set's name.
COUNTED: Mapping[str, tuple[str, ...]] = {
    "incident": (*TEXTS, "title", "boundary", "environment", "no_recommendations"),
    "sections": ("title", "text", "struck"),
    "events": _ROW,
    "notes": (*_ROW, "raw", "verb", "author"),
    **{
        kind.table: (*(name for name in kind.type._fields if name not in ("id", "mended_titles")), "struck")
        for kind in KINDS
    },
    "recommendations": ("title", "statement", "definition_of_done", "merged_into", "struck"),
    "endings": ("as", "text", "position", "standing", "would_change", "struck"),
}
# A note is a row only at these places of its source; a line of a folded log that nobody picked is none.
ROW_PLACES = (None, ROW, MILESTONE)
