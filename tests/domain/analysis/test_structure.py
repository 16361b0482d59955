"""The safety control structure: every control once, every name in full once, whatever people wrote."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oncall_tui.domain.analysis.records import Control, Finding, MissingControl
from oncall_tui.domain.analysis.structure import DOWN, UP, control_structure
from oncall_tui.formats.writers.structure_mermaid import structure_mermaid
from oncall_tui.formats.writers.structure_text import structure_text
from tests.builders.analyses import analysis

RUNBOOK = Control(
    "c1", "upgrade by runbook", exercised_by="Cloud team", acts_on="EKS module", action="upgrades"
)
ALERT = Control(
    "c2", "disk alert", exercised_by="Cloud team", acts_on="node group", feedback="the volume's name"
)
TEMPLATE = Control("c3", "launch template", exercised_by="EKS module", acts_on="node group", feedback="none")
EVICTION = Control("c4", "eviction", exercised_by="node group", acts_on="pods")


def test_a_name_nests_below_who_acts_on_it_and_a_second_parent_refers() -> None:
    nodes = control_structure(analysis(RUNBOOK, ALERT, TEMPLATE, EVICTION)).nodes
    assert [(node.name, node.depth, node.refers) for node in nodes] == [
        ("Cloud team", 0, False),
        ("EKS module", 1, False),
        ("node group", 2, False),
        ("pods", 3, False),
        ("node group", 1, True),
    ]


def test_what_only_tells_is_drawn_upwards() -> None:
    arrows = {
        arrow.control.id: (arrow.direction, arrow.feedback)
        for node in control_structure(analysis(RUNBOOK, ALERT, TEMPLATE)).nodes
        for arrow in node.arrows
    }
    assert arrows == {"c1": (DOWN, None), "c2": (UP, "the volume's name"), "c3": (DOWN, "")}


def test_the_text_has_words_beside_every_sign() -> None:
    given = analysis(
        RUNBOOK,
        TEMPLATE,
        EVICTION,
        Finding("f1", "c1", "ineffective", "no step compares the template"),
        Finding("f2", "c4", "held", "nodes stayed up"),
        MissingControl("m1", "nothing reports size", control="c3"),
        MissingControl("m2", "no test pulls an image"),
    )._replace(environment="the module's own default")
    assert structure_text(control_structure(given)).splitlines() == [
        "Cloud team                                                               system",
        "│ ↓ upgrade by runbook            ✗ ineffective  no step compares the template",
        "└ EKS module                                                             system",
        "  │ ↓ launch template",
        "  │ ↑ (no feedback)",
        "  │                                 ∅ missing  nothing reports size",
        "  └ node group                                                           system",
        "    │ ↓ eviction                      ✓ held         nodes stayed up",
        "    └ pods",
        "∅ missing  no test pulls an image",
        "outside: the module's own default",
    ]


def test_a_finding_in_the_environment_says_so() -> None:
    given = analysis(TEMPLATE, Finding("f", "c3", "harmful", "a default", where="environment"))
    assert control_structure(given).nodes[0].where == "environment"


def test_controls_of_which_nobody_said_who_come_last() -> None:
    nodes = control_structure(analysis(Control("c0", "a habit"), RUNBOOK)).nodes
    assert [node.name for node in nodes] == ["Cloud team", "EKS module", ""]


NAMES = st.sampled_from(["", "a", "A ", "b", "c", "d", "eks module", "漢字の名前", "x" * 90, "two\nlines"])
CONTROLS = st.lists(
    st.tuples(NAMES, NAMES, st.sampled_from(["", "none", "an alert"])), min_size=1, max_size=40
)


def controls(parts: list[tuple[str, str, str]]) -> list[Control]:
    return [
        Control(f"c{n}", f"control {n}", exercised_by=by, acts_on=on, feedback=told)
        for n, (by, on, told) in enumerate(parts)
    ]


def cells(line: str) -> int:
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        for sign in line
    )


@settings(deadline=None)
@given(CONTROLS)
def test_any_structure_ends_with_each_control_and_each_name_once(parts: list[tuple[str, str, str]]) -> None:
    structure = control_structure(analysis(*controls(parts)))
    drawn = [arrow.control.id for node in structure.nodes for arrow in node.arrows]
    assert sorted(drawn) == sorted(f"c{n}" for n in range(len(parts)))
    full = [node.name.casefold() for node in structure.nodes if not node.refers]
    assert len(full) == len(set(full))
    text = structure_text(structure)
    assert all(cells(line) <= 79 for line in text.splitlines())
    plain = structure_text(structure, ascii_only=True)
    assert plain.isascii()
    assert all(len(line) <= 79 for line in plain.splitlines())
    assert "%%" not in structure_mermaid(structure)


@pytest.mark.parametrize("shape", ["chain", "cycle", "two parents"])
def test_more_than_two_hundred_controls_end(shape: str) -> None:
    count = 1500
    last = "n0" if shape == "cycle" else f"n{count}"
    chain = [
        Control(f"c{n:04}", f"k{n}", exercised_by=f"n{n}", acts_on=last if n == count - 1 else f"n{n + 1}")
        for n in range(count)
    ]
    if shape == "two parents":
        chain += [Control(f"d{n:04}", f"l{n}", exercised_by=f"p{n}", acts_on=f"n{n}") for n in range(count)]
    structure = control_structure(analysis(*chain))
    assert sum(len(node.arrows) for node in structure.nodes) == len(chain)
    assert max(map(len, structure_text(structure).splitlines())) <= 79


@pytest.mark.parametrize(
    "name", ['a"]; click n0 "javascript:x"', "%%{init: {}}%%", "</script>", "a`b|c", "end"]
)
def test_a_label_of_mermaid_is_quoted_and_encoded(name: str) -> None:
    text = structure_mermaid(control_structure(analysis(Control("c", name, exercised_by=name, acts_on="x"))))
    for line in text.splitlines()[1:]:
        labels = line.split('"')
        assert len(labels) == 3
        assert not set(labels[1]) & set('"`%<>|[]{}:')
