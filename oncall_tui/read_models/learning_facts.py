"""Make the facts that learning keeps of one incident from its document. Pure (L1-L6, N8)."""

import re
from collections import Counter
from collections.abc import Collection, Iterator

from oncall_tui.domain.analysis.records import UNANSWERABLE
from oncall_tui.domain.instants import SECOND, parse_instant_or_none
from oncall_tui.domain.learning.facts import DatedText, LearningFacts, Took
from oncall_tui.domain.plural import count_text
from oncall_tui.domain.review.records import DISAGREE
from oncall_tui.domain.timeline.durations import durations
from oncall_tui.domain.timeline.questions.milestone_questions import claimed_milestones
from oncall_tui.read_models.completions import completions, standing_completions
from oncall_tui.read_models.history import recorded_actions
from oncall_tui.read_models.incident_view import IncidentView
from oncall_tui.read_models.review_records import written
from oncall_tui.read_models.review_view import ReviewView
from oncall_tui.read_models.writeup_view import WriteupView
from oncall_tui.replication.encoding import Tables

OPEN_STATUSES = ("idea", "planned", "in-progress")
DONE_STATUSES = ("done",)
REPEATED = 2
_COMMAND = re.compile(r"(?:^|\n)\s*(?:[$#>]\s+)([a-z][\w./-]*(?:[ \t]+[^\n]*)?)")
_PARTS = re.compile(r"\S+")
# How much of a command says that it is the same step: `kubectl rollout undo`, whatever it was done to.
COMMAND_WORDS = 3


def learning_facts(id: str, tables: Tables) -> LearningFacts:
    """Return the facts of one document."""
    view = IncidentView(id, tables, {})
    incident = view.incident
    writeup = WriteupView(view)
    review = ReviewView(writeup)
    return LearningFacts(
        id=id,
        handle=incident.handle,
        title=incident.title or "",
        type=incident.type or "",
        stage=_stage(tables, incident.stage),
        created_at=str(tables.get("incident", {}).get(id, {}).get("created_at") or ""),
        since=_last_stage_change(tables),
        preparer=incident.preparer or "",
        summary=incident.summary,
        impact=incident.impact,
        tags=incident.tags,
        hazards=tuple(each.text for each in writeup.analysis.hazards),
        controls=tuple((each.id, each.name, each.key) for each in writeup.analysis.controls if each.name),
        durations=dict(_durations(writeup)),
        stages=_stages(id, tables),
        insights=_found(tables, "insights", ((each.id, each.text) for each in writeup.analysis.insights)),
        questions=_found(
            tables,
            "questions",
            (
                (each.id, each.text)
                for each in writeup.analysis.questions
                if each.is_open or each.state == UNANSWERABLE
            ),
        ),
        dissents=_found(
            tables,
            "comments",
            (
                (thread.comment.id, thread.comment.text)
                for thread in review.threads
                if thread.ending is not None and thread.ending.kind == "dissent"
            ),
        ),
        open_recommendations=_titles(view, OPEN_STATUSES),
        done_recommendations=_titles(view, DONE_STATUSES),
        repeated=repeated_commands(tables),
        turn=_turn(review),
        readers=review.read_by,
        votes=dict(Counter(str(each.get("useful") or "") for each in view.values("votes").values())),
        process_tags=tuple(tag for each in view.values("votes").values() for tag in each.get("tags") or ()),
        shadows=_people(tables, "shadow"),
        drivers=_people(tables, "driver"),
    )


def _titles(view: IncidentView, statuses: Collection[str]) -> tuple[tuple[str, str], ...]:
    """Id and title of each recommendation of the incident in one of these states."""
    return tuple(
        (id, str(values.get("title") or ""))
        for id, values in view.values("recommendations").items()
        if values.get("status", "idea") in statuses and not values.get("merged_into")
    )


def repeated_commands(tables: Tables) -> dict[str, int]:
    """Return what was typed more than once among the notes, by its first words: worth a script (N8)."""
    counted: Counter[str] = Counter()
    for record in tables.get("notes", {}).values():
        raw = record.get("raw")
        if isinstance(raw, str) and "struck" not in record:
            counted.update(" ".join(_PARTS.findall(line)[:COMMAND_WORDS]) for line in _COMMAND.findall(raw))
            words = record.get("text") if record.get("kind") == "did" else None
            if isinstance(words, str) and (found := _COMMAND.match(f"\n$ {words}")):
                command = " ".join(_PARTS.findall(found[1])[:COMMAND_WORDS])
                if re.match(
                    r"(?:kubectl|systemctl|terraform|aws|gcloud|az|psql|ssh|helm|docker|git|curl)\b", command
                ):
                    counted[command] += 1
    return {command: count for command, count in counted.items() if count >= REPEATED}


def _durations(writeup: WriteupView) -> Iterator[tuple[str, Took]]:
    """Yield those that the timeline knows to the second or minute; one whose ends are only days has no seconds."""
    timeline = writeup.timeline
    for name, found in durations(timeline.moments(claimed_milestones(timeline))).items():
        if found is not None and found.is_known:
            yield name, Took(found.seconds, found.start, found.end)


def _stage(tables: Tables, stored: str) -> str:
    return "complete" if standing_completions(tables) else stored


def _stage_changes(tables: Tables) -> list[tuple[int, str]]:
    """Return the start of each stage, from history and completions, oldest first."""
    changes = [
        (action.at, str(change.after or ""))
        for action in recorded_actions(tables)
        for change in action.changes
        if change.table == "incident" and change.field == "stage"
    ]
    changes += [(each.at, "complete") for each in completions(tables)]
    return sorted(changes)


def _stages(id: str, tables: Tables) -> dict[str, int]:
    """Return the duration in seconds of each finished stage."""
    began = parse_instant_or_none(tables.get("incident", {}).get(id, {}).get("created_at"))
    stage, took = "responding", Counter[str]()
    for at, following in _stage_changes(tables):
        if began is not None and following != stage:
            took[stage] += max(0, (at - began) // SECOND)
            began, stage = at, following
    return dict(took)


def _last_stage_change(tables: Tables) -> str:
    from oncall_tui.domain.instants import format_instant

    changes = _stage_changes(tables)
    return format_instant(changes[-1][0]) if changes else ""


def _found(tables: Tables, table: str, records: Iterator[tuple[str, str]]) -> tuple[DatedText, ...]:
    return tuple(DatedText(id, text, _month(tables, table, id)) for id, text in records)


def _month(tables: Tables, table: str, id: str) -> str:
    from oncall_tui.domain.instants import format_instant

    record = tables.get(table, {}).get(id, {})
    _, at = written(record, "text")
    return format_instant(at)[:7] if at else ""


def _turn(review: ReviewView) -> str:
    """Return whose turn it is, in words; "" for a complete write-up (V1)."""
    if review.is_complete:
        return ""
    preparer = review.writeup.view.incident.preparer
    if not preparer:
        return "nobody prepares it"
    disagreements = sum(thread.is_open and thread.comment.kind == DISAGREE for thread in review.threads)
    open_ones = sum(thread.is_open for thread in review.threads)
    if disagreements:
        return f"{preparer}: {count_text(disagreements, 'disagreement')} open"
    if open_ones:
        return f"{preparer}: {count_text(open_ones, 'comment')} open"
    waiting = [reader.name for reader in review.readers if reader.asked and reader.unread]
    return f"{', '.join(waiting)}: to read" if review.is_open and waiting else f"{preparer}: to write"


def _people(tables: Tables, role: str) -> tuple[str, ...]:
    """Return who held an onboarding role (L5), from `roles:<role> <name>` of the incident."""
    names = [
        name.partition(":")[2]
        for record in tables.get("incident", {}).values()
        for name, held in record.items()
        if name.startswith(f"roles:{role} ") and held
    ]
    return tuple(sorted(name.partition(" ")[2] for name in names))
