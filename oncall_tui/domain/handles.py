"""Handles: the short name that people say for an incident, and finding one by a prefix."""

import re
import unicodedata
from collections.abc import Collection, Container, Iterable, Mapping

from oncall_tui.domain.errors import NotFoundError, RefusedError

LONGEST = 40
NO_TITLES: Mapping[str, str] = {}
# Where what can be named is listed, by what it is.
LEAST_ENDING = 3
LISTED_BY = {
    "incident": "oncall list",
    "recommendation": "oncall recs",
    "note": "oncall show --json",
    "row": "oncall timeline --json",
    "source": "oncall source INC",
}


def make_handle(title: str, day: str, taken: Collection[str]) -> str:
    """Return a handle that nothing here has: from the title, else from the day (`inc-20261121`)."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:LONGEST].strip("-")
    base = slug or f"inc-{day.replace('-', '')}"
    handle, number = base, 1
    while handle in taken:
        number += 1
        handle = f"{base}-{number}"
    return handle


def find(
    wanted: str,
    names: Iterable[tuple[str, str]],
    what: str = "incident",
    titles: Mapping[str, str] = NO_TITLES,
    first: Container[str] = (),
) -> str:
    """Return the id of the one thing whose id or handle is `wanted` or starts with it; what is no incident goes by
    three or more characters at the end of its id as well, since ids of one moment differ only there.

    `names` are (id, handle) pairs; `titles` name the candidates where several match, of which those in `first` win.
    Raises NotFoundError, or RefusedError naming the candidates.
    """
    pairs = list(names)
    key = wanted.strip().lower()
    exact = [pair for pair in pairs if key in (pair[0], pair[1].lower())]
    matching = exact or [
        pair
        for pair in pairs
        if names_id(key, pair[0], by_ending=what != "incident") or (key and pair[1].lower().startswith(key))
    ]
    matching = [pair for pair in matching if pair[0] in first] or matching
    if not matching:
        raise NotFoundError(
            f"No {what} is called {wanted!r}. Nothing was changed. `{LISTED_BY[what]}` shows what there is."
        )
    if len(matching) > 1:
        candidates = ", ".join(_distinct([(id, titles.get(id) or name) for id, name in matching])[:8])
        raise RefusedError(
            f"{wanted!r} could be {candidates}. Nothing was changed. Type more of the name, or the id."
        )
    return matching[0][0]


def names_id(key: str, id: str, *, by_ending: bool = True) -> bool:
    """Return whether `key` is an id's beginning, or three or more characters of its end."""
    return bool(key) and (id.startswith(key) or (by_ending and len(key) >= LEAST_ENDING and id.endswith(key)))


def endings(ids: Collection[str], least: int = 4) -> dict[str, str]:
    """Return the end of each id, long enough that all here differ, so that it can be typed again."""
    distinct = set(ids)
    longest = max(map(len, distinct), default=0)
    lengths = range(least, longest)
    length = next(
        (each for each in lengths if len({id[-each:] for id in distinct}) == len(distinct)), longest
    )
    return {id: id[-length:] for id in distinct}


def _distinct(pairs: list[tuple[str, str]]) -> list[str]:
    """Return handles, with the id behind one that two people gave without seeing each other."""
    handles = [handle for _, handle in pairs]
    return sorted(f"{name} ({id})" if handles.count(name) > 1 and name else name or id for id, name in pairs)
