"""Check the language of a write-up's texts (W13)."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from oncall_tui.domain.analysis.analysis import Analysis
from oncall_tui.domain.analysis.records import kind_of, title_of
from oncall_tui.domain.language.check import LanguageFinding, check_language, sentence_of
from oncall_tui.domain.language.subject import Names
from oncall_tui.domain.language.team_wording import TeamPhrase
from oncall_tui.read_models.incident_view import IncidentView
from oncall_tui.replication.record_view import is_hidden

SILENCES = "silences"


OF_RECOMMENDATIONS = ("title", "statement", "definition_of_done", "risk", "workaround")


_OF_PEOPLE = ("lead", "comms", "scribe", "preparer")


class ReportText(NamedTuple):
    """A text that somebody wrote for the report. `id` is the section's name for a section."""

    table: str
    id: str
    field: str
    title: str
    text: str

    @property
    def target(self) -> str:
        """Return the key that silences of this text are stored under."""
        return f"{self.id}.{self.field}" if self.field else self.id


class WordingFinding(NamedTuple):
    """One finding and the text that it was found in."""

    place: ReportText
    finding: LanguageFinding

    @property
    def sentence(self) -> str:
        """The sentence that holds it; a silence lasts while that stays as it is."""
        return sentence_of(self.place.text, self.finding)


def wording_findings(
    texts: Iterable[ReportText], view: IncidentView, analysis: Analysis, team: tuple[TeamPhrase, ...] = ()
) -> tuple[WordingFinding, ...]:
    """Return what the language check finds in these texts and nobody has silenced."""
    names = names_of(view, analysis)
    silenced = _silences(view)
    found = (
        WordingFinding(place, finding)
        for place in texts
        if place.text
        for finding in check_language(place.text, names, team)
    )
    return tuple(
        each for each in found if (each.place.target, str(each.finding.family), each.sentence) not in silenced
    )


def record_texts(view: IncidentView, analysis: Analysis) -> Iterator[ReportText]:
    """Yield the texts of the analysis, of recommendations, and of rows whose words a person replaced."""
    for record in analysis.all():
        kind = kind_of(record)
        for field in kind.texts:
            yield ReportText(
                kind.table, record.id, field, title_of(record), str(getattr(record, field) or "")
            )
    for id, values in view.values("recommendations").items():
        for field in OF_RECOMMENDATIONS:
            yield ReportText(
                "recommendations", id, field, _text(values.get("title")), _text(values.get(field))
            )
    for id, values in view.values("events").items():
        if _text(values.get("text")):
            yield ReportText("events", id, "text", values["text"], values["text"])


def names_of(view: IncidentView, analysis: Analysis) -> Names:
    """Return the incident's own people (authors, roles, `@names`) and machines (its controls, what they act on)."""
    incident = view.incident
    people = {getattr(incident, role, "") for role in _OF_PEOPLE}
    for record in (*view.tables.get("notes", {}).values(), *view.waiting.values()):
        people.add(record.get("author", ""))
        people.update(name.partition(":")[2] for name in record if name.startswith("people:"))
    machines = {word for control in analysis.controls for word in (control.name, control.acts_on)}
    return Names(_folded(people), _folded(machines))


def _folded(names: Iterable[Any]) -> frozenset[str]:
    return frozenset(
        name.strip().lstrip("@").lower() for name in names if isinstance(name, str) and name.strip()
    )


def _silences(view: IncidentView) -> frozenset[tuple[str, str, str]]:
    """Return the silenced findings: target, family and sentence."""
    records = view.tables.get(SILENCES, {})
    values: Mapping[str, Mapping[str, Any]] = view.values(SILENCES)
    return frozenset(
        (_text(held.get("target")), _text(held.get("code")), _text(held.get("words")))
        for id, held in values.items()
        if not is_hidden(records[id])
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
