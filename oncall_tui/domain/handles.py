"""Handles: the short name that people say for an incident, and finding one by a prefix."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from itertools import pairwise

from oncall_tui.domain.errors import NotFound, Refused

LONGEST = 40


def handle_for(title: str, day: str, taken: Collection[str]) -> str:
    """A handle that nothing here has: from the title, else from the day (`inc-20261121`)."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:LONGEST].strip("-")
    base = slug or f"inc-{day.replace('-', '')}"
    handle, number = base, 1
    while handle in taken:
        number += 1
        handle = f"{base}-{number}"
    return handle


def find(wanted: str, names: Iterable[tuple[str, str]], what: str = "incident") -> str:
    """The id of the one thing whose id or handle is `wanted` or starts with it.

    `names` are (id, handle) pairs. Raises NotFound, or Refused naming the candidates when several match.
    """
    pairs = list(names)
    key = wanted.strip().lower()
    exact = [pair for pair in pairs if key in (pair[0], pair[1].lower())]
    matching = exact or [
        pair for pair in pairs if key and (pair[0].startswith(key) or pair[1].lower().startswith(key))
    ]
    if not matching:
        raise NotFound(
            f"No {what} is called {wanted!r}. Nothing was changed. `oncall list` shows what there is."
        )
    if len(matching) > 1:
        candidates = ", ".join(sorted(handle or id for id, handle in matching)[:8])
        raise Refused(
            f"{wanted!r} could be {candidates}. Nothing was changed. Type more of the name, or the id."
        )
    return matching[0][0]


def short_names(ids: Iterable[str], least: int = 8) -> dict[str, str]:
    """Each id cut to what tells it from the others here, so that it can be typed again."""
    ordered = sorted(set(ids))
    shared = [_shared(one, other) for one, other in pairwise(ordered)]
    needed = (max(pair) + 1 for pair in zip([0, *shared], [*shared, 0], strict=True))
    return {id: id[: max(length, least)] for id, length in zip(ordered, needed, strict=False)}


def _shared(one: str, other: str) -> int:
    """How many characters both begin with."""
    return next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
