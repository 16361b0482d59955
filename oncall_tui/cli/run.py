"""`oncall run [-i INC] -- CMD...`: run a command on this terminal, and keep it with its output as one folded note."""

from __future__ import annotations

import errno
import os
import shlex
import shutil
import sys
import time
from typing import TYPE_CHECKING

from oncall_tui.cli.note import NoteTaker, format_instant_fast
from oncall_tui.cli.note_arguments import VALUED, NoteArguments
from oncall_tui.domain.duration_text import MINUTE, duration_text
from oncall_tui.domain.errors import RefusedError, SaveFailedError
from oncall_tui.domain.instants import SECOND
from oncall_tui.output import print_message

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from oncall_tui.cli.commands import Commands, OncallArgumentParser
    from oncall_tui.cli.kept_output import KeptOutput
    from oncall_tui.cli.relay import Ended

DESCRIPTION = """\
Runs a command on this terminal as it is: colours, progress, keys, the window's size and signals go through, and its
exit code is passed on (128 + n after signal n; 127 where there is no such command, 126 where it can't be run). When it
ends, one note of the kind *did* keeps the command, when it began, how long it took, its exit code and its output as
plain text; of a long output the middle is left out, and the note says so. A command that is running has no note yet:
killing `oncall run` itself with SIGKILL then keeps nothing. Use `sh -c '...'` for pipes and other words of a shell.
"""
NO_SUCH_COMMAND, CAN_NOT_BE_RUN = 127, 126


def add_parsers(commands: Commands, options: OncallArgumentParser) -> None:
    """Add the command `run`."""
    run = commands.add_parser(
        "run", parents=[options], help="run a command and keep it with its output", description=DESCRIPTION
    )
    run.add_argument("-i", "--incident", metavar="INC", help="else ONCALL_INCIDENT, else the current one")
    run.add_argument("command_line", nargs="*", metavar="-- CMD", help="the command and its words")
    run.set_defaults(alone=run_and_keep)


def split_command(words: list[str]) -> tuple[list[str], list[str]]:
    """Split a command line of `run` into our words and the command, whose options are its own.

    The command begins after `--`, or with the first word that is no option of ours.
    """
    index, named = 0, False
    while index < len(words):
        word = words[index]
        if word == "--":
            return words[:index], words[index + 1 :]
        if not word.startswith("-"):
            if named:
                return words[:index], words[index:]
            named = True
        index += 2 if word in VALUED else 1
    return words, []


def run_and_keep(arguments: argparse.Namespace) -> int:
    """Run the command, then save the note; the command's exit code. Raises OncallError before anything is run."""
    command: list[str] = arguments.command_line
    if not command:
        raise RefusedError("There is no command to run. Nothing was done. Use `oncall run -- CMD...`.")
    if sys.platform == "win32":
        raise RefusedError(
            "`oncall run` needs a pseudo-terminal. Nothing was run. Use it on Linux, macOS or WSL."
        )
    from oncall_tui.cli.kept_output import KeptOutput

    words = _note_words(arguments)
    incident = NoteTaker(words).incident()
    output, begun = KeptOutput(), time.time_ns() // 1000
    try:
        ended = _run(command, output)
    except OSError as error:
        return _tell_not_run(command[0], error)
    words.values |= {"kind": "did", "at": format_instant_fast(begun // SECOND * SECOND)}
    try:
        NoteTaker(words).keep(_note_text(command, ended, output), incident)
    except SaveFailedError as error:
        print_message(f"The command ended with exit code {ended.code}; its note is not there. {error}")
        return ended.code or SaveFailedError.exit_code
    return ended.code


def _run(command: Sequence[str], output: KeptOutput) -> Ended:
    """Run it as `execvp` does: a script that names no interpreter is one for the shell."""
    from oncall_tui.cli.relay import run_on_terminal

    sys.stdout.flush()
    try:
        return run_on_terminal(command, output.add)
    except OSError as error:
        script = shutil.which(command[0])
        if error.errno != errno.ENOEXEC or script is None:
            raise
        return run_on_terminal(["/bin/sh", script, *command[1:]], output.add)


def _tell_not_run(command: str, error: OSError) -> int:
    print_message(f"{command}: {error.strerror}. Nothing was run, and no note was taken.")
    return NO_SUCH_COMMAND if error.errno == errno.ENOENT else CAN_NOT_BE_RUN


def _note_words(arguments: argparse.Namespace) -> NoteArguments:
    """Return the options as `oncall note` has them."""
    words = NoteArguments()
    named = {name: getattr(arguments, name, None) for name in ("data", "zone", "incident")}
    words.values = {name: value for name, value in named.items() if value}
    words.switches = {f"--{name}" for name in ("json", "quiet") if name in arguments}
    return words


def _note_text(command: Sequence[str], ended: Ended, output: KeptOutput) -> str:
    """`$ CMD`, how it ended, where it ran, then its output."""
    first = f"$ {shlex.join(command)}"
    ending = f"exit {ended.code} after {run_time_text(ended.seconds)} in {_directory()}"
    return "\n".join(part for part in (first, ending, output.text()) if part)


def _directory() -> str:
    try:
        return os.getcwd()
    except OSError:
        return "a directory that is gone"


def run_time_text(seconds: float) -> str:
    """Return `0.4s`, `12.3s`, `3m05s`: tenths below a minute."""
    return f"{seconds:.1f}s" if seconds < MINUTE else duration_text(int(seconds))
