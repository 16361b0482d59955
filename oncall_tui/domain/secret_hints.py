"""The words without which no text looks like a secret. Loads nothing: texts come by the thousand, or as one note."""

HINTS = (
    *("key", "token", "secret", "pass", "pwd", "bearer", "authorization", "akia", "asia", "aiza", "eyj"),
    *("ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_", "glpat-", "xox", "k-", "k_"),
)


def may_hold_secret(text: str) -> bool:
    """Whether it is worth asking `secrets.secret_in`; False is certain. A loop is three times as fast as `any`."""
    folded = text.lower()
    for hint in HINTS:
        if hint in folded:
            return True
    return "://" in text and "@" in text
