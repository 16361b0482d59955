"""The safety control structure: who or what acts on what, derived from the controls of an analysis (W5, W6).

A tree told in reading order, each line with its depth, so that a chain of any length is no deep recursion. A name that
is somebody's `acts_on` nests below it; one that is met again (a second parent, a cycle) is referred to.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from oncall_tui.domain.analysis.analysis import Analysis
from oncall_tui.domain.analysis.records import NONE, Control, Finding, MissingControl

SYSTEM, ENVIRONMENT = "system", "environment"
DOWN, UP = "down", "up"


class Arrow(NamedTuple):
    """One control: what is drawn for it, and how it held. `direction` is UP for one that only tells.

    `feedback` is None where nobody was asked, "" where there is none.
    """

    control: Control
    direction: str
    findings: tuple[Finding, ...] = ()
    missing: tuple[MissingControl, ...] = ()
    feedback: str | None = None


class Node(NamedTuple):
    """A person or machine that acts or is acted on. `name` is "" for the controls of which nobody said who
    exercises them.

    `depth` is 0 at the left; `is_last`: nothing of the same parent follows; `refers`: it is drawn above, with all
    that is below it.
    """

    name: str
    depth: int
    where: str = SYSTEM
    arrows: tuple[Arrow, ...] = ()
    refers: bool = False
    is_last: bool = False


class Structure(NamedTuple):
    """`nodes` in reading order; `missing` are the missing controls that stand beside no control here; `outside` is
    what we can only watch."""

    nodes: tuple[Node, ...]
    missing: tuple[MissingControl, ...] = ()
    outside: str = ""
    boundary: str = ""


def control_structure(analysis: Analysis) -> Structure:
    """Every control once, and every name drawn in full once."""
    graph = _Graph(analysis)
    beside = {control.id for control in analysis.controls}
    missing = tuple(each for each in analysis.missing_controls if each.control not in beside)
    return Structure(tuple(_with_last(graph.nodes())), missing, analysis.environment, analysis.boundary)


class _Graph:
    """Names by their folded form, in the order in which controls bring them up."""

    def __init__(self, analysis: Analysis) -> None:
        self._names: dict[str, str] = {}
        self._arrows: dict[str, list[Arrow]] = {}
        self._below: dict[str, dict[str, None]] = {}
        self._acted_on: set[str] = set()
        for control in analysis.controls:
            actor, target = self._key(control.exercised_by), self._key(control.acts_on)
            self._arrows.setdefault(actor, []).append(_arrow(analysis, control))
            if target and target != actor:
                self._below.setdefault(actor, {})[target] = None
                self._acted_on.add(target)

    def nodes(self) -> Iterator[Node]:
        """Yield names that nobody acts on begin; then what only a cycle leads to; the unnamed last."""
        drawn: set[str] = set()
        named = [key for key in self._names if key]
        roots = [key for key in named if key not in self._acted_on]
        for root in (*roots, *named, ""):
            if root not in drawn and root in self._names:
                yield from self._from(root, drawn)

    def _from(self, root: str, drawn: set[str]) -> Iterator[Node]:
        waiting = [(root, 0)]
        while waiting:
            key, depth = waiting.pop()
            below = list(self._below.get(key, ()))
            refers = key in drawn
            drawn.add(key)
            arrows = () if refers else tuple(self._arrows.get(key, ()))
            yield Node(self._names[key], depth, _where(arrows), arrows, refers)
            if not refers:
                waiting += [(each, depth + 1) for each in reversed(below)]

    def _key(self, name: str) -> str:
        words = " ".join(name.split())
        self._names.setdefault(words.casefold(), words)
        return words.casefold()


def _arrow(analysis: Analysis, control: Control) -> Arrow:
    feedback = control.feedback.strip()
    tells = bool(feedback) and feedback.casefold() != NONE and not control.action.strip()
    direction = UP if tells else DOWN
    told = None if not feedback else "" if feedback.casefold() == NONE else feedback
    return Arrow(
        control, direction, analysis.findings_of(control.id), analysis.missing_beside(control.id), told
    )


def _where(arrows: Iterable[Arrow]) -> str:
    """In the environment, once a finding says so of what it does."""
    findings = [finding.where for arrow in arrows for finding in arrow.findings]
    return ENVIRONMENT if ENVIRONMENT in findings else SYSTEM


def _with_last(nodes: Iterable[Node]) -> list[Node]:
    """Mark the nodes behind which nothing of the same parent follows."""
    marked: list[Node] = []
    open_depths: set[int] = set()
    for node in reversed(list(nodes)):
        open_depths = {depth for depth in open_depths if depth <= node.depth}
        marked.append(node._replace(is_last=node.depth not in open_depths))
        open_depths.add(node.depth)
    return marked[::-1]
