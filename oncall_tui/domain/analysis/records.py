"""The records of an analysis: one named tuple for each table of the document (W5-W12).

A text that nobody wrote is "". A link to one record is a text, links to several are tuples of ids; they are stored on
one side and derived on the other (`analysis`). Named tuples, since `oncall analysis show` has six times the start of
Python (RETROSPECTIVE 12) and each dataclass takes a millisecond to make.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple


class Loss(NamedTuple):
    """A loss: what was lost, and by whom."""

    id: str
    text: str = ""
    events: tuple[str, ...] = ()


class Hazard(NamedTuple):
    """A state of our system, not an event, in which a loss could happen."""

    id: str
    text: str = ""
    losses: tuple[str, ...] = ()
    events: tuple[str, ...] = ()


class Constraint(NamedTuple):
    """A safety constraint: what has to stay true."""

    id: str
    text: str = ""
    hazards: tuple[str, ...] = ()


class Control(NamedTuple):
    """A safety control: who or what acts (`exercised_by`), on what (`acts_on`), and how they learn what came of it.

    `feedback` "none" is an answer: there is none. `key` names the same control of another incident.
    """

    id: str
    name: str = ""
    explanation: str = ""
    nature: str = ""
    exercised_by: str = ""
    acts_on: str = ""
    action: str = ""
    feedback: str = ""
    key: str = ""
    constraints: tuple[str, ...] = ()


class Finding(NamedTuple):
    """A finding: how one control held, at which rows, and why that was sensible at the time (W7)."""

    id: str
    control: str = ""
    how: str = ""
    what: str = ""
    made_sense: str = ""
    context: str = ""
    belief: str = ""
    told: str = ""
    where: str = ""
    events: tuple[str, ...] = ()
    mended_by: tuple[str, ...] = ()
    mended_titles: tuple[str, ...] = ()

    @property
    def held(self) -> bool:
        """Return whether the control held."""
        return self.how == HELD


class MissingControl(NamedTuple):
    """An aspect that no control ever covered, and what people relied on instead (W9)."""

    id: str
    aspect: str = ""
    so_far: str = ""
    control: str = ""
    constraints: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    mended_by: tuple[str, ...] = ()
    mended_titles: tuple[str, ...] = ()


class SystemicProblem(NamedTuple):
    """A cause shared by several findings, which no single one explains (W8)."""

    id: str
    text: str = ""
    category: str = ""
    findings: tuple[str, ...] = ()
    missing_controls: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    mended_by: tuple[str, ...] = ()
    mended_titles: tuple[str, ...] = ()


class OpenQuestion(NamedTuple):
    """A question that was raised about records or rows; `field` is the one that it was raised for (W11)."""

    id: str
    text: str = ""
    state: str = ""
    answer: str = ""
    field: str = ""
    about: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Return whether the question still needs an answer."""
        return self.state not in (ANSWERED, UNANSWERABLE)


class Insight(NamedTuple):
    """Something learnt about how the work is really done here (W11)."""

    id: str
    text: str = ""
    topic: str = ""
    about: tuple[str, ...] = ()


# What a recommendation can change.
Mended = Finding | MissingControl | SystemicProblem
Record = (
    Loss | Hazard | Constraint | Control | Finding | MissingControl | SystemicProblem | OpenQuestion | Insight
)

HELD = "held"
OPEN, ANSWERED, UNANSWERABLE = "open", "answered", "unanswerable"
# Answers: there is none; nobody here knows.
NONE, NOT_KNOWN = "none", "?"

# The words that a field may hold, each with what it means.
HOW = {
    "absent": "it exists, but was not in place here",
    "ineffective": "it acted, and that was not enough",
    "late": "too late, too early, or stopped too soon",
    "bypassed": "somebody or something went round it, for a reason",
    "harmful": "it acted, and that did harm",
    HELD: "it worked",
}
NATURE = {
    "technical": "a machine does it",
    "process": "people do it by a procedure",
    "social": "people do it by habit, trust or agreement",
}
WHERE = {"system": "in what we can change", "environment": "in what we can only watch"}
CATEGORY = {
    "communication": "who told whom, and what was understood",
    "feedback": "what came back about the effect of an act",
    "culture": "what is usual and expected here",
    "safety-management": "how safety is planned, resourced and followed up",
    "change": "what changes, and who learns of it",
    "economics": "what time and money allow",
    "environment": "what we can only watch",
}
STATE = {
    OPEN: "not answered yet",
    ANSWERED: "somebody could say",
    UNANSWERABLE: "nobody can find out any more",
}
TOPIC = {
    "data": "how do we see what the system does?",
    "reading": "how do we read what we see?",
    "people": "how do we gather the people who are needed?",
    "talking": "how do we talk to each other?",
    "deciding": "how do we choose what to do?",
    "verifying": "how do we know that it worked?",
}


class Kind(NamedTuple):
    """A kind of record. `name` as it is typed; `text`: the field that TEXT fills; `words_of`: the words that a field
    may hold; `links`: the table that each set of links leads to; `one`: the table of each link to a single record;
    `defaults`: what holds where nobody said."""

    name: str
    table: str
    type: Any
    text: str
    words_of: Mapping[str, Mapping[str, str]] = {}
    links: Mapping[str, str] = {}
    one: Mapping[str, str] = {}
    defaults: Mapping[str, str] = {}

    @property
    def words(self) -> str:
        """Return the kind's name for people: `missing control`."""
        return self.name.replace("-", " ")

    @property
    def texts(self) -> tuple[str, ...]:
        """The fields that hold words or one id."""
        sets = (*self.links, "mended_titles", "id")
        return tuple(name for name in self.type._fields if name not in sets)


# `events` are rows of the timeline; `about` leads to any record or row.
EVENTS, RECOMMENDATIONS, ANYTHING = "events", "recommendations", ""
MENDED = {"mended_by": RECOMMENDATIONS}
KINDS = (
    Kind("loss", "losses", Loss, "text", links={"events": EVENTS}),
    Kind("hazard", "hazards", Hazard, "text", links={"losses": "losses", "events": EVENTS}),
    Kind("constraint", "constraints", Constraint, "text", links={"hazards": "hazards"}),
    Kind(
        "control",
        "controls",
        Control,
        "name",
        words_of={"nature": NATURE},
        links={"constraints": "constraints"},
        defaults={"nature": "technical"},
    ),
    Kind(
        "finding",
        "findings",
        Finding,
        "what",
        words_of={"how": HOW, "where": WHERE},
        links={"events": EVENTS, **MENDED},
        one={"control": "controls"},
        defaults={"where": "system"},
    ),
    Kind(
        "missing-control",
        "missing_controls",
        MissingControl,
        "aspect",
        links={"constraints": "constraints", "events": EVENTS, **MENDED},
        one={"control": "controls"},
    ),
    Kind(
        "systemic-problem",
        "systemic_problems",
        SystemicProblem,
        "text",
        words_of={"category": CATEGORY},
        links={
            "findings": "findings",
            "missing_controls": "missing_controls",
            "events": EVENTS,
            **MENDED,
        },
    ),
    Kind(
        "question",
        "questions",
        OpenQuestion,
        "text",
        words_of={"state": STATE},
        links={"about": ANYTHING},
        defaults={"state": OPEN},
    ),
    Kind("insight", "insights", Insight, "text", words_of={"topic": TOPIC}, links={"about": ANYTHING}),
)
KIND_OF = {kind.name: kind for kind in KINDS}
KIND_IN = {kind.table: kind for kind in KINDS}
TABLES = tuple(KIND_IN)


def record_of(kind: Kind, id: str, values: Mapping[str, Any]) -> Record:
    """Build a record from a document's values; what its field can't hold counts as not written."""
    fields: dict[str, Any] = {}
    for name in kind.type._fields[1:]:
        value = values.get(name)
        if name in kind.links or name == "mended_titles":
            elements = value if isinstance(value, list) else ()
            fields[name] = tuple(each for each in elements if isinstance(each, str) and each)
        else:
            fields[name] = value if isinstance(value, str) and value else kind.defaults.get(name, "")
    record: Record = kind.type(id, **fields)
    return record


def title_of(record: Record) -> str:
    """Return the words that name a record."""
    return str(getattr(record, KIND_BY_TYPE[type(record)].text))


def kind_of(record: Record) -> Kind:
    """Return the kind of a record."""
    return KIND_BY_TYPE[type(record)]


KIND_BY_TYPE: Mapping[type, Kind] = {kind.type: kind for kind in KINDS}


def mended_titles(record: Mended) -> dict[str, str]:
    """Return the titles of recommendations as they were when they were linked, by id; stored as `ID TITLE`."""
    return {id: title for id, _, title in (each.partition(" ") for each in record.mended_titles)}
