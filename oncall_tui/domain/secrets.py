"""Detect likely secrets: flagged before a text is shared, never a reason to refuse a note (DESIGN, untrusted text).

The patterns are loaded with the first text that has one of their words: texts come by the thousand, or as one note.
"""

# The flag of a note that looks like it holds one; its record says in `secret` what kind, until a person settles it.
FLAG = "looks-like-a-secret"
# Without these no text looks like a secret.
HINTS = (
    *("key", "token", "secret", "pass", "pwd", "bearer", "authorization", "akia", "asia", "aiza", "eyj"),
    *("ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_", "glpat-", "xox", "k-", "k_"),
)


def detect_secret(text: str) -> str | None:
    """Classify the secret that a text seems to hold, in words; None if it holds none."""
    if not may_hold_secret(text):
        return None
    from oncall_tui.domain.secret_patterns import classify_secret

    return classify_secret(text)


def secret_values(text: str) -> list[str]:
    """Return what looks like a secret in the text, each once, in no particular order but the patterns'."""
    if not may_hold_secret(text):
        return []
    from oncall_tui.domain.secret_patterns import values_in

    return list(dict.fromkeys(values_in(text)))


def is_secret_value(text: str) -> bool:
    """Tell whether a text by itself looks like the value of a secret."""
    from oncall_tui.domain import secret_patterns

    return secret_patterns.is_secret_value(text)


def may_hold_secret(text: str) -> bool:
    """Return whether it is worth a look at the patterns; False is certain. A loop is three times as fast as `any`."""
    folded = text.lower()
    for hint in HINTS:
        if hint in folded:
            return True
    return "://" in text and "@" in text
