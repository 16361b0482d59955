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

from oncall_tui.cli.main import main
from oncall_tui.settings.config_file import read_configuration


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


class Person:
    """One person with a data directory of their own, on one share."""

    def __init__(
        self, oncall: Oncall, monkeypatch: pytest.MonkeyPatch, name: str, data: Path, share: Path
    ) -> None:
        self._oncall, self._monkeypatch = oncall, monkeypatch
        self.name, self.data, self._share = name, data, share

    def __call__(self, *words: str, stdin: bytes = b"") -> Ran:
        self._monkeypatch.setenv("ONCALL_DATA", str(self.data))
        self._monkeypatch.setenv("ONCALL_AUTHOR", self.name)
        return self._oncall(*words, stdin=stdin)

    def json(self, *words: str) -> Any:
        ran = self(*words, "--json")
        assert ran.code == 0, ran.err
        return ran.json

    def sync(self) -> None:
        assert self("sync", "--share", str(self._share)).code == 0


@pytest.fixture
def ana(oncall: Oncall, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Person:
    """Who prepares: an incident with three rows, a summary and a control."""
    (tmp_path / "share").mkdir()
    person = Person(oncall, monkeypatch, "ana", tmp_path / "ana", tmp_path / "share")
    person("new", "disk space", "--zone", "UTC")
    for time, text in (
        ("13:42", "alert: disk full"),
        ("14:03", "image pulls fail"),
        ("15:12", "old group uncordoned"),
    ):
        person("note", "--at", f"2026-11-20 {time}", text)
    person("writeup", "set", "summary", "Nodes had less disk than images need.")
    person("analysis", "add", "control", "disk alert")
    return person


@pytest.fixture
def bo(ana: Person, oncall: Oncall, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Person:
    """A reviewer who has what ana has."""
    person = Person(oncall, monkeypatch, "bo", tmp_path / "bo", tmp_path / "share")
    ana.sync()
    person.sync()
    person("use", "disk-space")
    return person


def both(ana: Person, bo: Person) -> None:
    for person in (ana, bo, ana):
        person.sync()
