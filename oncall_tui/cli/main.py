"""`oncall`: where a command line becomes a command (DESIGN, command line).

`note` takes its own way, with next to no imports: it has to be durable within twice the start of Python.
"""

from __future__ import annotations

import sys

INTERRUPTED = 130


def main(arguments: list[str] | None = None) -> int:
    """Runs one command line and returns its exit code. No traceback ever reaches the person."""
    words = sys.argv[1:] if arguments is None else arguments
    try:
        code = _run(words)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        return _pipe_closed()
    except Exception as error:
        from oncall_tui.cli.failures import tell

        return tell(error)


def _run(words: list[str]) -> int:
    if is_note(words):
        from oncall_tui.cli.note import run_note

        return run_note(words)
    from oncall_tui.cli.commands import run_command

    return run_command(words)


def is_note(words: list[str]) -> bool:
    """Whether the command is `note`, with global options before it or not."""
    from oncall_tui.cli.note_words import command_of

    return command_of(words) == "note"


def _pipe_closed() -> int:
    """The reader of our output has gone (`oncall show | head`): nothing is wrong, and nothing more can be said."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def run() -> None:
    """The console script. It leaves at once: everything is written, and taking the interpreter apart, module by
    module, would take longer than all the rest of quitting the screens."""
    import os

    code = main()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)
