"""A file system that fails, or a machine that stops, at one chosen call of a save.

`python -m tests.durability.faults DATA FAULT COMMAND...` runs one `oncall COMMAND` again and again on copies of
DATA, each in a child process of its own with the fault at the next file-system call, until a run has fewer calls.
It prints one JSON line a run: `{"data", "call", "status"}`; the copies stay for the test to look at.
"""

import errno
import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from typing import Any, NoReturn

CALLS = ("open", "write", "fsync", "replace", "link", "unlink", "mkdir")
FAULTS = ("EIO", "ENOSPC", "short", "kill")
ENOUGH = 400
Break = Callable[[Callable[..., Any], tuple[Any, ...]], Any]


def fail_at(number: int, fault: str) -> list[str]:
    """From now on the `number`-th changing call to the file system fails, and so do all after it; `kill` needs no more.

    Returns the list that the names of the calls are added to.
    """
    seen: list[str] = []

    def faulty(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:
            if name == "open" and not _writes(args):
                return real(*args, **options)
            seen.append(name)
            if len(seen) == number or (
                len(seen) > number and fault in ("EIO", "ENOSPC") and name != "unlink"
            ):
                return _break(fault, real, args)
            return real(*args, **options)

        return call

    for name in CALLS:
        setattr(os, name, faulty(name, getattr(os, name)))
    return seen


def _writes(args: tuple[Any, ...]) -> bool:
    return len(args) > 1 and bool(args[1] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def _break(fault: str, real: Callable[..., Any], args: tuple[Any, ...]) -> Any:
    if fault == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if fault == "short":
        return _short(real, args)
    raise OSError(getattr(errno, fault), os.strerror(getattr(errno, fault)))


def _short(real: Callable[..., Any], args: tuple[Any, ...]) -> Any:
    """A write that takes only one byte, as the system may; other calls do what they do."""
    if isinstance(args[0], int) and len(args) == 2 and not isinstance(args[1], int):
        return real(args[0], bytes(args[1])[:1])
    return real(*args)


def run_with_fault(data: str, number: int, fault: str, command: list[str]) -> tuple[str, int]:
    """One run of `oncall COMMAND` in a child: the call that failed (blank: none was left) and how the child ended."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reader)
        _child(writer, data, number, fault, command)
    os.close(writer)
    with open(reader, encoding="ascii") as report:
        calls = report.read().split()
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    reached = (
        calls[number - 1] if len(calls) >= number else "the killed one" if status == -signal.SIGKILL else ""
    )
    return reached, status


def _child(writer: int, data: str, number: int, fault: str, command: list[str]) -> NoReturn:
    from oncall_tui.cli.main import main

    quiet, write = os.open(os.devnull, os.O_RDWR), os.write
    for handle in (0, 1, 2):
        os.dup2(quiet, handle)
    os.environ["ONCALL_DATA"] = data
    calls = fail_at(number, fault)
    try:
        status = main(command)
    except SystemExit as ending:
        status = ending.code if isinstance(ending.code, int) else 1
    except BaseException:
        status = 70
    write(writer, " ".join(calls).encode())
    os._exit(status or 0)


def main_loop(data: str, fault: str, command: list[str]) -> None:
    _load_everything(f"{data}-{fault}-0", data, command)
    for number in range(1, ENOUGH):
        copy = f"{data}-{fault}-{number}"
        shutil.copytree(data, copy)
        call, status = run_with_fault(copy, number, fault, command)
        sys.stdout.write(json.dumps({"data": copy, "call": call, "status": status}) + "\n")
        if not call:
            return


def _load_everything(scratch: str, data: str, command: list[str]) -> None:
    """Runs the command once here, so that the children find its modules loaded."""
    from oncall_tui.cli.main import main

    shutil.copytree(data, scratch)
    os.environ["ONCALL_DATA"] = scratch
    main(command)


if __name__ == "__main__":
    main_loop(sys.argv[1], sys.argv[2], sys.argv[3:])
