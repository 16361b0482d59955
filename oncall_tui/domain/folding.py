"""Text as it is compared in searches and filters: without case, and one spelling for each letter."""


def fold(text: str) -> str:
    """Return the text without case; `é` and `e` with an accent behind it are one letter, and İ is an i."""
    if text.isascii():
        return text.lower()
    from unicodedata import is_normalized, normalize

    folded = text.casefold().replace("i\u0307", "i")
    return folded if is_normalized("NFC", folded) else normalize("NFC", folded).replace("i\u0307", "i")
