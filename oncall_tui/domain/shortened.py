"""One line of a text, as the name of it."""


def shortened(text: str, most: int) -> str:
    """Return the text on one line, cut to `most` characters with an ellipsis."""
    words = " ".join(text.split())
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
