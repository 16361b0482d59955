"""`oncall recs`: the tracker over all incidents, its digest, and a check for cron."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall_tui.cli.output import say, show, show_json
from oncall_tui.domain.errors import CheckFailed
from oncall_tui.domain.filter_words import Filter, Term
from oncall_tui.domain.follow_up import worst_first
from oncall_tui.domain.recommendation import STATUSES
from oncall_tui.domain.recommendation_filter import entry, matching, read_recommendation_filter

if TYPE_CHECKING:
    import argparse

    from oncall_tui.bootstrap import Services
    from oncall_tui.cli.commands import Commands, Parser
    from oncall_tui.domain.recommendation import Recommendation
    from oncall_tui.domain.recommendation_standing import Outlook

DIGEST_SINCE = "-7d"
FORMATS = ("text", "csv", "json")
EPILOG = """\
Words: status:planned label:strategic owner:ana|none sponsor: incident: tag: ticket: outcome: type: impact:
effort: due:none|2026-11|<2026-12-01 stale:30 age:8-30 opened:2026-11 ended:2026-11, the flags open closed
overdue due-soon slipped silent unaccepted accepted closed-there revisit-due strategic-without-sponsor, and
any other text. A minus before a word excludes it, inside quotes or after --: 'open -owner:none'.
`--exit-code`: 7 when something matches; without words, when something is overdue.
"""


def add_parsers(commands: Commands, options: Parser) -> None:
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
    recs.add_argument("--since", metavar="DATE", default=DIGEST_SINCE, help="the digest's news begin here")
    recs.add_argument("--exit-code", action="store_true", help="exit 7 when something matches")
    recs.add_argument("--format", choices=FORMATS, default="text")
    recs.set_defaults(run=show_recommendations)


def show_recommendations(arguments: argparse.Namespace, services: Services) -> int:
    wanted = _filter(arguments)
    items, outlook = services.tracker.everything()
    found = _matching(items, wanted, outlook)
    if arguments.digest:
        _show_digest(found, outlook, arguments)
    else:
        _show(found, outlook, arguments, services)
    return _checked(found, wanted, outlook) if arguments.exit_code else 0


def _filter(arguments: argparse.Namespace) -> Filter:
    """The words and the options as one filter. Raises Refused for a status that is none."""
    from oncall_tui.domain.incident import one_of

    words = read_recommendation_filter(" ".join(arguments.words))
    options = {"label": arguments.label, "owner": arguments.owner, "stale": arguments.stale}
    if arguments.status is not None:
        options["status"] = one_of("status", arguments.status, STATUSES)
    terms = [Term(key, (value.casefold(),)) for key, value in options.items() if value is not None]
    if arguments.overdue:
        terms.append(Term("is", ("overdue",)))
    return Filter((*words.terms, *terms), words.words, words.without)


def _matching(items: list[Recommendation], wanted: Filter, outlook: Outlook) -> list[Recommendation]:
    if wanted == Filter():
        return worst_first(items, outlook)
    entries = [entry(item, outlook) for item in items]
    return worst_first((item for item, _ in matching(entries, wanted, outlook)), outlook)


def _show(
    found: list[Recommendation], outlook: Outlook, arguments: argparse.Namespace, services: Services
) -> None:
    if "json" in arguments or arguments.format == "json":
        from oncall_tui.domain.recommendation_json import recommendation_json

        whole = {item.id: item for item in services.tracker.wholes()}
        show_json({"recommendations": [recommendation_json(whole[item.id], outlook) for item in found]})
    elif arguments.format == "csv":
        from oncall_tui.formats.recommendation_csv import recommendations_csv

        show(recommendations_csv(found, outlook))
    else:
        from oncall_tui.formats.recommendation_text import recommendation_rows

        if found:
            show("\n".join(recommendation_rows(found, outlook)))
        if "quiet" not in arguments:
            still = sum(item.is_open for item in found)
            say(f"{len(found)} recommendations, {still} open")


def _show_digest(found: list[Recommendation], outlook: Outlook, arguments: argparse.Namespace) -> None:
    from oncall_tui.domain.days import read_day, start_of
    from oncall_tui.formats.digest import digest

    since = read_day(arguments.since, outlook.today)
    text = digest(found, start_of(since, outlook.zone), outlook)
    if "json" in arguments:
        show_json({"since": since, "digest": text})
    else:
        show(text)


def _checked(found: list[Recommendation], wanted: Filter, outlook: Outlook) -> int:
    """Without words the question is whether something is overdue."""
    if wanted == Filter():
        found = _matching(found, Filter((Term("is", ("overdue",)),)), outlook)
    if found:
        raise CheckFailed(f"{len(found)} recommendations need a look.")
    return 0
