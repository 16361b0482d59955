"""Translate errors of an object store, from its codes and its client's texts, for people (SHARE 4).

The client gives most errors no type, so that the `<Code>` in their text decides; the tests hold it to that.
"""

import errno
import re
from collections.abc import Mapping
from datetime import datetime

from oncall_tui.domain.errors import ShareUnavailableError

CODE = re.compile(r"<Code>\s*(\w+)\s*</Code>")
STATUS = re.compile(r"non-2xx status code: (\d{3})")
KINDS: Mapping[str, str] = {
    "AccessDenied": "forbidden",
    "AllAccessDisabled": "forbidden",
    "AuthorizationFailure": "forbidden",
    "AuthorizationPermissionMismatch": "forbidden",
    "InsufficientAccountPermissions": "forbidden",
    "AuthenticationFailed": "credentials",
    "InvalidAccessKeyId": "credentials",
    "InvalidAuthenticationInfo": "credentials",
    "InvalidSecurity": "credentials",
    "InvalidToken": "credentials",
    "SignatureDoesNotMatch": "credentials",
    "Unauthorized": "credentials",
    "ExpiredToken": "expired",
    "ExpiredTokenException": "expired",
    "TokenRefreshRequired": "expired",
    "RequestExpired": "clock",
    "RequestTimeTooSkewed": "clock",
    "NoSuchBucket": "bucket",
    "ContainerNotFound": "bucket",
    "AuthorizationHeaderMalformed": "region",
    "IllegalLocationConstraintException": "region",
    "PermanentRedirect": "region",
    "TemporaryRedirect": "region",
    "InternalError": "silent",
    "OperationTimedOut": "silent",
    "RequestTimeout": "silent",
    "ServerBusy": "busy",
    "ServiceUnavailable": "busy",
    "SlowDown": "busy",
    "Throttling": "busy",
    "TooManyRequests": "busy",
}
STATUSES: Mapping[str, str] = {
    "301": "region",
    "307": "region",
    "401": "credentials",
    "403": "forbidden",
    "408": "silent",
    "429": "busy",
    "500": "silent",
    "502": "silent",
    "503": "busy",
    "504": "silent",
}
SENTENCES: Mapping[str, str] = {
    "away": "The store can't be reached. All is saved here. Check the network and the endpoint, then sync again.",
    "silent": "The store does not answer. All is saved here. Sync again later.",
    "busy": "The store is too busy. All is saved here. Sync again later.",
    "credentials": "The store refuses these credentials. All is saved here. Check them, then sync again.",
    "expired": "The credentials for the store have expired. All is saved here. Log in again, then sync.",
    "bucket": "There is no bucket {bucket!r}. All is saved here. Check --share, then sync again.",
    "region": "Bucket {bucket!r} is in another region. All is saved here. Give ?region=NAME, then sync again.",
    "clock": "This machine's clock is {clock} the store's. All is saved here. Set the clock, then sync again.",
}
# What the header says where waiting does not help.
HEADERS: Mapping[str, str] = {
    "credentials": "log in",
    "expired": "log in",
    "clock": "clock",
    "bucket": "no bucket",
    "region": "region",
}


def store_error(error: Exception, verb: str, path: str, bucket: str) -> OSError | ShareUnavailableError:
    """Return what a client's error means: ShareUnavailableError for the whole store, an OSError for one object.

    `verb` is what was asked for, as a person would say it: `list`, `read`, `write`, `delete`.
    """
    text = str(error)
    kind = _kind(error, text)
    if kind in SENTENCES:
        sentence = SENTENCES[kind].format(bucket=bucket, clock=_clock_words(text))
        return ShareUnavailableError(sentence, HEADERS.get(kind, ""))
    if kind == "forbidden":
        return PermissionError(errno.EACCES, f"these credentials may not {verb} {path or 'the bucket'}")
    if kind == "absent":
        return FileNotFoundError(errno.ENOENT, "there is no such object", path)
    if kind == "exists":
        return FileExistsError(errno.EEXIST, "the name is taken", path)
    return OSError(errno.EIO, f"the store could not {verb} {path or 'the bucket'}: {_first_words(text)}")


def _kind(error: Exception, text: str) -> str:
    code, status = CODE.search(text), STATUS.search(text)
    if code and code[1] in KINDS:
        return KINDS[code[1]]
    by_type = {
        "FileNotFoundError": "absent",
        "NotFoundError": "absent",
        "AlreadyExistsError": "exists",
        "PreconditionError": "exists",
        "PermissionDeniedError": "forbidden",
        "UnauthenticatedError": "credentials",
    }
    if type(error).__name__ in by_type:
        return by_type[type(error).__name__]
    if status and status[1] in STATUSES:
        return STATUSES[status[1]]
    if "redirect without LOCATION" in text:
        return "region"
    if "kind: Timeout" in text or "timed out" in text:
        return "silent"
    return "away" if "HTTP error:" in text or "kind: Connect" in text else ""


def _clock_words(text: str) -> str:
    """`17 minutes behind`, or `too far from` where the store does not say its time."""
    found = [re.search(rf"<{name}>([^<]+)</{name}>", text) for name in ("RequestTime", "ServerTime")]
    try:
        ours, theirs = (datetime.fromisoformat(match[1]) for match in found if match)
        minutes = round((ours - theirs).total_seconds() / 60)
    except (ValueError, TypeError):
        return "too far from"
    return f"{abs(minutes)} minutes {'ahead of' if minutes > 0 else 'behind'}"


def _first_words(text: str) -> str:
    """Return the first line, without what the client prints for its own authors."""
    return text.partition("\n")[0][:200]
