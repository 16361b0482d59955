"""Recognise secrets. A false alarm at 3 a.m. is worse than a rare miss.

A placeholder is none: `$TOKEN`, `$TOKEN$`, `${TOKEN}`, `<token>`, `{{ token }}`, `****`, `xxxx`, `[redacted]`; nor
is a word, a name (`db-creds-2`, `vault/data/app1`), a number or a time.
"""

import re
from collections.abc import Iterator

# Each is known by its shape alone.
KEYS = (
    ("a private key", re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----")),
    ("an AWS key", re.compile(r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b")),
    ("a GitHub token", re.compile(r"\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{40,})\b")),
    ("a GitLab token", re.compile(r"\bglpat-[A-Za-z0-9_-]{20,}")),
    ("a Slack token", re.compile(r"\bxox[abeoprs]-[A-Za-z0-9-]{10,}")),
    ("an API key", re.compile(r"\b[srp]k[-_](?:(?:live|test|ant|proj)[-_][A-Za-z0-9_-]{16,}|[A-Za-z0-9]{24,})\b")),
    ("a Google key", re.compile(r"\bAIza[0-9A-Za-z_-]{35}")),
    ("a web token", re.compile(r"(?<=[A-Za-z0-9_-]{11})\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8}")),
)  # fmt: skip
# Only the last letter of the scheme: reading a scheme from each of its letters takes a second for 40 KB of `T+T+`.
IN_A_LINK = re.compile(r"(?<=[a-z0-9])://[^\s/:@]*:([^\s/@]+)@", re.IGNORECASE)
# What it is called, its pattern, whose group is the value, and whether a value of that kind may be only a name.
NAMED = (
    ("a bearer token", re.compile(r"\bBearer\s+([A-Za-z0-9._~+/-]{12,}=*)", re.I), True),
    ("a password", re.compile(r"\bAuthorization[\"']?\s*[:=]\s*[\"']?Basic\s+([A-Za-z0-9+/]{8,}=*)", re.I), True),
    (
        "a password or token",
        re.compile(
            r"(?:pass(?:word|wd|phrase)|pwd)[\"']?\s*(?:=|:|\bis\b)\s*[\"']?([^\s\"',;]{6,})"
            r"|--(?:password|passwd)\s+[\"']?([^\s\"',;]{6,})",
            re.I,
        ),
        False,
    ),
    (
        "a password or token",
        re.compile(
            r"(?:secret|token|api[-_]?key|access[-_]?key)[\"']?\s*(?:=|:|\bis\b)\s*[\"']?([^\s\"',;]{8,})"
            r"|--(?:token|secret|api-key)\s+[\"']?([^\s\"',;]{8,})",
            re.I,
        ),
        True,
    ),
)  # fmt: skip
PLACEHOLDER = re.compile(
    r"[$<{%\[&].*|#\{.*|[*x•.#_-]+|.*(?:\*{3}|x{4}|\.\.\.|…).*"
    r"|(?:your|my|the|example|changeme|redacted|none|null|pass(?:word)?$|secret$|token$).*",
    re.I,
)
# Names of things, not their values; a UUID is one of those only by its looks.
NAME = re.compile(r"[a-z0-9]+(?:[-_.:/][a-z0-9]+)+/?|[A-Z0-9]+(?:_[A-Z0-9]+)+")
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.I)
# Times, numbers with their units, paths and code.
NO_VALUE = re.compile(r"\d{4}-\d\d-\d\d.*|\d\d?:\d\d.*|[\d.,]+[a-z]{0,5}%?|[/.~@].*|.*://.*|.*[(\[].*")
PRIVATE_KEY = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----(?:(?!-----BEGIN).)*?(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)",
    re.DOTALL,
)
# What a token is made of: a key is known by a piece of it, and taken whole.
TOKEN = re.compile(r"[A-Za-z0-9_.+/-]+=*")
RUN = re.compile(r"[A-Za-z0-9]{8,}")
LETTER, DIGIT = re.compile(r"[A-Za-z]"), re.compile(r"[0-9]")
MIXED = re.compile(r"(?=.*[A-Za-z])(?=.*[0-9!@#$%^&*+])")


def classify_secret(text: str) -> str | None:
    """Classify the secret that a text seems to hold, in words; None if it holds none."""
    for what, pattern in KEYS:
        if pattern.search(text):
            return what
    if any(not PLACEHOLDER.fullmatch(match[1]) for match in IN_A_LINK.finditer(text)):
        return "a password in a link"
    return next((what for what, value, names in _named_values(text) if _is_secret(value, names)), None)


def values_in(text: str) -> Iterator[str]:
    """Yield what looks like a secret in the text: the values alone, without what they are called."""
    yield from (match[0] for match in PRIVATE_KEY.finditer(text))
    yield from (token[0] for token in TOKEN.finditer(text) if _is_key(token[0]))
    yield from (match[1] for match in IN_A_LINK.finditer(text) if not PLACEHOLDER.fullmatch(match[1]))
    yield from (value for _, value, names in _named_values(text) if _is_secret(value, names))


def is_secret_value(value: str) -> bool:
    """Tell whether a text by itself looks like the value of a secret: nobody would write it as a word or a name."""
    if not value or any(character.isspace() for character in value):
        return False
    runs = RUN.findall(value)
    return _is_secret(value, may_be_name=True) or any(
        LETTER.search(run) and DIGIT.search(run) for run in runs
    )


def _is_key(token: str) -> bool:
    return any(pattern.search(token) for _, pattern in KEYS[1:])


def _named_values(text: str) -> Iterator[tuple[str, str, bool]]:
    """Yield values that the text calls a password, a token or a key."""
    for what, pattern, may_be_name in NAMED:
        for match in pattern.finditer(text):
            yield what, match[match.lastindex or 0].rstrip(".!?)"), may_be_name


def _is_secret(value: str, may_be_name: bool) -> bool:
    """Return whether nobody would write such a value as a word, a placeholder or a name."""
    if PLACEHOLDER.fullmatch(value) or NO_VALUE.fullmatch(value) or not MIXED.match(value):
        return False
    return not (may_be_name and NAME.fullmatch(value)) or UUID.fullmatch(value) is not None
