"""A reference: an address with or without a name (`https://… page 123`), or the name of a ticket (T5)."""

import re

ADDRESS = re.compile(r"https?://[^\s|<>\"]+")


def split_link(reference: str) -> tuple[str, str]:
    """Return the address of a reference and its name; a ticket is a name without an address."""
    first, _, name = reference.strip().partition(" ")
    return (first, name.strip()) if ADDRESS.fullmatch(first) else ("", reference.strip())
