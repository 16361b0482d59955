"""A number of more digits than Python turns into one (4,300) is refused or text, never a crash (B2)."""

import pytest

from tests.cli.conftest import Oncall

DIGITS = "9" * 5_000
WORDS = [
    *(["recs", f"{key}:{DIGITS}"] for key in ("age", "stale", "due", "rank")),
    *(["recs", f"{key}:1-{DIGITS}"] for key in ("age", "stale")),
    ["recs", "--stale", DIGITS],
    ["recs", "--digest", "--since", f"{DIGITS}-11-21"],
    ["rec", "set", "1", f"rank={DIGITS}"],
    ["rec", "set", "1", f"due=+{DIGITS}d"],
    ["rec", "set", "1", f"due={DIGITS}-01-01"],
    ["set", f"gap={DIGITS}h"],
    ["set", f"severity={DIGITS}"],
    ["set", f"due_at=+{DIGITS}d"],
    ["note", "--at", f"-{DIGITS}m", "x"],
    ["note", f"-{DIGITS}m x"],
    ["note", f"@{DIGITS}:{DIGITS} x"],
    ["note", f":update x next {DIGITS}m"],
    ["note", f"down for {DIGITS} minutes, resolved after {DIGITS}h"],
    ["answer", "checkout-5xx", DIGITS],
    ["answer", "checkout-5xx", "1", DIGITS],
    ["event", "checkout-5xx", DIGITS, f"time=+{DIGITS}m"],
    ["event", "checkout-5xx", "new", f"time=-{DIGITS}m", "text=x"],
    ["source", "checkout-5xx", DIGITS, f"offset={DIGITS}h"],
    ["note", f"Time to resolve: {DIGITS}h"],
    ["show", DIGITS],
    ["search", DIGITS],
    ["timeline", "--zone", f"UTC+{DIGITS}"],
    ["timeline", "--check"],
    ["import", "-", "--captured", DIGITS],
]  # fmt: skip


@pytest.mark.parametrize("words", WORDS, ids=lambda words: " ".join(words).replace(DIGITS, "9…"))
def test_a_number_without_an_end_crashes_nothing(oncall: Oncall, words: list[str]) -> None:
    oncall("new", "checkout 5xx")
    oncall("note", "+ alert on redis pool use")
    ran = oncall(*words, stdin=f"{DIGITS} x\n[{DIGITS}] {DIGITS}:{DIGITS}\nts={DIGITS}\n".encode())
    assert ran.code != 1
    assert "did not expect" not in ran.err
    for seen in (["show"], ["timeline", "--check"], ["recs"], ["list"], ["handover"]):
        assert oncall(*seen).code in (0, 7)
