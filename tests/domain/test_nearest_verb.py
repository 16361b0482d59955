"""A word that reads like a verb and is none is told with the verb that was most likely meant."""

import pytest

from oncall_tui.domain.capture_line import VERBS
from oncall_tui.domain.verbs import nearest_verb


@pytest.mark.parametrize(
    ("typed", "verb"),
    [
        (":sev1", ":sev 1"),
        (":sev-2", ":sev 2"),
        (":severity", ":sev"),
        (":ic", ":lead"),
        (":mitigate", ":mitigated"),
        (":resolve", ":resolved"),
        (":Resovled", ":resolved"),
        (":udpate", ":update"),
        (":detectd", ":detected"),
        (":leads", ":lead"),
        (":status", ":update"),
        (":wq", ""),
        (":monitoring", ""),
        (":tada", ""),
        (":resolved?", ":resolved"),
        (":", ""),
    ],
)
def test_the_nearest_verb(typed: str, verb: str) -> None:
    assert nearest_verb(typed) == verb


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_found_from_its_beginning(verb: str) -> None:
    assert nearest_verb(f":{verb[:-1]}") if len(verb) > 3 else nearest_verb(f":{verb}")
