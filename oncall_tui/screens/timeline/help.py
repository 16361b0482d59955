"""The words and signs of the timeline, for its help and for an empty one."""

from oncall_tui.widgets.rows import Row, Span, sign_row

EMPTY: Row = (
    Span(" No rows yet. a adds one, I imports a file, 1 takes notes: each is a row here.", "muted"),
)

WORDS = (
    ("!", "needs a look; ! opens the queue"),
    ("✓", "settled: somebody said that the row is right"),
    ("*", "went well"),
    ("~", "about that time"),
    ("·", "no time; stands behind the line before it"),
    ("‹declared›", "a milestone; with ? while it is in question"),
    ("·· 16h36m", "a long silence; over four hours, or `oncall set gap=2h`"),
    ("happened", "when it took place"),
    ("known at", "when somebody knew; the walk goes by it"),
    ("written", "when it was put down"),
)


def help_words() -> list[Row]:
    """Explain the signs and labels of rows and panes."""
    return [sign_row(word, meaning) for word, meaning in WORDS]
