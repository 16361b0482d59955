"""A review in sentences, for people who listen; the ending of an id is last, in brackets (RETROSPECTIVE 10)."""

from collections.abc import Iterator

from oncall_tui.domain.deadlines import deadline_text
from oncall_tui.domain.plural import count_text
from oncall_tui.domain.review.records import SIGN_QUESTIONS
from oncall_tui.domain.review.threads import Thread, is_late
from oncall_tui.domain.visible import escape_line
from oncall_tui.formats.writers.review_texts import ReviewFacts
from oncall_tui.read_models.review_view import CHANGED, GONE, ReviewReader, ReviewView
from oncall_tui.timestamps.zones import parse_zone

ENDING_OF_ID = 6


def review_text(view: ReviewView, threads: tuple[Thread, ...]) -> str:
    """Return the state of the review, each reader and each thread, a sentence a line."""
    return "\n".join([*_head(view), *map(_reader, view.readers), *_threads(view, threads)]) + "\n"


def review_facts(view: ReviewView) -> ReviewFacts:
    """Return what the texts to copy are made of."""
    held, incident = view.round, view.writeup.view.incident
    return ReviewFacts(
        incident.name,
        incident.handle,
        deadline(view),
        held.reviewers if held else (),
        held.presenter if held else "",
        held.moderator if held else "",
        held.note_taker if held else "",
        incident.summary,
        view.is_complete,
        [(view.title(thread.comment.target), thread.comment.summary) for thread in view.agenda],
        sum(1 for thread in view.threads if thread.ending is not None and thread.ending.kind == "dissent"),
    )


def deadline(view: ReviewView) -> str:
    """Return the deadline in words, in the incident's zone and in UTC; "" without one."""
    held = view.round
    if held is None or held.until is None:
        return ""
    return deadline_words(held.until, view.writeup.view.incident.zone)


def deadline_words(until: int, zone: str) -> str:
    """Return an instant (UTC microseconds) in that zone and in UTC."""
    local, utc = deadline_text(until, parse_zone(zone).info), deadline_text(until, parse_zone("UTC").info)
    return local if local == utc else f"{local} = {utc.split(' (')[0]} UTC"


def _head(view: ReviewView) -> Iterator[str]:
    name = escape_line(view.writeup.view.incident.name)
    held = view.round
    if view.is_complete:
        yield f"{name}: complete."
    elif held is None:
        yield f"{name}: no review was opened yet."
    elif held.closed:
        yield f"{name}: the review was closed: {escape_line(held.closed)}."
    else:
        yield f"{name}: the review is open until {deadline(view) or 'no deadline'}."
    if held is not None and held.extended:
        yield f"It was extended: {escape_line(held.extended)}."
    for label, person in (
        ("Presenter", held.presenter if held else ""),
        ("Moderator", held.moderator if held else ""),
        ("Note-taker", held.note_taker if held else ""),
    ):
        if person:
            yield f"{label}: {escape_line(person)}."
    if not view.readers:
        yield "Read by nobody, and nobody was asked."


def _reader(reader: ReviewReader) -> str:
    read = f"read to “{escape_line(reader.read_to.title)}”" if reader.read_to else "has not begun to read"
    left = f", {reader.unread} to read" if reader.unread else ", to the end"
    changed = f", {reader.changed} changed since" if reader.changed else ""
    signed = ""
    if reader.signed is not None:
        answers = [
            f"{name} {getattr(reader.signed, name)}"
            for name in SIGN_QUESTIONS
            if getattr(reader.signed, name)
        ]
        signed = f"; signed{' before later edits' if reader.stale else ''}"
        signed += f" ({', '.join(answers)})" if answers else ""
    return f"{escape_line(reader.name)} {read}{left if reader.read_to else ''}{changed}{signed}."


def _threads(view: ReviewView, threads: tuple[Thread, ...]) -> Iterator[str]:
    open_ones = sum(thread.is_open for thread in threads)
    yield f"{count_text(len(threads), 'comment')}, {open_ones} open."
    gone = [thread for thread in threads if view.anchor(thread.comment) == GONE]
    for thread in (*gone, *(thread for thread in threads if thread not in gone)):
        yield from _thread(view, thread)


def _thread(view: ReviewView, thread: Thread) -> Iterator[str]:
    comment = thread.comment
    where = {GONE: " (on a row that is gone)", CHANGED: " (changed since)"}.get(view.anchor(comment), "")
    late = ", late" if is_late(comment, view.round) else ""
    title = escape_line(view.title(comment.target))
    yield (
        f"{escape_line(comment.by)}, {comment.kind}{late}, on {title}{where}: "
        f"{escape_line(comment.text)} ({comment.id[-ENDING_OF_ID:]})"
    )
    if comment.quote:
        yield f"  About “{escape_line(comment.quote.exact)}”."
    if comment.proposal is not None:
        yield f"  Proposes: {escape_line(comment.proposal)}"
    for reply in thread.replies:
        yield f"  {escape_line(reply.by)}: {escape_line(reply.text)}"
    for rejected in thread.rejected:
        said = f"{escape_line(rejected.ending.by)} says {rejected.ending.kind}"
        yield f"  {said}; it does not count: {rejected.who_may}."
    for ending in thread.contested:
        yield f"  {escape_line(ending.by)} says {ending.kind}; others say otherwise, so it is open."
    if thread.ending is not None:
        words = f": {escape_line(thread.ending.text)}" if thread.ending.text else ""
        yield f"  Ended: {thread.ending.kind}, by {escape_line(thread.ending.by)}{words}."
    elif thread.because:
        yield f"  For the agenda: {thread.because}. `oncall review summarise {comment.id[-ENDING_OF_ID:]} TEXT`"
