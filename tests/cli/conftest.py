"""The command line through its real entry point, in this process and as a process of its own."""

import io
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from oncall_tui.cli.configuration import read_configuration
from oncall_tui.cli.main import main


@dataclass(frozen=True)
class Ran:
    """What one command line did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Oncall = Callable[..., Ran]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data directory of its own, and nothing of this machine's settings."""
    for name in ("ONCALL_SHARE", "ONCALL_ZONE", "ONCALL_INCIDENT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ONCALL_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("ONCALL_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("ONCALL_AUTHOR", "ana")
    return tmp_path / "data"


@pytest.fixture
def oncall(data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Oncall:
    """Runs `oncall WORDS...` with the given standard input."""

    def run(*words: str, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), "utf-8", "surrogateescape"))
        capsys.readouterr()
        read_configuration.cache_clear()  # a process of its own has read nothing yet
        try:
            code = main(list(words))
        except SystemExit as ended:
            code = int(ended.code or 0)
        output = capsys.readouterr()
        return Ran(code, output.out, output.err)

    return run


@pytest.fixture
def process(data: Path) -> Oncall:
    """The same as a real process."""

    def run(*words: str, stdin: bytes = b"") -> Ran:
        ran = subprocess.run(
            [sys.executable, "-m", "oncall_tui", *words], input=stdin, capture_output=True, check=False
        )
        return Ran(ran.returncode, ran.stdout.decode(), ran.stderr.decode())

    return run
