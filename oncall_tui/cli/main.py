"""`oncall`: where a command line becomes a command (DESIGN, command line).

`note` takes its own way, with next to no imports: it has to be durable within twice the start of Python.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

INTERRUPTED = 130
# The exit codes of the screens when they were ended by SIGHUP or SIGTERM.
SIGNALLED = (129, 143)


def main(arguments: list[str] | None = None) -> int:
    """Run one command line and return its exit code. No traceback ever reaches the person."""
    words = sys.argv[1:] if arguments is None else arguments
    _open_closed_streams()
    try:
        code = _ended(words)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        return _pipe_closed()
    except Exception as error:
        from oncall_tui.cli.error_report import report_error

        return report_error(error)


def _open_closed_streams() -> None:
    """Replace a stream that the caller closed (`>&-`): it reads as empty and swallows what is written, in place of
    failing.
    """
    if sys.stdin is None:
        sys.stdin = _nothing()
    if sys.stdout is None:
        sys.stdout = _nowhere()
    if sys.stderr is None:
        sys.stderr = _nowhere()


def _nothing() -> TextIO:
    return open(os.devnull, encoding="utf-8")


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")


def _ended(words: list[str]) -> int:
    """Return the exit code, also where argparse ends by itself: after its help, or a refusal."""
    try:
        return _run(words)
    except SystemExit as ended:
        return int(ended.code or 0)


def _run(words: list[str]) -> int:
    if is_note(words):
        from oncall_tui.cli.note import run_note

        return run_note(words)
    if "status" in words:
        from oncall_tui.cli.status import run_status

        code = run_status(words)
        if code is not None:
            return code
    if not words:
        return _open_screens()
    from oncall_tui.cli.commands import run_command

    return run_command(words)


def _open_screens() -> int:
    """Open the screens. What is typed from now on is theirs, however long they take to load."""
    from oncall_tui.early_keys import EARLY

    EARLY.hold()
    try:
        from oncall_tui.cli.open_tui import open_screens
        from oncall_tui.cli.resolved_settings import resolve_settings

        return open_screens(resolve_settings(None), None)
    finally:
        EARLY.give_back()


def is_note(words: list[str]) -> bool:
    """Return whether the command is `note`, with global options before it or not."""
    from oncall_tui.cli.note_arguments import find_command

    return find_command(words) == "note"


def _pipe_closed() -> int:
    """End quietly when the reader of our output has gone (`oncall show | head`)."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def run() -> None:
    """Run the console script. It leaves at once: everything is written, and taking the interpreter apart, module by
    module, would take longer than all the rest of quitting the screens.
    """
    from contextlib import suppress

    from oncall_tui.cli.note_arguments import find_command

    code = main()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):  # said already, as far as it can be
            stream.flush()
    if code in SIGNALLED and find_command(sys.argv[1:]) != "run":  # there it is the command's own exit code
        _end_by(code - 128)
    os._exit(code)


def _end_by(number: int) -> None:
    """End by the signal that asked for it, so that the parent is told the truth."""
    import signal

    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)
