"""Several recommendations that turned out to be one (R10), and one that was split into parts (R16).

The survivor of a merge shows what all of them knew.

Merging sets `merged_into`; nothing is removed, so it can be undone, and two people may merge at once.
"""

from collections.abc import Iterable, Mapping, Sequence

from oncall_tui.domain.recommendations.recommendation import Recommendation


def merge_root(id: str, targets: Mapping[str, str]) -> str:
    """Return the survivor at the end of the chain. In a circle, which two people can make together, the lowest id."""
    passed: list[str] = []
    while targets.get(id) and id not in passed:
        passed.append(id)
        id = targets[id]
    return min(passed[passed.index(id) :]) if id in passed else id


def merge_targets(recommendations: Iterable[Recommendation]) -> dict[str, str]:
    """Map each merged recommendation to its target, where that is among the given ones."""
    here = {item.id: item.merged_into for item in recommendations}
    return {id: target for id, target in here.items() if target and target in here}


def without_merged(recommendations: Iterable[Recommendation]) -> list[Recommendation]:
    """Return those that were not merged away, each with the sets, words and commitments of the ones that were.

    A target that is not here (its incident has not arrived yet) leaves the merged one in view.
    """
    here = {item.id: item for item in recommendations}
    targets = merge_targets(here.values())
    if not targets:
        return list(here.values())
    absorbed: dict[str, list[Recommendation]] = {}
    for id in targets:
        root = merge_root(id, targets)
        if root != id:
            absorbed.setdefault(root, []).append(here[id])
    gone = {item.id for items in absorbed.values() for item in items}
    return [_union(item, absorbed.get(id, [])) for id, item in here.items() if id not in gone]


def with_part_progress(recommendations: Sequence[Recommendation]) -> list[Recommendation]:
    """Add the progress of parts to each recommendation that was split: their ids, and how many are done (R16)."""
    parts: dict[str, list[Recommendation]] = {}
    for item in recommendations:
        if item.part_of:
            parts.setdefault(item.part_of, []).append(item)
    if not parts:
        return list(recommendations)
    return [_with_parts(item, parts[item.id]) if item.id in parts else item for item in recommendations]


def _with_parts(whole: Recommendation, parts: Sequence[Recommendation]) -> Recommendation:
    done = sum(part.status == "done" for part in parts)
    return whole._replace(parts=tuple(part.id for part in parts), parts_done=done)


def _union(survivor: Recommendation, others: list[Recommendation]) -> Recommendation:
    if not others:
        return survivor
    everyone = [survivor, *others]
    words = tuple(sorted((word for item in everyone for word in item.words), key=lambda word: word.at))
    lasts = [item.last_word for item in everyone if item.last_word]
    return survivor._replace(
        incidents=_each_once(item.incidents for item in everyone),
        tickets=_each_once(item.tickets for item in everyone),
        closed_tickets=_each_once(item.closed_tickets for item in everyone),
        labels=_each_once(item.labels for item in everyone),
        words=words,
        last_word=max(lasts, key=lambda word: word.at, default=None),
        created_at=min(item.created_at for item in everyone),
        touched_at=max(item.touched_at for item in everyone),
    )


def _each_once(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(element for group in groups for element in group))
