"""The language check while a text is being typed: only the paragraph under the cursor is looked at (W13)."""

from typing import NamedTuple

from oncall_tui.domain.language.check import LanguageFinding, check_language
from oncall_tui.domain.language.subject import Names
from oncall_tui.domain.language.team_wording import TeamPhrase

BETWEEN = "\n\n"


class TypedWording(NamedTuple):
    """`names`: the incident's own people and components; `team`: the phrases of the team's `wording.txt`."""

    names: Names = Names()
    team: tuple[TeamPhrase, ...] = ()

    def finding(self, text: str, at: int | None = None) -> LanguageFinding | None:
        """Return the last finding before the cursor, else the first behind it, in the paragraph around it.

        `at`: where the cursor is, in characters from the start; None for the end of the text.
        """
        at = len(text) if at is None else at
        start = text.rfind(BETWEEN, 0, at) + len(BETWEEN) if BETWEEN in text[:at] else 0
        end = text.find(BETWEEN, at)
        found = check_language(text[start : len(text) if end < 0 else end], self.names, self.team)
        before = [each for each in found if each.start + start < at]
        return before[-1] if before else next(iter(found), None)

    def words(self, text: str, at: int | None = None) -> str:
        """Return the finding and its question in one line; "" where there is none."""
        found = self.finding(text, at)
        return "" if found is None else f"“{found.words}” ({found.family}): {found.question}"
