"""Open the share at a location: a directory, or an object store with the extra `cloud`."""

import os

from oncall_tui.domain.errors import ShareUrlError
from oncall_tui.sync.shares.directory import DirectoryShare
from oncall_tui.sync.shares.file_system import LocalFileSystem
from oncall_tui.sync.shares.share import Share
from oncall_tui.sync.shares.share_url import MARK, NOTHING_DONE, is_url, parse_share_url


def open_share(place: str) -> Share:
    """Return the share at a path or URL; nothing is asked of it yet.

    Raises ShareUrlError for a URL that is not supported, not sound, or needs what is not installed;
    ShareUnavailableError without
    credentials for the store.
    """
    if not is_url(place):
        root = os.path.abspath(os.path.expanduser(place))
        return DirectoryShare(root, LocalFileSystem(root))
    url = parse_share_url(place)
    try:
        from oncall_tui.sync.shares.object_store import open_object_share
    except ImportError:
        raise ShareUrlError(
            f"A share at {url.scheme}{MARK} needs the extra `cloud`. {NOTHING_DONE} Install it with "
            "`pip install 'oncall-tui[cloud]'`, then sync again."
        ) from None
    return open_object_share(url, os.environ)
