"""Identify a share, and whether it is ours: change nothing when it is empty or another's."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from oncall_tui.domain.errors import DamagedFileError, ShareUnavailableError
from oncall_tui.sync.format_file import ShareFormat, decode_format, encode_format, equivalent_share_ids
from oncall_tui.sync.layout import CONFLICTED_COPY, FORMAT_FILE, REPLICAS, TEAM
from oncall_tui.sync.shares.share import Share
from oncall_tui.sync.shares.share_guard import share_away

LARGEST_FORMAT = 64 * 1024


@dataclass(frozen=True, slots=True)
class OpenedShare:
    """`share` is the id that our files name, `ids` all that mean this share; not `writable`: read only."""

    share: str
    ids: frozenset[str]
    writable: bool


def read_or_found_share(
    share: Share,
    known: frozenset[str],
    replicas: frozenset[str],
    new_id: Callable[[], str],
    *,
    refill: bool,
) -> ShareFormat:
    """Return the format of the share; an empty directory becomes one if we never had another, or if it was asked
    for.

    A share of which only the format file went is known by the folders of `replicas` and gets the same one again.
    Raises ShareUnavailableError where there is nothing that may be used as our share, DamagedFileError where
    only a newer program may.
    """
    names = _names(share)
    if FORMAT_FILE not in names:
        if not (known and replicas & _folders(share)):
            _refuse_to_found(names, known, share.words.noun, refill=refill)
        _found(share, min(known, default="") or new_id())
    format = _read_format(share)
    if not format.readable:
        raise DamagedFileError(
            "This share was made for a newer version. Nothing was changed here or there, and all is saved here. "
            "Update oncall-tui to sync."
        )
    return format


def identify_share(
    share: Share,
    format: ShareFormat,
    known: frozenset[str],
    claims: Iterable[frozenset[str]],
    *,
    acquainted: bool,
    refill: bool,
) -> OpenedShare:
    """Return whether this is the share that we know. `claims` are the ids that replicas have known it by.

    `acquainted`: a folder of ours or of a replica that we knew stands in it, so that another id is only another
    name. Raises ShareUnavailableError for another share, unless it was asked for.
    """
    ids = equivalent_share_ids(format.share, [*claims, *_conflicted_formats(share, format.share)])
    if known & ids or acquainted:
        return OpenedShare(format.share, ids | known, format.writable)
    if not known or refill:
        return OpenedShare(format.share, ids, format.writable)
    raise ShareUnavailableError(
        f"This {share.words.noun} is another share than the one that this data was synced with. Nothing was changed "
        "here or there, and all is saved here. Check --share; `oncall sync --refill` makes this one our share."
    )


def _names(share: Share) -> frozenset[str]:
    try:
        return frozenset(entry.name for entry in share.list(""))
    except OSError as error:
        raise share_away(error, share.words) from None


def _folders(share: Share) -> frozenset[str]:
    try:
        return frozenset(entry.name for entry in share.list(REPLICAS) if entry.kind == "directory")
    except OSError:
        return frozenset()


def _refuse_to_found(names: frozenset[str], known: frozenset[str], noun: str, *, refill: bool) -> None:
    if "v1" in names:
        raise ShareUnavailableError(
            f"The share has no {FORMAT_FILE}: it is still arriving, or it was taken away. Nothing was changed, "
            f"and all is saved here. Sync again once the {noun} is whole."
        )
    if any(not name.startswith(".") and name != TEAM for name in names):
        raise ShareUnavailableError(
            f"This {noun} holds other files and is no share. Nothing was changed, and all is saved here. "
            f"Give an empty {noun}, or that of your team."
        )
    if known and not refill:
        raise ShareUnavailableError(
            "The share is empty, but this data was synced before: it may be lost, or not be where it was. Nothing was "
            "changed, and all is saved here. `oncall sync --refill` fills it again from here."
        )


def _found(share: Share, id: str) -> None:
    try:
        share.put(FORMAT_FILE, encode_format(id))
    except FileExistsError:
        return  # somebody else founded it at the same moment: theirs it is
    except OSError as error:
        raise ShareUnavailableError(
            f"The share can't be written: {error.strerror or error}. All is saved here. "
            "Mend its permissions or make room, then sync again."
        ) from None


def _read_format(share: Share) -> ShareFormat:
    try:
        return decode_format(share.get(FORMAT_FILE, LARGEST_FORMAT))
    except (OSError, ValueError):
        raise ShareUnavailableError(
            f"{FORMAT_FILE} of the share can't be read: it is still arriving, or damaged. Nothing was changed, "
            "and all is saved here. Sync again; if it stays so, bring it back from a colleague's copy."
        ) from None


def _conflicted_formats(share: Share, id: str) -> Iterable[frozenset[str]]:
    """Yield the ids in copies of the format file that a sync program set aside: two people founded one share."""
    stem, _, ending = FORMAT_FILE.rpartition(".")
    for name in _names(share) - {FORMAT_FILE}:
        middle = name.removeprefix(stem).removesuffix(f".{ending}")
        if name.startswith(stem) and name.endswith(f".{ending}") and CONFLICTED_COPY.fullmatch(middle):
            try:
                yield frozenset({id, decode_format(share.get(name, LARGEST_FORMAT)).share})
            except (OSError, ValueError):
                continue
