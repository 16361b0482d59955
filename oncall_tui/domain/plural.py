"""Counts in words, `1 note` and `2 notes`: one way for every view, text and message."""


def count_text(number: int, what: str) -> str:
    """`1 row`, `2 rows`; for words that take an s."""
    return f"1 {what}" if number == 1 else f"{number} {what}s"
