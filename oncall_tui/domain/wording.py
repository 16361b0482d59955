"""Words that ask people to be better instead of asking what would help them (W13). They never block anything."""

import re
from dataclasses import dataclass

PEOPLE = (
    "(?:(?:all |our |the )*(?:engineers?|developers?|operators?|people|everyone|everybody|staff|colleagues"
    r"|team\w*|responders?|on-?call\w*|admins?|users?|you|we|they))"
)
# What to ask instead, and the phrases that call for it.
PHRASES: dict[str, tuple[str, ...]] = {
    "What would make the right action the easy one, or catch the other one in time?": (
        r"(?:more|be|being|extra) (?:care|careful|cautious|vigilant|diligent|mindful|attentive)\b",
        r"\bcarefully\b",
        r"\btake (?:more |better )?care\b",
        r"\bpay(?:ing)? (?:\w+ )?attention\b",
        r"\bdouble[- ]check\b",
        r"\btry harder\b",
        rf"\bremind(?:ing)? {PEOPLE}\b",
    ),
    "What would make this hold on a night when nobody remembers it?": (
        rf"\b(?:ensure|make sure|see to it)(?: that)? {PEOPLE}\b",
        rf"\b(?:tell|instruct|order|require|oblige) {PEOPLE}\b",
        r"\b(?:don't|do not|never) forget\b",
        r"\bremember to\b",
    ),
    "What did it look like from where they stood, and what would have shown it differently?": (
        rf"\b{PEOPLE} (?:must|should|shall|have to|need to)(?: (?:always|never|not))?\b",
        r"\bshould have\b",
        r"\bfail(?:ed|ure) to\b",
    ),
    "Which control was absent, late, bypassed or ineffective here?": (
        r"\bhuman (?:error|mistake|factor)\b",
        r"\boperator error\b",
        r"\broot cause\b",
        r"\bcareless\w*",
        r"\bnegligen\w+",
        r"\b\w+'s fault\b",
        r"\bto blame\b",
    ),
}
PATTERNS = tuple(
    (re.compile("|".join(phrases), re.IGNORECASE), question) for question, phrases in PHRASES.items()
)


@dataclass(frozen=True, slots=True)
class Concern:
    """The words that stand there, and a question that leads further."""

    words: str
    question: str


def concerns_in(text: str) -> tuple[Concern, ...]:
    """At most one concern of each sort, in the order of the table."""
    found = ((pattern.search(text), question) for pattern, question in PATTERNS)
    return tuple(Concern(match[0], question) for match, question in found if match)
