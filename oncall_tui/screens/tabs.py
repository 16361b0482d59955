"""The six views by number, and the line of tabs."""

from dataclasses import dataclass

from oncall_tui.widgets.rows import Row, Span, justify_row


@dataclass(frozen=True, slots=True)
class Tab:
    """One view: the key that opens it, its label, and whether this version has it."""

    key: str
    label: str
    exists: bool = True

    @property
    def tooltip(self) -> str:
        """Describe the tab's key, for the help."""
        return f"Go to {self.label}" if self.exists else f"{self.label}: in a later version"


TABS = (
    Tab("0", "Incidents"),
    Tab("1", "Notes"),
    Tab("2", "Timeline"),
    Tab("3", "Write-up"),
    Tab("4", "Review"),
    Tab("5", "Recommendations"),
)


def tab_of(key: str) -> Tab:
    """Raise KeyError for a number that no view has."""
    return {tab.key: tab for tab in TABS}[key]


def adjacent_tab(key: str, step: int) -> str:
    """Return the number of the next or previous view that exists, round and round."""
    keys = [tab.key for tab in TABS if tab.exists or tab.key == key]
    return keys[(keys.index(key) + step) % len(keys)]


def tab_row(current: str, looks: int, width: int) -> Row:
    """` 0 Incidents [1 Notes] 2 Timeline ...   !4`: where one is, and how many rows need a look."""
    spans: list[Span] = []
    for tab in TABS:
        if not tab.exists:
            continue
        words = f"{tab.key} {tab.label}"
        spans += [Span(f"[{words}]", "strong")] if tab.key == current else [Span(f" {words} ", "muted")]
    return justify_row(tuple(spans), (Span(f"!{looks} ", "warn"),) if looks else (), width)
