import json
import re

from oncall_tui.domain.report.aliases import alias_report
from oncall_tui.domain.report.audience import for_the_public
from tests.builders.reports import report, row


def test_people_have_aliases_wherever_they_are_named() -> None:
    value = report("Ana Torres asked @bo, then Bo's fix went out. Will it hold?")
    value["timeline"].append(
        row("row9", "2026-11-21 10:00", "bo: done", author="bo", references=["chat-with-bo.txt"])
    )
    replaced, _ = alias_report(value, ["Ana Torres", "bo"])
    text = json.dumps(replaced)
    assert "person 1 asked person 2, then person 2's fix went out. Will it hold?" in text
    assert "chat-with-person 2.txt" in text
    assert not re.search(r"Ana", text)
    assert '"bo"' not in text
    assert replaced["timeline"][0]["id"] == "row1"


def test_capitalised_words_without_an_alias_are_listed() -> None:
    _, unmapped = alias_report(report("then we asked Marguerite about Kafka on Monday"), ["ana"])
    assert unmapped == ("Marguerite",)


def test_the_public_sees_four_sections_public_rows_and_no_names() -> None:
    value = report("Disks were full.")
    value["timeline"][1]["public"] = True
    public = for_the_public(value)
    assert [section["name"] for section in public["sections"]] == [
        "summary",
        "impact",
        "timeline",
        "recommendations",
    ]
    assert [each["id"] for each in public["timeline"]] == ["row2"]
    assert public["incident"]["preparer"] is None
    assert public["recommendations"][0]["owner"] is None
    assert not any(held for held in public["analysis"].values())
    assert public.keys() == value.keys()
