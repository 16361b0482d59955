"""Whatever a completion signs is counted as a change of the write-up: no new field may be forgotten."""

import pytest

from oncall_tui.domain.review.counted_fields import COUNTED
from oncall_tui.domain.review.parts import SIGNED_OF_RECOMMENDATION
from tests.cli.conftest import Oncall

# What a row or a dissent of the report shows that is no field of its own: computed of counted ones, or never signed.
COMPUTED = {
    *(
        "id",
        "local",
        "offset",
        "notes",
        "claimed_milestones",
        "reading",
        "comment",
        "title",
        "by",
        "recorded_by",
    ),
    *("mends", "line", "source", "recorded_at", "flags", "settled", "people", "tags", "public"),
}


@pytest.mark.parametrize("part", ["timeline", "recommendations", "dissents"])
def test_every_field_of_a_signed_part_is_counted_or_computed(oncall: Oncall, part: str) -> None:
    oncall("new", "disk space", "--zone", "UTC")
    oncall("note", "--at", "2026-11-20 13:42", "alert: disk full")
    oncall("rec", "add", "disk-space", "Alert on size")
    comment = oncall("review", "comment", "13:42", "disagree", "No.", "--json").json["id"]
    oncall("review", "end", comment, "dissent", "both stand")
    (value,) = oncall("report", "disk-space", "--format", "json").json[part]
    fields = set(SIGNED_OF_RECOMMENDATION) if part == "recommendations" else set(value)
    tables = {
        "timeline": ("events", "notes"),
        "recommendations": ("recommendations",),
        "dissents": ("endings",),
    }
    counted = {name for table in tables[part] for name in COUNTED[table]}
    assert fields - COMPUTED <= counted
