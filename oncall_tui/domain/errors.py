"""Errors that the program shows to people.

Every message says what happened, what is safe and what to do next. `exit_code` is the command line's contract
(DESIGN, command line); screens show the same message as a toast.
"""


class OncallError(Exception):
    """An expected refusal or failure, with a message for a person. Never shown as a traceback."""

    exit_code = 1


class RefusedError(OncallError):
    """Usage or input that a rule refuses, ambiguous names included. Nothing was changed."""

    exit_code = 2


class ShareUrlError(OncallError):
    """The share's place is a URL that can't be used; nothing was taken for a path, and nothing was changed."""

    exit_code = 2
    header = "its URL"


class NotFoundError(OncallError):
    """The incident, note or recommendation that was named does not exist here."""

    exit_code = 3


class ShareUnavailableError(OncallError):
    """The share can't be reached; everything is saved here.

    `header` says in a word or two what a person has to do, where waiting does not help: `log in`.
    """

    exit_code = 5

    def __init__(self, message: str, header: str = "") -> None:
        super().__init__(message)
        self.header = header


class DamagedFileError(OncallError):
    """A local file is damaged, empty, unreadable, or of a newer format; it was not touched."""

    exit_code = 6


class ForeignFileError(DamagedFileError):
    """A local file that may be whole, but is not for us: newer, or kept from us by its permissions."""


class CheckFailedError(OncallError):
    """A check that was asked for (`--check`, `--exit-code`) found something."""

    exit_code = 7


class SaveFailedError(OncallError):
    """The disk or its permissions kept us from saving; what was saved before is as it was."""

    exit_code = 1
