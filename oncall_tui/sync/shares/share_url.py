"""URLs of shares that are no directories: `s3://bucket/prefix?region=eu-west-1` (SHARE 4).

A URL may be printed and kept, so that it never holds a secret; one that does is refused without being repeated.
"""

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from oncall_tui.domain.errors import ShareUrlError

MARK = "://"
# The stores that are supported: what their places are called, and what a URL of each must name.
PLACES = {"s3": ("bucket",), "gs": ("bucket",), "az": ("account", "container")}
OPTIONS = frozenset({"endpoint", "region", "profile", "ca", "insecure"})
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*", re.ASCII)
LOOPBACK = re.compile(r"localhost|127\.[0-9.]+|::1", re.ASCII)
NOTHING_DONE = "Nothing was synced; all is saved here."


@dataclass(frozen=True, slots=True)
class ShareUrl:
    """A place on an object store. `account` is of Azure alone; `insecure` allows http to another machine."""

    scheme: str
    bucket: str
    prefix: str = ""
    account: str = ""
    endpoint: str = ""
    region: str = ""
    profile: str = ""
    ca: str = ""
    insecure: bool = False

    def __str__(self) -> str:
        return f"{self.scheme}{MARK}{'/'.join(filter(None, (self.account, self.bucket, self.prefix)))}"


def is_url(place: str) -> bool:
    """Return whether a share's place is meant as a URL; it is never taken for a path then."""
    return MARK in place


def parse_share_url(text: str) -> ShareUrl:
    """Read a share's URL. Raises ShareUrlError, which never repeats what may be a secret."""
    scheme = text.partition(MARK)[0].lower()
    if scheme not in PLACES:
        raise ShareUrlError(_unsupported(scheme))
    try:
        split = urlsplit(text.strip())
        pairs = parse_qsl(split.query, keep_blank_values=True, strict_parsing=bool(split.query))
    except ValueError:
        raise ShareUrlError(f"The share's URL can't be read. {_shape(scheme)} {NOTHING_DONE}") from None
    options = dict(pairs)
    if "@" in split.netloc or split.fragment or not options.keys() <= OPTIONS or len(options) < len(pairs):
        raise ShareUrlError(
            "The share's URL holds more than a place: it may have the options "
            f"{', '.join(sorted(OPTIONS))}, each once, and never a key, token or password. {NOTHING_DONE} "
            "Leave those to the environment or a profile."
        )
    url = _placed(scheme, split, options)
    _check_endpoint(url)
    return url


def shown_place(place: str) -> str:
    """Return a share's place as it may be shown: of a URL that may hold a secret, its scheme alone."""
    if not is_url(place):
        return place
    try:
        parse_share_url(place)
    except ShareUrlError:
        scheme = place.partition(MARK)[0]
        return f"{scheme if NAME.fullmatch(scheme) else ''}{MARK}…"
    return place


def _placed(scheme: str, split: SplitResult, options: dict[str, str]) -> ShareUrl:
    parts = [unquote(part) for part in (split.netloc + split.path).rstrip("/").split("/")]
    needed = len(PLACES[scheme])
    if len(parts) < needed or not all(NAME.fullmatch(part) for part in parts):
        raise ShareUrlError(
            f"The share's URL names no {' and '.join(PLACES[scheme])}. {_shape(scheme)} {NOTHING_DONE}"
        )
    if options.get("insecure", "") not in ("", "0", "1"):
        raise ShareUrlError(f"The share's URL says insecure, which is 1 or 0. {NOTHING_DONE}")
    *account, bucket = parts[:needed]
    return ShareUrl(
        scheme,
        bucket,
        "/".join(parts[needed:]),
        "".join(account),
        options.get("endpoint", ""),
        options.get("region", ""),
        options.get("profile", ""),
        options.get("ca", ""),
        options.get("insecure") == "1",
    )


def _check_endpoint(url: ShareUrl) -> None:
    if not url.endpoint:
        return
    try:
        endpoint = urlsplit(url.endpoint)
        host = endpoint.hostname or ""
    except ValueError:
        host = ""
    if not host or endpoint.scheme not in ("http", "https") or "@" in endpoint.netloc or endpoint.query:
        raise ShareUrlError(
            f"The endpoint of the share's URL is not https://HOST or https://HOST:PORT. {NOTHING_DONE}"
        )
    if endpoint.scheme == "http" and not url.insecure and not LOOPBACK.fullmatch(host):
        raise ShareUrlError(
            "The endpoint of the share's URL is http: whoever is on the way could read everything. "
            f"{NOTHING_DONE} Use https; insecure=1 allows it all the same."
        )


def _unsupported(scheme: str) -> str:
    kind = f"{scheme}{MARK}" if NAME.fullmatch(scheme) else "a URL of this kind"
    supported = ", ".join(f"{name}{MARK}" for name in PLACES)
    return (
        f"A share can't be at {kind}. {NOTHING_DONE} Give the path of a directory, or one of {supported} "
        "with the extra `oncall-tui[cloud]`; WebDAV and SFTP work as mounted directories."
    )


def _shape(scheme: str) -> str:
    return f"It should be like {scheme}{MARK}{'/'.join(PLACES[scheme]).upper()}/PREFIX."
