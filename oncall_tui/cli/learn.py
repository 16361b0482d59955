"""`oncall learn` and `oncall similar`: what all incidents say together, and which are like this one (L1-L6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oncall_tui.cli.incident_words import INC, find_incident
from oncall_tui.domain.errors import NotFoundError, RefusedError
from oncall_tui.domain.review.records import USEFUL
from oncall_tui.output import print_json, print_message, print_result

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from oncall_tui.bootstrap import ServiceContainer
    from oncall_tui.cli.commands import Commands, OncallArgumentParser
    from oncall_tui.domain.learning.facts import LearningFacts
    from oncall_tui.domain.learning.figures import DurationMetric
    from oncall_tui.domain.learning.similar import Similar

FORMATS = ("text", "csv", "json")


def add_parsers(commands: Commands, options: OncallArgumentParser) -> None:
    """Add `learn` and `similar`."""
    learn = commands.add_parser(
        "learn",
        parents=[options],
        help="what all incidents say together",
        description="`learn read INC` marks a write-up as read, `learn vote INC useful=yes [tag=TEXT]` says "
        "if it was of use. A figure over fewer than five incidents is not computed.",
    )
    learn.add_argument("--format", choices=FORMATS, default="text")
    learn.add_argument("words", nargs="*", metavar="read INC | vote INC FIELD=VALUE", help=INC)
    learn.set_defaults(run=run_learn, inc=None)
    similar = commands.add_parser("similar", parents=[options], help="incidents like this one, and why")
    similar.add_argument("words", nargs="*", metavar="INC|WORDS", help="an incident, or words of a title")
    similar.set_defaults(run=show_similar, inc=None)


def run_learn(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Print the page, mark a write-up as read, or vote."""
    words = list(arguments.words)
    if words[:1] == ["read"]:
        return _read(arguments, services, words[1:])
    if words[:1] == ["vote"]:
        return _vote(arguments, services, words[1:])
    if words:
        raise RefusedError(
            f"{words[0]!r} is not a verb of learn. Nothing was changed. Use read INC, or vote INC useful=yes."
        )
    facts = services.learning.facts()
    for reason in services.learning.damaged.values():
        print_message(reason)
    if "json" in arguments or arguments.format == "json":
        print_json(_json(services, facts))
    elif arguments.format == "csv":
        from oncall_tui.read_models.learning_json import learn_csv

        print_result(learn_csv(facts))
    else:
        print_result("\n".join(_lines(services, facts)))
    return 0


def show_similar(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Print incidents like one of ours, like the words of a title, or like the current one."""
    from oncall_tui.read_models.learning_json import similar_json

    incident, words = None, " ".join(arguments.words)
    if len(arguments.words) < 2:
        try:
            incident = find_incident(arguments, services, arguments.words[0] if arguments.words else None)
        except NotFoundError:
            if not words:
                raise
    found = services.learning.similar(incident, words)
    if "json" in arguments:
        print_json(similar_json(found))
        return 0
    if not found:
        print_message("No incident here is like it.")
    for each in found:
        print_result("\n".join(_similar_lines(each)))
    return 0


def _similar_lines(found: Similar) -> Iterator[str]:
    """One similar incident in sentences; what was done about it is asked again: did it help (R18)?"""
    facts, because = found.facts, found.because
    why = [f"words: {', '.join(because.words)}"] if because.words else []
    why += [f"controls: {', '.join(because.controls)}"] if because.controls else []
    yield f"{facts.handle}: {facts.title or 'no title'}. Because of {'; '.join(why)}."
    for insight in facts.insights:
        yield f"  Learned: {insight.text}"
    for _, title in facts.open_recommendations:
        yield f"  Still open: {title}"
    for id, title in facts.done_recommendations:
        yield f"  Done, did it help? {title}. `oncall rec set {id[-6:]} incident=INC` asks for its effect."


def _json(services: ServiceContainer, facts: list[LearningFacts]) -> dict[str, Any]:
    from oncall_tui.read_models.learning_json import learn_json

    handles = services.controls.handles()
    controls = [
        {**each._asdict(), "incidents": [handles[id] for id in each.incidents]}
        for each in services.controls.classes()
    ]
    return learn_json(facts, controls, services.settings.author, services.clock())


def _lines(services: ServiceContainer, facts: list[LearningFacts]) -> Iterator[str]:
    """Yield the page in sentences."""
    from oncall_tui.domain.duration_text import duration_text
    from oncall_tui.domain.plural import count_text

    value = _json(services, facts)
    complete = sum(each.is_complete for each in facts)
    yield f"{count_text(len(facts), 'incident')}: {complete} complete, {len(facts) - complete} waiting."
    for each in value["writeups"]:
        turn = f", {each['turn']}" if each["turn"] else ""
        read = "" if each["stage"] != "complete" else ", read" if each["read"] else ", unread"
        yield f"{each['handle']}: {each['stage']} for {count_text(each['days'] or 0, 'day')}{turn}{read}."
    for each in value["controls"]:
        if each["failed_in"] > 1:
            yield f"{each['name']}: failed in {each['failed_in']}, held in {count_text(each['held_in'], 'incident')}."
    for figure in services.learning.durations(facts):
        yield f"{figure.name.replace('_', ' ')}, {_figure(figure, duration_text)}"
    for figure in services.learning.stages(facts):
        yield f"{figure.name} took, {_figure(figure, duration_text)}"
    for label, name in (("Insight", "insights"), ("Open question", "questions"), ("Dissent", "dissents")):
        for each in value[name]:
            yield f"{label} of {each['handle']}: {each['text']}"
    for each in value["repeated"]:
        yield f"Done by hand {each['count']} times: {each['command']}"


def _figure(figure: DurationMetric, elapsed_text: Any) -> str:
    from oncall_tui.domain.plural import count_text

    if figure.median is None or figure.p90 is None:
        return f"{figure.n} so far: too few for a figure."
    median, p90 = elapsed_text(figure.median), elapsed_text(figure.p90)
    return f"{count_text(figure.n, 'incident')}: median {median}, 9 in 10 within {p90}."


def _read(arguments: argparse.Namespace, services: ServiceContainer, words: list[str]) -> int:
    if len(words) > 1:
        raise RefusedError(
            f"There is one word too many: {words[1]!r}. Nothing was changed. Use learn read INC."
        )
    incident = find_incident(arguments, services, words[0] if words else None)
    services.reviews.read(incident)
    return _tell(arguments, services, incident, "Marked as read.")


def _vote(arguments: argparse.Namespace, services: ServiceContainer, words: list[str]) -> int:
    word = words.pop(0) if words and "=" not in words[0] else None
    given = [each.partition("=") for each in words]
    fields = {name: value for name, _, value in given if name != "tag"}
    tags = tuple(value for name, _, value in given if name == "tag")
    unknown = set(fields) - {"useful", "word"}
    if unknown or "useful" not in fields:
        raise RefusedError(f"Say useful={'|'.join(USEFUL)} [word=TEXT] [tag=TEXT]. Nothing was changed.")
    incident = find_incident(arguments, services, word)
    services.completing.vote(incident, fields["useful"], fields.get("word", ""), tags)
    return _tell(arguments, services, incident, "Your vote is kept. Voting again replaces it.")


def _tell(arguments: argparse.Namespace, services: ServiceContainer, incident: str, words: str) -> int:
    if "json" in arguments:
        from oncall_tui.read_models.learning_json import writeup_json

        facts = next(each for each in services.learning.facts() if each.id == incident)
        print_json({**writeup_json(facts, services.settings.author, services.clock()), "votes": facts.votes})
    elif "quiet" not in arguments:
        print_message(words)
    return 0
