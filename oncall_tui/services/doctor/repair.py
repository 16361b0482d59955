"""Bringing damaged incidents back: from the last good copy, from what can still be read, and from the inbox (S1)."""

from collections.abc import Iterator

from oncall_tui.domain.errors import NotOurs, OncallError
from oncall_tui.replication.encoding import Tables
from oncall_tui.storage.atomic import remove_durably
from oncall_tui.storage.leftovers import cut_off_writes, restore_last_good, set_aside
from oncall_tui.storage.salvage import salvaged
from oncall_tui.storage.store import Store, saving


def damaged_incidents(store: Store) -> dict[str, OncallError]:
    """The incidents whose files can't be read, and why."""
    found: dict[str, OncallError] = {}
    for incident in store.incident_ids():
        try:
            store.tables(incident)
        except OncallError as error:
            found[incident] = error
    return found


def repair(store: Store, now: int) -> list[str]:
    """Sets damaged files aside, brings back the last good copies and what can still be read of the damaged ones;
    then a sync joins what the share has. Removes what writes left that were cut off. `now`: UTC microseconds.

    What was done, in sentences. A file that a newer version wrote, or that permissions keep from us, is left where
    it is. Raises NotSaved.
    """
    damaged = damaged_incidents(store).items()
    repaired = [_bring_back(store, incident) for incident, error in damaged if not isinstance(error, NotOurs)]
    return [*repaired, *_remove_cut_off(store, now)]


def _bring_back(store: Store, incident: str) -> str:
    with saving("The damaged file was not touched"):
        aside = set_aside(store, incident)
        restored = restore_last_good(store, incident)
        rest = _rest_of(store, incident, aside)
    done = [f"{incident}: set aside as {aside}"]
    try:
        if rest:
            store.join(incident, rest)
        store.file_inbox(incident)
    except OncallError as error:
        return "; ".join([*done, str(error)])
    if restored:
        done.append("the last good copy is back")
    if rest:
        done.append(f"records that could still be read and that it lacked: {sum(map(len, rest.values()))}")
    if not (restored or rest):
        done.append("there was no last good copy; a sync brings the share's")
    return "; ".join(done)


def _rest_of(store: Store, incident: str, aside: str) -> Tables:
    """What the damaged file has beyond the last good copy, or all that it has where there is none."""
    with open(aside, "rb") as file:
        damaged = file.read()
    try:
        return salvaged(damaged, store.tables(incident))
    except OncallError:
        return salvaged(damaged, {})


def _remove_cut_off(store: Store, now: int) -> Iterator[str]:
    paths = cut_off_writes(store.places, now)
    if paths:
        with saving("Nothing that counts was touched"):
            remove_durably(paths)
        yield f"removed what cut-off writes had left: {len(paths)}"
