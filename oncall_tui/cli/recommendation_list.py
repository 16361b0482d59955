"""`oncall recs`: the tracker over all incidents, its digest, and a check for cron."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from oncall_tui.domain.errors import CheckFailedError, DamagedFileError
from oncall_tui.domain.folding import fold
from oncall_tui.domain.plural import count_text
from oncall_tui.output import print_json, print_message, print_result

if TYPE_CHECKING:
    import argparse

    from oncall_tui.bootstrap import ServiceContainer
    from oncall_tui.cli.commands import Commands, OncallArgumentParser
    from oncall_tui.domain.recommendations.attention_status import TrackerContext
    from oncall_tui.domain.recommendations.recommendation import Recommendation

DIGEST_SINCE = "-7d"
FORMATS = ("text", "csv", "json")
EPILOG = """\
Words: status:planned|open label:strategic owner:ana|none|me @ana #redis sponsor: incident: tag: ticket: outcome:
type: impact: effort: due:none|2026-11 'due<2026-12-05' 'due<fri' stale:30 age:8-30 opened:2026-11 ended:2026-11,
the flags open closed mine overdue due-soon slipped silent unaccepted accepted closed-there revisit-due
strategic-without-sponsor, and any other text. A minus before a word excludes it, inside quotes or after --:
'open -owner:none'; 'owner:ana or owner:bo' is either. A word that is nearly one of these is refused (exit 2).
`--exit-code`: 7 when something matches; without words, when something is overdue.
"""


def add_parsers(commands: Commands, options: OncallArgumentParser) -> None:
    """Add the command `recs`."""
    from argparse import RawDescriptionHelpFormatter

    recs = commands.add_parser(
        "recs",
        parents=[options],
        help="the recommendations of all incidents",
        description="Every recommendation, worst first; or those that the words let through.",
        epilog=EPILOG,
        formatter_class=RawDescriptionHelpFormatter,
    )
    recs.add_argument("words", nargs="*", metavar="WORDS", help="filter words, the same as on the screen")
    recs.add_argument("--status", metavar="S", help="idea, planned, in-progress, dropped or done")
    recs.add_argument("--label", metavar="L", help="operational or strategic, or somebody's own label")
    recs.add_argument("--owner", metavar="O", help="the owner's name; none for nobody")
    recs.add_argument("--overdue", action="store_true", help="due before today, planned or in progress")
    recs.add_argument("--stale", metavar="DAYS", help="open, and untouched for so many days")
    recs.add_argument("--digest", action="store_true", help="the status digest as Markdown")
    recs.add_argument(
        "--since",
        metavar="DATE",
        default=DIGEST_SINCE,
        help="the digest's news begin here: 2026-11-14, yesterday or --since=-7d",
    )
    recs.add_argument("--exit-code", action="store_true", help="exit 7 when something matches")
    recs.add_argument("--format", choices=FORMATS, default="text")
    recs.set_defaults(run=show_recommendations)


def show_recommendations(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Rows are made, shown and forgotten with the process: looking for garbage among them takes a fifth of the time."""
    gc.disable()
    asked = _asked(arguments)
    if not (asked or arguments.digest or arguments.exit_code) and _as_text(arguments):
        _show_text(services.kept_recommendations.text(lambda: _everything(services)), arguments)
        return _damaged(services)
    from oncall_tui.domain.recommendations.attention_status import sort_by_urgency

    items, outlook = services.tracker.load_all()
    found = sort_by_urgency(_matching(items, arguments, outlook) if asked else items, outlook)
    if arguments.digest:
        _show_digest(found, outlook, arguments)
    else:
        _show(found, outlook, arguments, services)
    if damaged := _damaged(services):
        return damaged
    return _checked(found, asked, outlook) if arguments.exit_code else 0


def _damaged(services: ServiceContainer) -> int:
    """Incidents whose files can't be read are named; the exit code then says so."""
    for why in services.ledger.damaged.values():
        print_message(why)
    return DamagedFileError.exit_code if services.ledger.damaged else 0


def _everything(services: ServiceContainer) -> str:
    from oncall_tui.domain.recommendations.attention_status import sort_by_urgency

    items, outlook = services.tracker.load_all()
    return _text(sort_by_urgency(items, outlook), outlook)


def _text(found: list[Recommendation], outlook: TrackerContext) -> str:
    """Return a row each, and how many there are as the last line."""
    from oncall_tui.formats.writers.recommendation_table import recommendation_rows

    count = f"{count_text(len(found), 'recommendation')}, {sum(item.is_open for item in found)} open"
    return "\n".join([*recommendation_rows(found, outlook), count])


def _show_text(text: str, arguments: argparse.Namespace) -> None:
    rows, _, count = text.rpartition("\n")
    if rows:
        print_result(rows)
    if "quiet" not in arguments:
        print_message(count)


def _as_text(arguments: argparse.Namespace) -> bool:
    return "json" not in arguments and arguments.format == "text"


def _as_json(arguments: argparse.Namespace) -> bool:
    return "json" in arguments or arguments.format == "json"


def _asked(arguments: argparse.Namespace) -> bool:
    """Return whether some are asked for rather than all."""
    options = (arguments.status, arguments.label, arguments.owner, arguments.stale)
    return bool(arguments.words or arguments.overdue) or any(option is not None for option in options)


def _matching(
    items: list[Recommendation], arguments: argparse.Namespace, outlook: TrackerContext
) -> list[Recommendation]:
    """Return those that the words and the options let through. Raises RefusedError for a status that is none."""
    from oncall_tui.domain.filter_language import FLAG, Term
    from oncall_tui.domain.recommendations.filter import (
        SearchableRecommendation,
        filter_recommendations,
        make_searchable,
        read_recommendation_filter,
    )

    wanted = read_recommendation_filter(" ".join(arguments.words))
    options = {"label": arguments.label, "owner": arguments.owner, "stale": arguments.stale}
    if arguments.status is not None:
        options["status"] = _status(arguments.status)
    terms = [Term(key, (fold(value),)) for key, value in options.items() if value is not None]
    if arguments.overdue:
        terms.append(Term(FLAG, ("overdue",)))
    wanted = wanted._replace(terms=(*wanted.terms, *terms))
    entries = [
        make_searchable(item, outlook) if wanted.has_text else SearchableRecommendation(item, "")
        for item in items
    ]
    return [item for item, _ in filter_recommendations(entries, wanted, outlook)]


def _status(typed: str) -> str:
    """Return a status by its beginning. Raises RefusedError; only then is loaded what says it."""
    from oncall_tui.domain.recommendations.recommendation import STATUSES

    if typed in STATUSES:
        return typed
    from oncall_tui.domain.incident import match_choice

    return match_choice("status", typed, STATUSES)


def _show(
    found: list[Recommendation],
    outlook: TrackerContext,
    arguments: argparse.Namespace,
    services: ServiceContainer,
) -> None:
    if _as_json(arguments):
        from oncall_tui.domain.recommendations.recommendation_json import recommendation_json

        wholes = services.tracker.all_with_history(found)
        print_json({"recommendations": [recommendation_json(item, outlook) for item in wholes]})
    elif arguments.format == "csv":
        from oncall_tui.formats.writers.recommendation_csv import recommendations_csv

        print_result(recommendations_csv(found, outlook))
    else:
        _show_text(_text(found, outlook), arguments)


def _show_digest(found: list[Recommendation], outlook: TrackerContext, arguments: argparse.Namespace) -> None:
    from oncall_tui.domain.days import day_start, parse_day
    from oncall_tui.formats.writers.digest_markdown import digest_markdown

    since = parse_day(arguments.since, outlook.today)
    text = digest_markdown(found, day_start(since, outlook.zone), outlook)
    if _as_json(arguments):
        print_json({"since": since, "digest": text})
    else:
        print_result(text)


def _checked(found: list[Recommendation], asked: bool, outlook: TrackerContext) -> int:
    """Return the exit code: whether any match a given filter, else whether any is overdue."""
    from oncall_tui.domain.recommendations.attention_status import is_overdue

    needing = found if asked else [item for item in found if is_overdue(item, outlook)]
    if needing:
        raise CheckFailedError(
            f"{count_text(len(needing), 'recommendation')} {'needs' if len(needing) == 1 else 'need'} a look."
        )
    return 0
