"""The team's meanings of severities, from `severities.txt` (W14)."""

from typing import NamedTuple

from oncall_tui.domain.folding import fold
from oncall_tui.domain.incident import normalise_severity
from oncall_tui.domain.verbs import is_severity

BUILT_IN = (
    "# What each severity means here: one a line, worst first. `:sev` and Enter offers them.\n"
    "SEV1 = people can't use the service, or data is being lost: everyone who is needed, now\n"
    "SEV2 = much of it fails or is slow and there is no way round: respond now\n"
    "SEV3 = a part fails and there is a way round: in working hours\n"
    "SEV4 = small; nobody outside notices\n"
)


class Severity(NamedTuple):
    """A word of the team's scale, and what it means."""

    name: str
    meaning: str

    @property
    def label(self) -> str:
        """Return the name with its meaning."""
        return f"{self.name}  {self.meaning}"


def read_severity(line: str) -> Severity | None:
    """Read `SEV2 = what it means`; None for a line that is none."""
    name, equals, meaning = (part.strip() for part in line.partition("="))
    word = normalise_severity(name) if is_severity(name) else None
    return Severity(word, meaning) if word and equals and meaning.isprintable() and meaning else None


def fitting(severities: tuple[Severity, ...], typed: str) -> list[Severity]:
    """Return the severities that typed words are about: their names, words of their meanings, else the word itself."""
    word = normalise_severity(typed) if is_severity(typed) else None
    named = [each for each in severities if fold(each.name) == fold(word or typed.strip())]
    if named:
        return named
    wanted = fold(typed).split()
    found = [each for each in severities if all(part in fold(each.label) for part in wanted)]
    return [*found, *([Severity(word, "not on the team's scale")] if word else [])]
