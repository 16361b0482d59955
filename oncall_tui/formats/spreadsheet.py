"""Cells of CSV that a spreadsheet would compute are text there, and read back as they were."""

FORMULA = ("=", "+", "-", "@", "\t")


def defused(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would compute; before one that is the text's own, another."""
    return f"'{text}" if text.lstrip("'").startswith(FORMULA) else text


def armed(text: str) -> str:
    """Return a cell without the apostrophe that defused it."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(FORMULA) else text
