"""The safety control structure as a Mermaid flow chart: generated ids, quoted and encoded labels, nothing to click."""

from collections.abc import Iterator

from oncall_tui.domain.analysis.structure import UP, Arrow, Structure

PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,-_/")


def structure_mermaid(structure: Structure) -> str:
    """One node for each name; an arrow for each control, pointing up where it only tells."""
    return "\n".join(["flowchart TD", *_lines(structure)]) + "\n"


def _lines(structure: Structure) -> Iterator[str]:
    ids = {
        name: f"n{number}"
        for number, name in enumerate(dict.fromkeys(_key(node.name) for node in structure.nodes))
    }
    for node in structure.nodes:
        if not node.refers:
            yield f"  {ids[_key(node.name)]}[{_label(node.name or 'nobody said who')}]"
    for node in structure.nodes:
        for number, arrow in enumerate(node.arrows):
            yield from _arrow(arrow, ids, f"{ids[_key(node.name)]}x{number}")
    for number, missing in enumerate(structure.missing):
        yield f"  m{number}({_label(f'missing: {missing.aspect}')})"


def _arrow(arrow: Arrow, ids: dict[str, str], free: str) -> Iterator[str]:
    actor, target = ids[_key(arrow.control.exercised_by)], ids.get(_key(arrow.control.acts_on))
    if target is None or not arrow.control.acts_on.strip():
        target = free
        yield f"  {free}[{_label('nobody said what')}]"
    states = ", ".join(finding.how for finding in arrow.findings if finding.how)
    label = _label(f"{arrow.control.name}: {states}" if states else arrow.control.name)
    first, second = (target, actor) if arrow.direction == UP else (actor, target)
    yield f"  {first} -->|{label}| {second}"
    if arrow.feedback is not None and arrow.direction != UP:
        yield f"  {target} -.->|{_label(arrow.feedback or 'no feedback')}| {actor}"
    for number, missing in enumerate(arrow.missing):
        yield f"  {free}m{number}({_label(f'missing: {missing.aspect}')}) -.- {actor}"


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()


def _label(text: str) -> str:
    """Quoted, every sign that could mean something to Mermaid as its number."""
    line = " ".join(text.split())
    return '"' + "".join(sign if sign in PLAIN else f"#{ord(sign)};" for sign in line) + '"'
