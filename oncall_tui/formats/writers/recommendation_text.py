"""All that is known of one recommendation as plain text, fact by fact."""

from collections.abc import Iterable, Iterator

from oncall_tui.domain.days import ago, days_between, is_day, short_day
from oncall_tui.domain.plural import count_text
from oncall_tui.domain.recommendations.attention_status import (
    TrackerContext,
    days_untouched,
    is_closed_in_ticket_system,
    is_overdue,
    is_stale,
)
from oncall_tui.domain.recommendations.hints import hints
from oncall_tui.domain.recommendations.recommendation import FieldChange, Recommendation
from oncall_tui.domain.visible import escape_controls, escape_line

FOLDED = {
    "Statement": "statement",
    "Addresses": "addresses",
    "Control": "control",
    "Change": "change_type",
    "Outcome": "outcome",
    "Impact": "impact",
    "Effort": "effort",
    "Decision": "decision",
    "Workaround": "workaround",
    "Goal": "goal",
    "Look again": "revisit",
    "Effect check": "effect_check",
    "Check on": "effect_due",
    "Verdict": "effect_verdict",
}


def recommendation_text(item: Recommendation, outlook: TrackerContext) -> str:
    """Return all of one: its title, facts, hints and history."""
    lines = [escape_line(item.title), f"  {people_text(item, outlook)}"]
    lines += [f"  {name:12} {escape_controls(text)}" for name, text in recommendation_facts(item, outlook)]
    lines += ["", "  Ask next"] if (asked := hints(item, outlook)) else []
    lines += [f"  {field_label(hint.field):20} {hint.message}" for hint in asked]
    lines += ["", "  History", *(f"  {line}" for line in history_lines(item, outlook))]
    return "\n".join(lines)


def people_text(item: Recommendation, outlook: TrackerContext) -> str:
    """`strategic · planned · owner kim, asked 12 days ago, not accepted · no sponsor`."""
    words = [item.label or "no label", item.status.replace("-", " "), _owner(item, outlook)]
    if item.sponsor:
        words.append(f"sponsor {item.sponsor}" + ("" if item.is_sponsored else ", not accepted"))
    elif item.label == "strategic":
        words.append("no sponsor")
    return escape_line(" · ".join(words))


def _owner(item: Recommendation, outlook: TrackerContext) -> str:
    if not item.owner:
        return "no owner"
    if item.is_accepted or not item.is_open:
        return f"owner {item.owner}"
    asked = f", asked {ago(days_between(outlook.day(item.asked_at), outlook.today))}" if item.asked_at else ""
    return f"owner {item.owner}{asked}, not accepted"


def recommendation_facts(item: Recommendation, outlook: TrackerContext) -> Iterator[tuple[str, str]]:
    """(name, text) of what is filled: what one asks first, then the rest. Texts are as they were written."""
    yield "Done when", item.definition_of_done or "nobody has said yet"
    if item.due or item.is_committed:
        yield "Date", dates_text(item, outlook)
    yield from (("Ticket", ticket_text(ticket, item, outlook)) for ticket in item.tickets)
    if item.parts:
        yield "Parts", f"{item.parts_done} of {len(item.parts)} done"
    if item.reason:
        yield "Reason", item.reason
    if item.last_word:
        word = item.last_word
        yield "Last word", f"{short_day(outlook.day(word.at), outlook.today)} {word.by}: “{word.text}”"
    if is_stale(item, outlook):
        yield "Silent", f"nobody touched it for {days_untouched(item, outlook)} days"
    if item.risk:
        yield "Risk", item.risk
    yield "Seen in", seen_in_text(item, outlook)
    yield from ((name, getattr(item, field)) for name, field in FOLDED.items() if getattr(item, field))
    if item.labels:
        yield "Labels", " ".join(f"#{label}" for label in item.labels)


def dates_text(item: Recommendation, outlook: TrackerContext) -> str:
    """`31 Jul → 31 Aug → 30 Sep, slipped twice, now 54 days over`: every promise there was (R8)."""
    promised = [made.due for made in item.commitments]
    if item.due and promised[-1:] != [item.due]:
        promised.append(item.due)
    words = " → ".join(short_day(day, outlook.today) for day in promised) or "none yet"
    if item.slips:
        words += f", slipped {item.slips}×"
        words += f" (last: {item.slip_reason})" if item.slip_reason else ""
    if is_overdue(item, outlook):
        words += f", now {count_text(days_between(item.due, outlook.today), 'day')} over"
    return words


def ticket_text(ticket: str, item: Recommendation, outlook: TrackerContext) -> str:
    """Return the ticket, and where the ticket system says otherwise than this."""
    if ticket in item.closed_tickets and is_closed_in_ticket_system(item, outlook):
        return f"{ticket}: closed there, {item.status.replace('-', ' ')} here. Which is right?"
    return f"{ticket}: closed there" if ticket in item.closed_tickets else ticket


def seen_in_text(item: Recommendation, outlook: TrackerContext) -> str:
    """`would have helped in 4 incidents: secrets-leak, ci-token` (R10)."""
    handles = ", ".join(outlook.handle(incident) for incident in item.incidents)
    count = len(item.incidents)
    return handles if count == 1 else f"would have helped in {count} incidents: {handles}"


def field_label(field: str | None) -> str:
    """Return a field as people call it: `Definition of done`."""
    return (field or "-").replace("_", " ").capitalize()


def history_lines(item: Recommendation, outlook: TrackerContext) -> Iterable[str]:
    """Format the history, oldest first: who, when, from, to, why."""
    for change in item.history:
        day = short_day(outlook.day(change.at), outlook.today)
        why = f" ({change.reason})" if change.reason else ""
        yield escape_line(f"{day} {change.by or '-'}: {_change_words(change, outlook)}{why}")


def _change_words(change: FieldChange, outlook: TrackerContext) -> str:
    """Describe a change: `created as an idea`, `planned → in progress`, `also seen in quote-latency`, `due 4 Dec →
    20 Dec`.
    """
    field, before, after = (
        change.field,
        _value(change, change.before, outlook),
        _value(change, change.after, outlook),
    )
    if field == "status" and not before:
        return f"created as {'an idea' if after == 'idea' else after}"
    if field == "status":
        return f"{before} → {after}"
    if field in ADDED:
        added, removed = ADDED[field]
        return f"{added} {after}" if after else f"{removed} {before}"
    label = LABELS.get(field, field.replace("_", " "))
    if before and after:
        return f"{label}: {before} → {after}"
    return f"{label}: {after}" if after else f"{label}: {before} taken back"


ADDED = {
    "incident": ("also seen in", "no longer seen in"),
    "ticket": ("ticket", "no longer ticket"),
    "tag": ("labelled", "no longer labelled"),
    "closed_ticket": ("closed in the ticket system:", "open again in the ticket system:"),
}
LABELS = {"effect_due": "effect check planned for", "effect_check": "effect check", "accepted": "accepted by"}
DAYS = ("due", "effect_due", "revisit")


def _value(change: FieldChange, value: object, outlook: TrackerContext) -> str:
    """Return a stored value as one reads it: incidents by their handles, days as days."""
    if value in (None, ""):
        return ""
    text = str(value)
    if change.field == "incident":
        return outlook.handle(text)
    if change.field in DAYS and is_day(text):
        return short_day(text, outlook.today)
    return text.replace("-", " ") if change.field == "status" else text
