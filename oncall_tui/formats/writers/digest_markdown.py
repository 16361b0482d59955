"""The status digest (R11): Markdown to paste in chat or mail, for somebody who was not there.

First what needs a word, worst first; then what is due and what moved; then every open one by incident, with its owner.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from oncall_tui.domain.days import days_between, long_day, short_day
from oncall_tui.domain.plural import count_text
from oncall_tui.domain.recommendations.attention_sections import (
    DigestSection,
    digest_sections,
    moved_since,
    slipped_since,
)
from oncall_tui.domain.recommendations.attention_status import (
    SILENT_DAYS,
    SOON_DAYS,
    TrackerContext,
    days_untouched,
    has_recurred,
    is_closed_in_ticket_system,
    is_overdue,
    is_stale,
    sort_by_urgency,
)
from oncall_tui.domain.recommendations.recommendation import Recommendation
from oncall_tui.formats.readers.markdown import escape_markdown

HEADINGS = {
    "overdue": "Overdue",
    "slipped": "Slipped",
    "closed there": "Closed in the ticket system, open here",
    "silent": f"Silent for {SILENT_DAYS} days or more",
    "unaccepted": "Asked, not accepted yet",
    "to revisit": "To look at again",
    "effect to check": "Done: did it help?",
    "due soon": f"Due in the next {SOON_DAYS} days",
    "moved": "What moved",
}
HANDLES_SHOWN = 3
TIMES = ("", "once", "twice", "three times", "four times")


def digest_markdown(items: Sequence[Recommendation], since: int, outlook: TrackerContext) -> str:
    """`since` is an instant: what happened after it is news. The digest is made at the outlook's present."""
    lines = [f"# Recommendations, {long_day(outlook.today)}", "", _opening(items, since, outlook)]
    for section in digest_sections(items, since, outlook):
        lines += ["", f"## {HEADINGS[section.name]} ({len(section.items)})", ""]
        lines += [_news(item, section, outlook) for item in section.items]
    return "\n".join([*lines, *_by_incident(items, since, outlook)]) + "\n"


def owner_text(item: Recommendation) -> str:
    """`kim (asked, not accepted)`; a commitment that nobody owns says so."""
    if not item.owner:
        return "nobody yet"
    waits = item.is_open and not item.is_accepted
    return escape_markdown(item.owner) + (" (asked, not accepted)" if waits else "")


def due_text(item: Recommendation, outlook: TrackerContext) -> str:
    """`due 30 Sep, 52 days over, slipped twice`."""
    if not item.due:
        return "no date" if item.is_committed else ""
    words = f"due {short_day(item.due, outlook.today)}"
    if is_overdue(item, outlook):
        words += f", {count_text(days_between(item.due, outlook.today), 'day')} over"
    return words + (f", slipped {_times(item.slips)}" if item.slips else "")


def _opening(items: Sequence[Recommendation], since: int, outlook: TrackerContext) -> str:
    still = [item for item in items if item.is_open]
    news = [item for item in items if moved_since(item, since)]
    counts = (
        (sum(item.status == "done" for item in news), "done"),
        (sum(item.status == "dropped" for item in news), "dropped"),
        (sum(item.created_at >= since for item in news), "new"),
        (sum(slipped_since(item, since) for item in items), "slipped"),
    )
    moved = ", ".join(f"{count} {word}" for count, word in counts if count) or "nothing ended or began"
    late = sum(is_overdue(item, outlook) for item in still)
    silent = sum(is_stale(item, outlook) for item in still)
    concerns = ", ".join(
        f"{count} {word}" for count, word in ((late, "overdue"), (silent, "silent")) if count
    )
    homes = len({item.incident for item in still})
    where = f" from {count_text(homes, 'incident')}" if homes else ""
    return (
        f"Since {long_day(outlook.day(since))}: {moved}. "
        f"{len(still)} open{where}{': ' + concerns if concerns else ''}."
    )


def _news(item: Recommendation, section: DigestSection, outlook: TrackerContext) -> str:
    facts = [owner_text(item), *_why(item, section.name, outlook), _seen_in(item, outlook)]
    return f"- **{escape_markdown(item.title)}** · " + " · ".join(fact for fact in facts if fact)


def _why(item: Recommendation, section: str, outlook: TrackerContext) -> Iterator[str]:
    """Yield the facts needed to follow up on the recommendation."""
    if section == "moved" or not item.is_open:
        yield _moved(item, outlook)
    else:
        yield due_text(item, outlook)
    if item.label == "strategic" and item.is_open:
        yield (
            f"strategic, sponsor {escape_markdown(item.sponsor)}" if item.sponsor else "strategic, no sponsor"
        )
    if is_closed_in_ticket_system(item, outlook):
        yield f"{', '.join(map(escape_markdown, item.tickets))} closed there, {item.status} here: which is right?"
    if section == "silent":
        yield f"nobody touched it for {count_text(days_untouched(item, outlook), 'day')}"
    if has_recurred(item, outlook):
        yield "an incident since then names it again"
    if section == "effect to check" and item.effect_check:
        yield f"look at: {escape_markdown(item.effect_check)}"
    yield _last_slip(item)
    yield _last_word(item, outlook)


def _moved(item: Recommendation, outlook: TrackerContext) -> str:
    if item.status == "idea":
        return f"new on {short_day(outlook.day(item.created_at), outlook.today)}"
    when = "since" if item.is_open else "on"
    words = f"{item.status.replace('-', ' ')} {when} {short_day(outlook.day(item.status_at), outlook.today)}"
    reason = f": {escape_markdown(item.reason)}" if item.reason and item.status == "dropped" else ""
    due = f", {due_text(item, outlook)}" if item.is_committed and item.due else ""
    return words + reason + due


def _last_slip(item: Recommendation) -> str:
    return f"slipped because {escape_markdown(item.slip_reason)}" if item.is_open and item.slip_reason else ""


def _last_word(item: Recommendation, outlook: TrackerContext) -> str:
    last = item.last_word
    if last is None:
        return ""
    day = short_day(outlook.day(last.at), outlook.today)
    return f"last word {day}, {escape_markdown(last.by)}: “{escape_markdown(last.text)}”"


def _seen_in(item: Recommendation, outlook: TrackerContext) -> str:
    handles = [escape_markdown(outlook.handle(incident)) for incident in item.incidents]
    if len(handles) == 1:
        return f"from {handles[0]}"
    more = f", {len(handles) - HANDLES_SHOWN} more" if len(handles) > HANDLES_SHOWN else ""
    return f"would have helped in {len(handles)}: {', '.join(handles[:HANDLES_SHOWN])}{more}"


def _by_incident(items: Iterable[Recommendation], since: int, outlook: TrackerContext) -> Iterator[str]:
    """Yield incidents with something open, newest first."""
    homes = sorted(items, key=lambda item: item.incident, reverse=True)
    for home, group in groupby(homes, key=lambda item: item.incident):
        here = sort_by_urgency(group, outlook)
        still = [item for item in here if item.is_open]
        if still:
            yield from ("", f"## {_incident_title(home, outlook)}", "", _tally(here), "")
            yield from (_line(item, outlook) for item in still)


def _incident_title(incident: str, outlook: TrackerContext) -> str:
    facts = outlook.incidents.get(incident)
    if facts is None:
        return escape_markdown(incident)
    said = facts.title.casefold().replace(" ", "-") == facts.handle
    title = f": {facts.title}" if facts.title and not said else ""
    begun = short_day(outlook.day(facts.begun_at), outlook.today)
    return escape_markdown(" · ".join(part for part in (facts.handle + title, facts.severity, begun) if part))


def _tally(items: Sequence[Recommendation]) -> str:
    counts = ((sum(item.status == status for item in items), status) for status in ("done", "dropped"))
    ended = [f"{count} {status}" for count, status in counts if count]
    return ", ".join([f"{sum(item.is_open for item in items)} open", *ended]) + "."


def _line(item: Recommendation, outlook: TrackerContext) -> str:
    facts = [owner_text(item), due_text(item, outlook)]
    if item.definition_of_done:
        facts.append(f"done when: {escape_markdown(item.definition_of_done)}")
    status = item.status.replace("-", " ")
    return f"- *{status}* {escape_markdown(item.title)} · " + " · ".join(fact for fact in facts if fact)


def _times(count: int) -> str:
    return TIMES[count] if count < len(TIMES) else f"{count} times"
