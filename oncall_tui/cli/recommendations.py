"""`oncall recs`: the tracker over all incidents, its digest, and a check for cron."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from oncall_tui.cli.output import say, show, show_json
from oncall_tui.domain.counted import counted
from oncall_tui.domain.errors import CheckFailed, Damaged
from oncall_tui.domain.folding import fold

if TYPE_CHECKING:
    import argparse

    from oncall_tui.bootstrap import Services
    from oncall_tui.cli.commands import Commands, Parser
    from oncall_tui.domain.recommendations.recommendation import Recommendation
    from oncall_tui.domain.recommendations.standing import Outlook

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


def add_parsers(commands: Commands, options: Parser) -> None:
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


def show_recommendations(arguments: argparse.Namespace, services: Services) -> int:
    """Rows are made, shown and forgotten with the process: looking for garbage among them takes a fifth of the time."""
    gc.disable()
    asked = _asked(arguments)
    if not (asked or arguments.digest or arguments.exit_code) and _as_text(arguments):
        _show_text(services.kept_recommendations.text(lambda: _everything(services)), arguments)
        return _damaged(services)
    from oncall_tui.domain.recommendations.standing import worst_first

    items, outlook = services.tracker.everything()
    found = worst_first(_matching(items, arguments, outlook) if asked else items, outlook)
    if arguments.digest:
        _show_digest(found, outlook, arguments)
    else:
        _show(found, outlook, arguments, services)
    if damaged := _damaged(services):
        return damaged
    return _checked(found, asked, outlook) if arguments.exit_code else 0


def _damaged(services: Services) -> int:
    """Incidents whose files can't be read are named; the exit code then says so."""
    for why in services.ledger.damaged.values():
        say(why)
    return Damaged.exit_code if services.ledger.damaged else 0


def _everything(services: Services) -> str:
    from oncall_tui.domain.recommendations.standing import worst_first

    items, outlook = services.tracker.everything()
    return _text(worst_first(items, outlook), outlook)


def _text(found: list[Recommendation], outlook: Outlook) -> str:
    """Return a row each, and how many there are as the last line."""
    from oncall_tui.formats.writers.recommendation_rows import recommendation_rows

    count = f"{counted(len(found), 'recommendation')}, {sum(item.is_open for item in found)} open"
    return "\n".join([*recommendation_rows(found, outlook), count])


def _show_text(text: str, arguments: argparse.Namespace) -> None:
    rows, _, count = text.rpartition("\n")
    if rows:
        show(rows)
    if "quiet" not in arguments:
        say(count)


def _as_text(arguments: argparse.Namespace) -> bool:
    return "json" not in arguments and arguments.format == "text"


def _as_json(arguments: argparse.Namespace) -> bool:
    return "json" in arguments or arguments.format == "json"


def _asked(arguments: argparse.Namespace) -> bool:
    """Return whether some are asked for rather than all."""
    options = (arguments.status, arguments.label, arguments.owner, arguments.stale)
    return bool(arguments.words or arguments.overdue) or any(option is not None for option in options)


def _matching(
    items: list[Recommendation], arguments: argparse.Namespace, outlook: Outlook
) -> list[Recommendation]:
    """Return those that the words and the options let through. Raises Refused for a status that is none."""
    from oncall_tui.domain.filter_words import FLAG, Term
    from oncall_tui.domain.recommendations.filter import Entry, entry, matching, read_recommendation_filter

    wanted = read_recommendation_filter(" ".join(arguments.words))
    options = {"label": arguments.label, "owner": arguments.owner, "stale": arguments.stale}
    if arguments.status is not None:
        options["status"] = _status(arguments.status)
    terms = [Term(key, (fold(value),)) for key, value in options.items() if value is not None]
    if arguments.overdue:
        terms.append(Term(FLAG, ("overdue",)))
    wanted = wanted._replace(terms=(*wanted.terms, *terms))
    entries = [entry(item, outlook) if wanted.has_text else Entry(item, "") for item in items]
    return [item for item, _ in matching(entries, wanted, outlook)]


def _status(typed: str) -> str:
    """Return a status by its beginning. Raises Refused; only then is loaded what says it."""
    from oncall_tui.domain.recommendations.recommendation import STATUSES

    if typed in STATUSES:
        return typed
    from oncall_tui.domain.incident import one_of

    return one_of("status", typed, STATUSES)


def _show(
    found: list[Recommendation], outlook: Outlook, arguments: argparse.Namespace, services: Services
) -> None:
    if _as_json(arguments):
        from oncall_tui.domain.recommendations.as_json import recommendation_json

        wholes = services.tracker.wholes(found)
        show_json({"recommendations": [recommendation_json(item, outlook) for item in wholes]})
    elif arguments.format == "csv":
        from oncall_tui.formats.writers.recommendation_csv import recommendations_csv

        show(recommendations_csv(found, outlook))
    else:
        _show_text(_text(found, outlook), arguments)


def _show_digest(found: list[Recommendation], outlook: Outlook, arguments: argparse.Namespace) -> None:
    from oncall_tui.domain.days import read_day, start_of
    from oncall_tui.formats.writers.digest import digest

    since = read_day(arguments.since, outlook.today)
    text = digest(found, start_of(since, outlook.zone), outlook)
    if _as_json(arguments):
        show_json({"since": since, "digest": text})
    else:
        show(text)


def _checked(found: list[Recommendation], asked: bool, outlook: Outlook) -> int:
    """Return the exit code: whether any match a given filter, else whether any is overdue."""
    from oncall_tui.domain.recommendations.standing import is_overdue

    needing = found if asked else [item for item in found if is_overdue(item, outlook)]
    if needing:
        raise CheckFailed(
            f"{counted(len(needing), 'recommendation')} {'needs' if len(needing) == 1 else 'need'} a look."
        )
    return 0
