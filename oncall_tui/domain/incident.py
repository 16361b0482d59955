"""An incident: what is known of it as a whole, and the words its fields may hold."""

from typing import NamedTuple

from oncall_tui.domain.errors import RefusedError

STAGES = ("responding", "timeline", "write-up", "review", "complete")
TYPES = ("failure", "degradation", "bug", "wrong-target operation", "security", "near miss")
ROLES = ("lead", "comms", "scribe")
# The sections of a write-up that a person writes, or that an import fills from a report.
WRITE_UP = ("summary", "impact", "identified", "resolution", "went_well", "got_lucky", "could_be_better")
# What the preparer says about the incident as a whole: what we can change, and what we can only watch (W5).
SURROUNDINGS = ("boundary", "environment")
BAD_ENOUGH = ("yes", "no", "later")


class Incident(NamedTuple):
    """An incident's own fields; a named tuple, since a dataclass of so many takes 2 ms to define in every command.

    Instants are UTC microseconds. `bad_enough` answers N6. `zone` is the one zone of its timeline (T2): UTC where
    this machine does not know the stored one, which is then `unknown_zone`.

    `no_recommendations` says why there are none, which is fine (R17). `due_at` is when the write-up is due (V9).
    """

    id: str
    handle: str
    title: str = ""
    severity: str | None = None
    type: str | None = None
    stage: str = "responding"
    zone: str = "UTC"
    unknown_zone: str = ""
    created_at: int = 0
    summary: str = ""
    impact: str = ""
    identified: str = ""
    resolution: str = ""
    went_well: str = ""
    got_lucky: str = ""
    could_be_better: str = ""
    lead: str | None = None
    comms: str | None = None
    scribe: str | None = None
    bad_enough: str | None = None
    no_recommendations: str = ""
    next_update_at: int | None = None
    links: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    preparer: str | None = None
    due_at: int | None = None
    boundary: str = ""
    environment: str = ""

    @property
    def name(self) -> str:
        """Return the name for people: the title, else the handle."""
        return self.title or self.handle


def should_ask_bad_enough(incident: Incident, stage: str) -> bool:
    """Return whether that stage ends the response of an incident of which nobody said yet how bad it was (N6)."""
    ends = incident.stage == "responding" and stage != "responding"
    return ends and incident.bad_enough is None


def normalise_severity(text: str) -> str | None:
    """`2`, `sev2` and `SEV-2` are SEV2; other scales (P1, critical) stay as they are; blank is none."""
    word = text.strip()
    number = word.upper().removeprefix("SEV").lstrip("- ")
    return f"SEV{number}" if number.isdigit() else word or None


def match_choice(field: str, value: str, words: tuple[str, ...]) -> str:
    """Return the word that the value names, by any unique prefix. Raises RefusedError with the words that it may be."""
    wanted = value.strip().lower().replace("_", " ")
    exact = [word for word in words if word == wanted or word.replace("-", " ") == wanted]
    matching = exact or [word for word in words if wanted and word.startswith(wanted)]
    if len(matching) != 1:
        raise RefusedError(
            f"{field} can't be {value!r}. Nothing was changed. Use one of: {', '.join(words)}."
        )
    return matching[0]
