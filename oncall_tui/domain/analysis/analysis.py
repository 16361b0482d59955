"""The analysis of one incident as a value: its records, and every link in both directions (W5-W11).

A link is stored on one side and derived on the other. What a link leads to can be here, left out, or not here yet:
what was left out stays in the link and does not count; what is not here yet is counted as that, and is no loose end.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, cast

from oncall_tui.domain.analysis.records import (
    Constraint,
    Control,
    Finding,
    Hazard,
    Insight,
    Loss,
    Mended,
    MissingControl,
    OpenQuestion,
    Record,
    SystemicProblem,
    kind_of,
    mended_titles,
    title_of,
)

# Links that are read backwards: table -> name -> (table, field) of the records that hold the link.
DERIVED: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "losses": {"hazards": ("hazards", "losses")},
    "hazards": {"constraints": ("constraints", "hazards")},
    "constraints": {
        "controls": ("controls", "constraints"),
        "missing_controls": ("missing_controls", "constraints"),
    },
    "controls": {"findings": ("findings", "control"), "missing_controls": ("missing_controls", "control")},
    "findings": {"systemic_problems": ("systemic_problems", "findings")},
    "missing_controls": {"systemic_problems": ("systemic_problems", "missing_controls")},
}
RAISED: Mapping[str, tuple[str, str]] = {
    "questions": ("questions", "about"),
    "insights": ("insights", "about"),
}
MENDED_TABLES = ("findings", "missing_controls", "systemic_problems")


class LinkedRow(NamedTuple):
    """A row of the timeline that the analysis links to: its time as printed, and its words.

    `row` is the row that it is joined into by now, else itself. `left_out`: it is no row any more.
    """

    id: str
    row: str
    local: str
    text: str
    left_out: bool = False


class LinkedRecommendation(NamedTuple):
    """A recommendation of this incident, as links lead to it; `left_out` also for one that was dropped from view."""

    id: str
    title: str
    status: str
    left_out: bool = False
    is_merged: bool = False
    addresses: str = ""


Records = Mapping[str, Mapping[str, Record]]
NO_RECORDS: Mapping[str, Record] = {}


class Analysis(NamedTuple):
    """`records` and `left_out` are by table and id, oldest first. `rows` holds the rows that links lead to;
    `recommendations` those of this incident; `detected` is the row ‹detected›, None where no row is that."""

    incident: str
    boundary: str = ""
    environment: str = ""
    records: Records = {}
    left_out: Records = {}
    rows: Mapping[str, LinkedRow] = {}
    recommendations: Mapping[str, LinkedRecommendation] = {}
    detected: str | None = None

    @property
    def losses(self) -> tuple[Loss, ...]:
        """Return the losses in view."""
        return self._all("losses")

    @property
    def hazards(self) -> tuple[Hazard, ...]:
        """Return the hazards in view."""
        return self._all("hazards")

    @property
    def constraints(self) -> tuple[Constraint, ...]:
        """Return the safety constraints in view."""
        return self._all("constraints")

    @property
    def controls(self) -> tuple[Control, ...]:
        """Return the safety controls in view."""
        return self._all("controls")

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return the findings in view."""
        return self._all("findings")

    @property
    def missing_controls(self) -> tuple[MissingControl, ...]:
        """Return the missing controls in view."""
        return self._all("missing_controls")

    @property
    def systemic_problems(self) -> tuple[SystemicProblem, ...]:
        """Return the systemic problems in view."""
        return self._all("systemic_problems")

    @property
    def questions(self) -> tuple[OpenQuestion, ...]:
        """Return the open questions in view."""
        return self._all("questions")

    @property
    def insights(self) -> tuple[Insight, ...]:
        """Return the insights in view."""
        return self._all("insights")

    @property
    def is_empty(self) -> bool:
        """Nobody has written anything of it."""
        return not (self.boundary or self.environment or any(self.records.values()))

    def find(self, id: str) -> Record | None:
        """Return the record with that id, in view or left out."""
        tables = (*self.records.values(), *self.left_out.values())
        return next((records[id] for records in tables if id in records), None)

    def is_left_out(self, id: str) -> bool:
        """Return whether a link to this record, row or recommendation counts no more."""
        row, recommendation = self.rows.get(id), self.recommendations.get(id)
        gone = (row is not None and row.left_out) or (recommendation is not None and recommendation.left_out)
        return gone or any(id in records for records in self.left_out.values())

    def is_here(self, id: str) -> bool:
        """Return whether what an id leads to is here, in view or left out."""
        known = id == self.incident or id in self.rows or id in self.recommendations
        return known or self.find(id) is not None

    def counting(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Return the links that count: all but those to what was left out."""
        return tuple(id for id in ids if id and not self.is_left_out(id))

    def not_here(self) -> tuple[str, ...]:
        """Return linked ids that have not arrived here; never recommendations, which may live elsewhere."""
        linked = (id for record in self.all() for id in links_of(record, mended=False))
        return tuple(dict.fromkeys(id for id in linked if not self.is_here(id)))

    def all(self) -> Iterator[Record]:
        """Every record in view."""
        for records in self.records.values():
            yield from records.values()

    def linking(self, table: str, field: str, id: str) -> tuple[Record, ...]:
        """Return the records in view whose link of that name leads to the id."""
        records = self.records.get(table, NO_RECORDS).values()
        return tuple(record for record in records if id in _linked(getattr(record, field)))

    def naming_row(self, row: str) -> tuple[Record, ...]:
        """Return the records in view that are linked with a row of the timeline, also through one that was joined
        to it.
        """
        ids = {row, *(id for id, linked in self.rows.items() if linked.row == row)}
        return tuple(record for record in self.all() if ids & {*_linked(getattr(record, "events", ()))})

    def findings_of(self, control: str) -> tuple[Finding, ...]:
        """Return the findings of a control."""
        return cast(tuple[Finding, ...], self.linking("findings", "control", control))

    def missing_beside(self, control: str) -> tuple[MissingControl, ...]:
        """Return the missing controls linked to a control."""
        return cast(tuple[MissingControl, ...], self.linking("missing_controls", "control", control))

    def derived(self, record: Record) -> dict[str, list[str]]:
        """Return the links of others to this record, and the recommendations that mend it, by the names of `show
        --json`.
        """
        table = kind_of(record).table
        backwards = {**DERIVED.get(table, {}), **RAISED}
        found = {
            name: [each.id for each in self.linking(*place, record.id)] for name, place in backwards.items()
        }
        if isinstance(record, Mended):
            found["recommendations"] = list(record.mended_by)
        return found

    def moment_of(self, finding: Finding) -> str:
        """`at 15:26`, the first of its rows: what people knew then is what counts."""
        times = sorted(row.local for id in finding.events if (row := self.rows.get(id)) and row.local)
        return f"at {times[0]}" if times else "at that moment"

    def mending(self, recommendation: str) -> tuple[Record, ...]:
        """Return the records that a recommendation addresses: findings, missing controls, systemic problems."""
        return tuple(
            each for table in MENDED_TABLES for each in self.linking(table, "mended_by", recommendation)
        )

    def offered(self, recommendation: str) -> Record | None:
        """Suggest a link for a recommendation: the one record whose name is its `addresses` text. A control stands
        for its finding, if it has one.
        """
        known = self.recommendations.get(recommendation)
        words = " ".join(known.addresses.split()).casefold() if known else ""
        named = [record for record in self.all() if words and _folded(title_of(record)) == words]
        found = [record for record in named if isinstance(record, Mended)]
        found += [
            each for record in named if isinstance(record, Control) for each in self.findings_of(record.id)
        ]
        return found[0] if len(found) == 1 else None

    def title(self, id: str) -> str:
        """Return the words of whatever an id leads to; "" for what is not here."""
        record, row = self.find(id), self.rows.get(id)
        if record is not None:
            return title_of(record)
        if row is not None:
            return f"{row.local} {row.text}".strip()
        known = self.recommendations.get(id)
        return known.title if known is not None else self._titles_elsewhere().get(id, "")

    def _titles_elsewhere(self) -> dict[str, str]:
        mended = (record for record in self.all() if isinstance(record, Mended))
        return {id: title for record in mended for id, title in mended_titles(record).items()}

    def _all(self, table: str) -> tuple[Any, ...]:
        return tuple(self.records.get(table, NO_RECORDS).values())


def links_of(record: Record, *, mended: bool = True) -> Iterator[str]:
    """Yield the ids that a record's own links lead to."""
    kind = kind_of(record)
    for name in (*kind.links, *kind.one):
        if mended or name != "mended_by":
            yield from _linked(getattr(record, name))


def _linked(value: str | tuple[str, ...]) -> tuple[str, ...]:
    if isinstance(value, tuple):
        return value
    return (value,) if value else ()


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
