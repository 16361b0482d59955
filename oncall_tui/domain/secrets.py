"""What looks like a secret: flagged before it is shared, never a reason to refuse a note (DESIGN, untrusted text).

A placeholder is none: `$TOKEN`, `$TOKEN$`, `${TOKEN}`, `<token>`, `{{ token }}`, `****`, `xxxx`, `[redacted]`.
"""

import re

# Most specific first: what it is called, and its pattern; group 1, where there is one, is the secret itself.
PATTERNS = (
    ("a private key", re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----")),
    ("an AWS key", re.compile(r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b")),
    ("a GitHub token", re.compile(r"\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{40,})\b")),
    ("a GitLab token", re.compile(r"\bglpat-[A-Za-z0-9_-]{20,}")),
    ("a Slack token", re.compile(r"\bxox[abeoprs]-[A-Za-z0-9-]{10,}")),
    ("an API key", re.compile(r"\b(?:sk|rk|pk)[-_](?:live|test|ant|proj)?[-_]?[A-Za-z0-9_-]{20,}")),
    ("a Google key", re.compile(r"\bAIza[0-9A-Za-z_-]{35}")),
    ("a web token", re.compile(r"\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}")),
    ("a password in a link", re.compile(r"\b[a-z][a-z0-9+.-]*://[^\s/:@]+:([^\s/@]+)@", re.IGNORECASE)),
    ("a bearer token", re.compile(r"\bBearer\s+([A-Za-z0-9._~+/-]{12,}=*)", re.IGNORECASE)),
    (
        "a password or token",
        re.compile(
            r"(?:pass(?:word|wd|phrase)?|secret|token|api[-_]?key|access[-_]?key|client[-_]?secret)"
            r"[\"']?\s*(?:=|:|\bis\b)\s*[\"']?([^\s\"',;]{6,})",
            re.IGNORECASE,
        ),
    ),
)
PLACEHOLDER = re.compile(
    r"\$.*|<.*>?|\{.*|%.*%?|\[.*|[*x•.#_-]+|.*\*{3,}.*|(?:your|my|the|example|changeme|redacted|none|null).*",
    re.I,
)
# A value that a sentence goes on with ("token is revoked") is a word, not a secret.
WORD = re.compile(r"[a-z_]+[.!?)]*", re.IGNORECASE)


def secret_in(text: str) -> str | None:
    """What kind of secret the text looks like it holds, in words; None if it holds none."""
    for what, pattern in PATTERNS:
        for match in pattern.finditer(text):
            if not pattern.groups or _is_secret(match[1]):
                return what
    return None


def _is_secret(value: str) -> bool:
    return PLACEHOLDER.fullmatch(value) is None and WORD.fullmatch(value) is None
