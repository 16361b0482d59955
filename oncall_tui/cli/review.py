"""`oncall review`, `oncall complete`, `oncall reopen`: what the team agrees on, and what is signed (V1-V7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall_tui.cli.incident_words import INC, add_incident_option, find_incident, read_text, split_incident
from oncall_tui.cli.kept_outputs import show_kept
from oncall_tui.domain.errors import NotFoundError, RefusedError
from oncall_tui.domain.review.records import ENDINGS, KINDS, SIGN_ANSWERS
from oncall_tui.output import json_text, print_json, print_message, print_result

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from oncall_tui.bootstrap import ServiceContainer
    from oncall_tui.cli.commands import Commands, OncallArgumentParser
    from oncall_tui.domain.review.records import Target
    from oncall_tui.read_models.review_view import ReviewView

TARGET = "a section, a row (its time or id, .time .kind .milestone), or the id of a record (.FIELD)"
ID = "the id of a comment, a unique prefix, or a unique ending of three characters or more"
WHEN = "fri 17:00, +5d, 2026-12-01 09:30; without a time 17:00, in the incident's zone"


def add_parsers(commands: Commands, options: OncallArgumentParser) -> None:
    """Add `review`, `complete` and `reopen`."""
    review = commands.add_parser("review", parents=[options], help="comments, who read how far, sign-off")
    verbs = review.add_verbs()

    def verb(name: str, words: str, run: Callable[..., int]) -> OncallArgumentParser:
        parser = verbs.add_parser(name, parents=[options], help=words)
        parser.set_defaults(run=run)
        add_incident_option(parser)
        return parser

    opening = verb("open", "open a round with a deadline", open_review)
    opening.add_argument("incident", nargs="?", metavar="INC", help=INC)
    opening.add_argument("--until", required=True, metavar="WHEN", help=WHEN)
    opening.add_argument(
        "--reviewer", action="append", default=[], metavar="NAME", help="instead of the rotation"
    )
    verb("close", "end the round without completing", close_review).add_argument(
        "words", nargs="+", metavar="[INC] REASON"
    )
    verb(
        "set", "until, extended, presenter, moderator, note_taker, meeting_notes, reviewer", set_review
    ).add_argument("words", nargs="+", metavar="[INC] FIELD=VALUE")
    showing = verb("show", "readers, comments, agenda", show_review)
    showing.add_argument("incident", nargs="?", metavar="INC", help=INC)
    showing.add_argument("--unread", action="store_true", help="only comments on what you have not read yet")
    for name, words in (
        ("invite", "a text to send"),
        ("agenda", "for the meeting"),
        ("announce", "when it is done"),
    ):
        verb(name, words, show_text).add_argument("incident", nargs="?", metavar="INC", help=INC)
    comment = verb("comment", "say change, clarify or disagree about something", add_comment)
    comment.add_argument(
        "words", nargs="+", metavar="[INC] TARGET KIND TEXT [proposal=TEXT] [quote=TEXT]", help=TARGET
    )
    reply = verb("reply", "answer in a thread", add_reply)
    reply.add_argument("id", metavar="ID", help=ID)
    reply.add_argument("text", metavar="TEXT")
    end = verb("end", "end a comment as its kind ends", end_comment)
    end.add_argument("id", metavar="ID", help=ID)
    end.add_argument(
        "ending", metavar="ENDING", help="; ".join(f"{k}: {', '.join(v)}" for k, v in ENDINGS.items())
    )
    end.add_argument("words", nargs="*", metavar="[TEXT] [position=TEXT] [standing=TEXT] [would_change=TEXT]")
    applying = verb("apply", "apply a proposed change", apply_change)
    applying.add_argument("id", metavar="ID", help=ID)
    applying.add_argument("--anyway", action="store_true", help="though the text has changed since")
    summarise = verb("summarise", "one line for the agenda", summarise_thread)
    summarise.add_argument("id", metavar="ID", help=ID)
    summarise.add_argument("text", metavar="TEXT")
    verb("read", "mark as read up to there, or all", mark_read).add_argument(
        "words", nargs="*", metavar="[INC] [TARGET]", help=TARGET
    )
    verb("sign", "sign it as it is now", sign).add_argument(
        "words", nargs="*", metavar="[INC] [aligned=A] [understood=A] [improvements=A] [word=TEXT]",
        help=f"A: {', '.join(SIGN_ANSWERS)}",
    )  # fmt: skip
    complete = commands.add_parser("complete", parents=[options], help="sign the write-up: it is complete")
    complete.add_argument("incident", nargs="?", metavar="INC", help=INC)
    add_incident_option(complete)
    complete.set_defaults(run=complete_writeup)
    reopen = commands.add_parser("reopen", parents=[options], help="open a complete write-up again")
    reopen.add_argument("words", nargs="+", metavar="[INC] REASON")
    add_incident_option(reopen)
    reopen.set_defaults(run=reopen_writeup)


def open_review(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Open a review round."""
    incident = find_incident(arguments, services, arguments.incident)
    until = _deadline(services, incident, arguments.until)
    services.reviews.open(incident, until, arguments.reviewer)
    if not services.reviews.view(incident).readers and "quiet" not in arguments:
        print_message(
            "Nobody is asked to review: there is no rotation. Use --reviewer NAME, or the team's rotation.txt."
        )
    return _show(arguments, services, incident)


def close_review(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Close the review round."""
    word, rest = split_incident(arguments.words, 1, _never)
    incident = find_incident(arguments, services, word)
    services.reviews.close(incident, " ".join(rest))
    return _show(arguments, services, incident)


def set_review(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Set the deadline and the people of the round."""
    words = list(arguments.words)
    word = None if "=" in words[0] else words.pop(0)
    incident = find_incident(arguments, services, word)
    fields: dict[str, object] = dict(_assignments(words))
    if not fields:
        raise RefusedError("There is nothing to set. Nothing was changed. Use FIELD=VALUE...")
    if "until" in fields:
        fields["until"] = _deadline(services, incident, str(fields["until"]))
    services.reviews.set(incident, fields)
    return _show(arguments, services, incident)


def show_review(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Print the review: progress of each reader, and the threads."""
    incident = find_incident(arguments, services, arguments.incident)
    name = services.settings.author if arguments.unread else None
    kept, write = ("review-json", _review_json_text) if "json" in arguments else ("review", _review_text)
    show_kept(kept, incident, arguments, services, lambda _: write(services, incident, name))
    return 0


def _review_json_text(services: ServiceContainer, incident: str, unread_for: str | None = None) -> str:
    from oncall_tui.read_models.review_json import review_json

    return json_text(review_json(services.reviews.view(incident), unread_for=unread_for))


def _review_text(services: ServiceContainer, incident: str, unread_for: str | None = None) -> str:
    from oncall_tui.read_models.review_text import review_text

    view = services.reviews.view(incident)
    return review_text(view, view.threads if unread_for is None else view.unread_threads(unread_for))


def show_text(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Print invite, agenda or announcement."""
    from oncall_tui.formats.writers.review_texts import agenda_text, announcement_text, invite_text
    from oncall_tui.read_models.review_text import review_facts

    incident = find_incident(arguments, services, arguments.incident)
    write = {"invite": invite_text, "agenda": agenda_text, "announce": announcement_text}[arguments.verb]
    text = write(review_facts(services.reviews.view(incident)))
    print_json({"text": text}) if "json" in arguments else print_result(text)
    return 0


def add_comment(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Add a comment on an item."""
    words = list(arguments.words)
    has_incident = len(words) > 1 and words[1] not in KINDS and len(words) > 3 and words[2] in KINDS
    incident = find_incident(arguments, services, words.pop(0) if has_incident else None)
    if len(words) < 3:
        raise RefusedError(
            "A comment needs a target, a kind and some words. Nothing was changed. "
            f"Use [INC] TARGET KIND TEXT; KIND is one of {', '.join(KINDS)}."
        )
    typed, kind, text, *rest = words
    more = dict(_assignments(rest, ("proposal", "quote")))
    target = _target(services, incident, typed)
    id = services.reviews.comment(
        incident, target, kind, read_text(text), proposal=more.get("proposal"), quote=more.get("quote")
    )
    return _tell_comment(arguments, services, incident, id)


def add_reply(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Reply to a comment."""
    incident, id = _comment(arguments, services)
    services.reviews.reply(incident, id, read_text(arguments.text))
    return _tell_comment(arguments, services, incident, id)


def end_comment(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """End a comment in one of the ways that its kind has (ENDINGS)."""
    incident, id = _comment(arguments, services)
    words = list(arguments.words)
    text = (
        words.pop(0) if words and not words[0].startswith(("position=", "standing=", "would_change=")) else ""
    )
    fields = dict(_assignments(words))
    services.reviews.end(incident, id, arguments.ending, read_text(text), fields)
    return _tell_comment(arguments, services, incident, id)


def apply_change(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Apply a proposed change."""
    incident, id = _comment(arguments, services)
    services.reviews.apply(incident, id, anyway=arguments.anyway)
    return _tell_comment(arguments, services, incident, id)


def summarise_thread(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Summarise a thread for the agenda."""
    incident, id = _comment(arguments, services)
    services.reviews.summarise(incident, id, read_text(arguments.text))
    return _tell_comment(arguments, services, incident, id)


def mark_read(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Mark items as read."""
    words = list(arguments.words)
    if len(words) > 2:
        raise RefusedError(
            f"There is one word too many: {words[2]!r}. Nothing was changed. Use [INC] [TARGET]."
        )
    incident, typed = _incident_and_target(arguments, services, words)
    title = services.reviews.read(incident, _target(services, incident, typed) if typed else None)
    if "json" in arguments:
        return _show(arguments, services, incident)
    if "quiet" not in arguments:
        print_message(f"Read to “{title}”.")
    return 0


def sign(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Sign the write-up off."""
    words = list(arguments.words)
    word = words.pop(0) if words and "=" not in words[0] else None
    incident = find_incident(arguments, services, word)
    services.reviews.sign(incident, dict(_assignments(words)))
    return _show(arguments, services, incident)


def complete_writeup(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Complete the write-up, or print every reason against it."""
    from oncall_tui.services.review.complete import CompletionRefusedError

    incident = find_incident(arguments, services, arguments.incident)
    try:
        id = services.completing.complete(incident)
    except CompletionRefusedError as refused:
        if "json" in arguments:
            print_json({"refused": list(refused.codes)})
        raise
    view = services.reviews.view(incident)
    if "json" in arguments:
        from oncall_tui.domain.instants import format_instant
        from oncall_tui.read_models.completions import completions

        made = next(each for each in completions(view.tables) if each.id == id)
        completion = {"id": id, "by": made.by, "at": format_instant(made.at), "digest": made.digest}
        print_json({"completion": completion, "read_by": list(view.read_by)})
    elif "quiet" not in arguments:
        read = ", ".join(view.read_by) or "nobody"
        print_message(f"Complete. Read by {read}. What changes from now on is an amendment.")
    return 0


def reopen_writeup(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Reopen a completed write-up."""
    word, rest = split_incident(arguments.words, 1, _never)
    incident = find_incident(arguments, services, word)
    services.completing.reopen(incident, " ".join(rest))
    return _show(arguments, services, incident)


def _never(word: str) -> bool:
    return False


def _assignments(words: list[str], names: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """FIELD=VALUE words. Raises RefusedError for a word without a sign or, where `names` are given, of another name."""
    found = []
    for word in words:
        name, sign, value = word.partition("=")
        if not sign or (names and name not in names):
            known = f" Use {', '.join(f'{each}=TEXT' for each in names)}." if names else " Use FIELD=VALUE."
            raise RefusedError(f"{word!r} is one word too many. Nothing was changed.{known}")
        found.append((name.strip(), value))
    return found


def _deadline(services: ServiceContainer, incident: str, typed: str) -> int:
    from oncall_tui.domain.deadlines import read_deadline
    from oncall_tui.timestamps.zones import parse_zone

    zone = parse_zone(services.incidents.view(incident).incident.zone).info
    return read_deadline(typed, services.clock(), zone)


def _target(services: ServiceContainer, incident: str, typed: str) -> Target:
    from oncall_tui.services.review.targets import find_target

    return find_target(typed, services.writeup.view(incident), services.record_lookup)


def _incident_and_target(
    arguments: argparse.Namespace, services: ServiceContainer, words: list[str]
) -> tuple[str, str | None]:
    """`[INC] [TARGET]`: two words are both; one is a target of the current incident if it is one, else an incident."""
    if len(words) == 2:
        return find_incident(arguments, services, words[0]), words[1]
    if not words:
        return find_incident(arguments, services), None
    try:
        incident = find_incident(arguments, services)
        _target(services, incident, words[0])
    except NotFoundError:
        return find_incident(arguments, services, words[0]), None
    return incident, words[0]


def _comment(arguments: argparse.Namespace, services: ServiceContainer) -> tuple[str, str]:
    """Return the incident and the id of the comment that was typed: in `-i INC` or the current one first, then in
    all.
    """
    try:
        incident: str | None = find_incident(arguments, services)
    except NotFoundError:
        incident = None
    place = services.record_lookup.find(arguments.id, ("comments",), incident)
    return place.incident, place.id


def _tell_comment(arguments: argparse.Namespace, services: ServiceContainer, incident: str, id: str) -> int:
    """Print the comment as `review show` has it."""
    view: ReviewView = services.reviews.view(incident)
    thread = view.thread(id)
    if thread is None:
        return 0
    if "json" in arguments:
        from oncall_tui.read_models.review_json import thread_json

        print_json(thread_json(view, thread))
    elif "quiet" not in arguments:
        state = f"ended: {thread.ending.kind}" if thread.ending else "open"
        print_result(f"{thread.comment.kind} on {view.title(thread.comment.target)}, {state} ({id[-6:]})")
    return 0


def _show(arguments: argparse.Namespace, services: ServiceContainer, incident: str) -> int:
    """Print the review as `review show` has it, as JSON; in words only what changed was said already."""
    if "json" in arguments:
        print_result(_review_json_text(services, incident))
    elif "quiet" not in arguments:
        print_result(_review_text(services, incident))
    return 0
