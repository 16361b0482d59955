"""What a row shows of a line: its stamp stands in the row's own column, a mark behind it is the kind."""

import pytest

from oncall_tui.domain.instants import parse_instant
from oncall_tui.formats.readers.detect_format import read_source
from oncall_tui.read_models.source_notes import note_fields, read_lines
from oncall_tui.timestamps.types import SourceContext

CONTEXT = SourceContext(captured=parse_instant("2024-03-13T00:00:00Z"), zone="UTC", date="2024-03-12")


def fields(text: str) -> dict[str, object]:
    """The stored fields of a source of one line."""
    (read,) = read_lines(read_source(text), CONTEXT)
    return note_fields(read, "source", "2024-03-13T00:00:00Z")


@pytest.mark.parametrize(
    ("line", "kind", "text"),
    [
        ("14:02 paged", None, "paged"),
        ("14:02 – paged", None, "paged"),
        ("14:02: paged", None, "paged"),
        ("[14:02] paged", None, "paged"),
        ("- **14:02** - paged", None, "paged"),
        ("> 14:02 paged", None, "paged"),
        ("14:02,paged", None, "paged"),
        ("14:02 -> paged", None, "-> paged"),
        ("~14:02 paged", None, "paged"),
        ("14:02 ! restarted it", "did", "restarted it"),
        ("14:02 - ? the cache", "suspect", "the cache"),
        ("14:02 +1 from bo", None, "+1 from bo"),
        ("paged at 14:02", None, "paged at 14:02"),
        ("14:02", None, "14:02"),
        ("paged", None, "paged"),
    ],
)
def test_kind_and_text(line: str, kind: str | None, text: str) -> None:
    stored = fields(line)
    assert (stored.get("kind"), stored.get("text", stored["raw"])) == (kind, text)


def test_only_what_differs_from_the_default_is_stored() -> None:
    assert fields("paged") == {
        "raw": "paged",
        "recorded_at": "2024-03-13T00:00:00Z",
        "source": "source",
        "line": 1,
    }


def test_links_tickets_tags_and_people() -> None:
    stored = fields("14:02 @bo saw [it](https://x.example/1) in PD-8841 #redis")
    assert {name for name in stored if ":" in name} == {
        "references:https://x.example/1",
        "references:PD-8841",
        "people:bo",
        "tags:redis",
    }


def test_a_log_has_no_tags_and_people() -> None:
    stored = fields("Mar 12 14:05:06 n1 app[7]: mail to @bo #7 about #redis, see https://x.example/1")
    assert {name for name in stored if ":" in name} == {"references:https://x.example/1"}


@pytest.mark.parametrize("line", ["Tuesday, March 12th", "12/03/24", "all times are UTC"])
def test_what_only_tells_about_the_lines_below_is_kept(line: str) -> None:
    assert fields(line)["destination"] == "kept"
