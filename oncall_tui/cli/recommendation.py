"""`oncall rec add|set|show|merge|commit|drop|done|say|import`: one recommendation at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall_tui.domain.recommendations.fields import ASSIGNMENT
from oncall_tui.output import print_json, print_message, print_result

if TYPE_CHECKING:
    import argparse

    from oncall_tui.bootstrap import ServiceContainer
    from oncall_tui.cli.commands import Commands, OncallArgumentParser
    from oncall_tui.domain.recommendations.recommendation import Recommendation

ADD = """\
FIELD=VALUE: title status label owner accepted sponsor definition_of_done due risk outcome change_type impact effort
rank decision workaround revisit effect_check reason and more; tag= ticket= incident= add, tag-= and so on remove.
"""
ID = "an id or any unique prefix"


def add_parsers(commands: Commands, options: OncallArgumentParser) -> None:
    """Add the command `rec`."""
    rec = commands.add_parser("rec", parents=[options], help="one recommendation: add, set, show, merge...")
    verbs = rec.add_verbs()
    add = verbs.add_parser("add", parents=[options], help="a new one; prints its id", epilog=ADD)
    add.add_argument("words", nargs="+", metavar="[INC] TITLE [FIELD=VALUE]")
    add.set_defaults(run=add_recommendation)
    change = verbs.add_parser("set", parents=[options], help="fields of one", epilog=ADD)
    change.add_argument("id", metavar="ID", help=ID)
    change.add_argument("assignments", nargs="+", metavar="FIELD=VALUE")
    change.set_defaults(run=set_recommendation)
    showing = verbs.add_parser("show", parents=[options], help="all that is known of one")
    showing.add_argument("id", metavar="ID", help=ID)
    showing.set_defaults(run=show_recommendation)
    merge = verbs.add_parser("merge", parents=[options], help="two into one: the first stays")
    merge.add_argument("id", metavar="ID", help=ID)
    merge.add_argument("other", metavar="ID", help="the one that is merged into it")
    merge.add_argument("--reason", metavar="WHY", default="")
    merge.set_defaults(run=merge_recommendations)
    commit = verbs.add_parser("commit", parents=[options], help="a promise of a date")
    commit.add_argument("id", metavar="ID", help=ID)
    commit.add_argument("due", metavar="DATE", help="2026-12-01, +14d or a weekday")
    commit.add_argument("--by", metavar="WHO", default="", help="who promises; else its owner")
    commit.add_argument("--reason", metavar="WHY", default="", help="why it slipped")
    commit.set_defaults(run=commit_recommendation)
    drop = verbs.add_parser("drop", parents=[options], help="drop one, with a reason")
    drop.add_argument("id", metavar="ID", help=ID)
    drop.add_argument("reason", metavar="REASON", nargs="*")
    drop.set_defaults(run=drop_recommendation)
    done = verbs.add_parser("done", parents=[options], help="it is done")
    done.add_argument("id", metavar="ID", help=ID)
    done.set_defaults(run=finish_recommendation)
    word = verbs.add_parser("say", parents=[options], help="a word about one, as at a follow-up")
    word.add_argument("id", metavar="ID", help=ID)
    word.add_argument("text", metavar="TEXT", nargs="+")
    word.set_defaults(run=add_comment)
    from oncall_tui.cli.ticket_import import add_import

    add_import(verbs, options)


def add_recommendation(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Add a recommendation. A single word before the assignments is the title, in the current incident."""
    first, *rest = arguments.words
    if rest and not ASSIGNMENT.match(rest[0]):
        item = services.follow_up.add(first, rest[0], rest[1:])
    else:
        item = services.follow_up.add(None, first, rest)
    if "json" in arguments:
        _show_json(item, services)
    else:
        print_result(item.id)
    _say_hint(item, arguments, services)
    return 0


def set_recommendation(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Set fields of a recommendation."""
    return _told(
        services.follow_up.set(arguments.id, arguments.assignments, base_versions=None), arguments, services
    )


def show_recommendation(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Print a recommendation with its history."""
    item = services.tracker.with_history(services.tracker.find(arguments.id))
    if "json" in arguments:
        _show_json(item, services)
    else:
        from oncall_tui.formats.writers.recommendation_text import recommendation_text

        print_result(recommendation_text(item, services.tracker.outlook()))
    return 0


def merge_recommendations(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Merge a recommendation into another one."""
    merged = services.follow_up.merge(arguments.id, arguments.other, arguments.reason)
    return _told(merged, arguments, services)


def commit_recommendation(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Commit to a recommendation: an owner and a due date."""
    item = services.follow_up.commit(arguments.id, arguments.due, arguments.by, arguments.reason)
    return _told(item, arguments, services)


def drop_recommendation(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Drop a recommendation, with a reason."""
    reason = " ".join(arguments.reason).removeprefix("reason=")
    words = ["status=dropped", *([f"reason={reason}"] if reason else [])]
    return _told(services.follow_up.set(arguments.id, words, base_versions=None), arguments, services)


def finish_recommendation(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Mark a recommendation as done."""
    return _told(
        services.follow_up.set(arguments.id, ["status=done"], base_versions=None), arguments, services
    )


def add_comment(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Add a follow-up comment."""
    return _told(services.follow_up.comment(arguments.id, " ".join(arguments.text)), arguments, services)


def _told(item: Recommendation, arguments: argparse.Namespace, services: ServiceContainer) -> int:
    if "json" in arguments:
        _show_json(item, services)
    elif "quiet" not in arguments:
        from oncall_tui.formats.writers.recommendation_text import people_text

        print_message(f"saved · {item.title} · {people_text(item, services.tracker.outlook())}")
    _say_hint(item, arguments, services)
    return 0


def _show_json(item: Recommendation, services: ServiceContainer) -> None:
    from oncall_tui.domain.recommendations.recommendation_json import recommendation_json

    print_json(recommendation_json(item, services.tracker.outlook()))


def _say_hint(item: Recommendation, arguments: argparse.Namespace, services: ServiceContainer) -> None:
    """Print the most needed hint: one, since nobody reads a list of faults."""
    if "json" in arguments or "quiet" in arguments:
        return
    from oncall_tui.domain.recommendations.hints import hints

    for hint in hints(item, services.tracker.outlook())[:1]:
        print_message(f"next: {hint.field + ' — ' if hint.field else ''}{hint.message}")
