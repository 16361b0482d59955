"""The language check while a text is typed looks at the paragraph under the cursor and nothing else."""

import pytest

from oncall_tui.domain.language.subject import Names
from oncall_tui.services.writeup.typed_wording import TypedWording

TEXT = "We should have asked.\n\nAll was calm.\n\nNobody checked it, and it was human error."


@pytest.mark.parametrize(
    ("at", "family"),
    [
        (0, "counterfactual"),
        (21, "counterfactual"),
        (30, ""),
        (44, "omission"),
        (len(TEXT), "human-error"),
        (None, "human-error"),
    ],
)
def test_the_finding_is_the_last_before_the_cursor_else_the_first_behind_it(
    at: int | None, family: str
) -> None:
    found = TypedWording().finding(TEXT, at)
    assert (found.family if found else "") == family


def test_a_machine_of_the_incident_is_no_person_while_one_types_either() -> None:
    text = "Borealis failed to notify the queue."
    assert (
        TypedWording(Names(people=frozenset({"borealis"})))
        .words(text)
        .startswith("“failed to notify” (omission): ")
    )
    assert TypedWording(Names(machines=frozenset({"borealis"}))).words(text) == ""
