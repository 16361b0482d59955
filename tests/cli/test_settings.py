"""Settings never cost a note, and what is wrong with them is said where it is (H1, H3, G1, J3, L1, O1)."""

import os
import pwd
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from oncall_tui.cli.note import format_instant_fast
from oncall_tui.cli.open_tui import can_draw
from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.instants import format_instant
from oncall_tui.settings import resolve
from oncall_tui.storage.paths import default_config_directory, default_data_directory
from oncall_tui.timestamps.zones import parse_zone
from tests.cli.conftest import Oncall

BROKEN: dict[str, Callable[[Path], object]] = {
    "line 2: ": lambda file: file.write_text('zone = "UTC"\nauthor = "ana\n'),
    "line 1: it is not UTF-8": lambda file: file.write_bytes('author = "André"\n'.encode("latin-1")),
    "it is not a file": lambda file: file.mkdir(),
    "is not a file": os.mkfifo,
    "larger than": lambda file: file.write_text("# x\n" * 300_000),
    "line 1: zone wants": lambda file: file.write_text("zone = 7\n"),
    "line 2: “Europe/Nowhere” is not a time zone": lambda file: file.write_text(
        '\nzone = "Europe/Nowhere"\n'
    ),
    "on one line": lambda file: file.write_text('data = "\\u0000"\n'),
    "line 1: ": lambda file: file.write_text("a = " + "[" * 5_000),
}


@pytest.fixture
def file(oncall: Oncall, tmp_path: Path) -> Path:
    """The configuration, not there yet."""
    (tmp_path / "config").mkdir()
    return tmp_path / "config" / "config.toml"


@pytest.mark.parametrize("said", BROKEN)
def test_a_configuration_that_is_broken_costs_no_note(oncall: Oncall, file: Path, said: str) -> None:
    BROKEN[said](file)
    noted = oncall("note", "-", stdin=b"the evidence\n")
    assert noted.code == 0
    assert f"{file}" in noted.err
    assert said in noted.err
    for words in (["list"], ["doctor"], ["config", "show"], ["recs"]):
        assert said in oncall(*words).err
    assert said in oncall("doctor").out
    assert oncall("doctor").code == 7
    assert said in " ".join(oncall("config", "show", "--json").json["problems"])
    assert oncall("list", "--json").json["unfiled"] == 1


def test_a_configuration_that_is_not_there_is_nothing_to_tell(oncall: Oncall, file: Path) -> None:
    assert oncall("note", "x").err.count("config.toml") == 0
    assert oncall("config", "show", "--json").json["problems"] == []


def test_an_unreadable_configuration_costs_no_note(
    oncall: Oncall, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: str) -> bytes:
        raise PermissionError(13, "Permission denied")

    file.write_text('author = "bo"\n')
    monkeypatch.setattr("oncall_tui.settings.config_file._bytes", refuse)
    noted = oncall("note", "x")
    assert (noted.code, "Permission denied" in noted.err) == (0, True)


def test_a_slip_in_one_line_does_not_cost_the_others(
    oncall: Oncall, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ONCALL_AUTHOR")
    file.write_bytes(b'author = "bo"\nshare = "/mnt/x\nzone = "Europe/Lisbon"\n# \xe9\n')
    shown = oncall("config", "show", "--json").json
    assert (shown["author"], shown["zone"], shown["share"]) == ("bo", "Europe/Lisbon", None)
    assert [problem.partition("line ")[2][:2] for problem in shown["problems"]] == ["2:", "4:"]


def test_a_byte_order_mark_is_no_slip(oncall: Oncall, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ONCALL_AUTHOR")
    file.write_bytes(b'\xef\xbb\xbfauthor = "bo"\r\n')
    for _ in range(2):
        noted = oncall("note", "--json", "x")
        assert (noted.json["author"], "config.toml" in noted.err) == ("bo", False)


def test_values_that_were_kept_beside_the_data_are_checked(
    oncall: Oncall, file: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ONCALL_AUTHOR")
    file.write_text('author = "bo"\n')
    oncall("note", "x"), oncall("note", "x")
    kept = data / "settings"
    kept.write_bytes(kept.read_bytes().replace(b"=bo", b"=xx"))
    assert oncall("note", "--json", "x").json["author"] == "bo"


def test_config_alone_shows_each_value_and_where_it_comes_from(
    oncall: Oncall, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_text('zone = "Europe/Lisbon"\nauthor = "bo"\n')
    assert oncall("config").out == oncall("config", "show").out
    assert oncall("config", "--json").json["sources"] == {
        "author": "ONCALL_AUTHOR",
        "zone": "the configuration",
        "share": "default",
        "data": "ONCALL_DATA",
        "theme": "default",
        "ascii": "default",
    }
    assert "zone     UTC-7  (--zone)" in oncall("config", "--zone", "UTC-7").out
    monkeypatch.setenv("ONCALL_ZONE", "Mars/Base")
    shown = oncall("config", "--json")
    assert (shown.json["zone"], shown.json["sources"]["zone"]) == ("Europe/Lisbon", "the configuration")
    assert "ONCALL_ZONE: “Mars/Base”" in shown.err


@pytest.mark.parametrize("home", [None, "", "relative", "~"])
def test_without_a_home_directory_the_place_must_be_said(
    home: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody(uid: int) -> None:
        raise KeyError(uid)

    monkeypatch.setattr(pwd, "getpwuid", nobody)
    found = {} if home is None else {"HOME": home}
    for directory in (default_data_directory, default_config_directory):
        with pytest.raises(RefusedError, match="--data"):
            directory(found, "linux")


def test_a_note_is_taken_where_only_the_data_is_said(
    oncall: Oncall, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def nobody(uid: int) -> None:
        raise KeyError(uid)

    monkeypatch.setattr(pwd, "getpwuid", nobody)
    monkeypatch.chdir(tmp_path)
    for name in ("HOME", "ONCALL_CONFIG", "ONCALL_AUTHOR", "LOGNAME", "USER", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    assert oncall("note", "x").code == 0
    monkeypatch.delenv("ONCALL_DATA")
    refused = oncall("note", "x")
    assert (refused.code, "--data DIR" in refused.err) == (2, True)
    assert oncall("note", "--data", "~nosuchuser/x", "x").code == 2
    assert not list(tmp_path.glob("~*"))


@pytest.mark.parametrize("variable", ["XDG_DATA_HOME", "XDG_CONFIG_HOME"])
def test_a_relative_directory_in_the_environment_is_ignored(variable: str) -> None:
    find = default_data_directory if variable == "XDG_DATA_HOME" else default_config_directory
    assert find({"HOME": "/home/ana", variable: "here"}, "linux") == find({"HOME": "/home/ana"}, "linux")


@pytest.mark.parametrize(
    "name", ["Etc/GMT+5", "Etc/GMT-14", "EST5EDT", "PST8PDT", "GMT0", "GMT+0", "Etc/GMT0"]
)
def test_zones_with_digits_in_their_names_are_known(name: str) -> None:
    assert parse_zone(name).info.utcoffset(None) is not None or parse_zone(name).name


@pytest.mark.parametrize(
    "instant", [0, -1, 951_782_400_000_000, 1_795_231_200_123_456, 4_107_542_399_999_999]
)
def test_the_instant_of_a_note_does_not_ask_the_c_library(instant: int) -> None:
    assert format_instant_fast(instant) == format_instant(instant)


def test_a_zone_with_leap_seconds_moves_no_note(data: Path) -> None:
    script = (
        "import time; from oncall_tui.cli.note import format_instant_fast as instant_words; "
        "from oncall_tui.domain.instants import format_instant as instant_text; now = time.time_ns() // 1000; "
        "assert instant_words(now) == instant_text(now)"
    )
    environment = {**os.environ, "TZ": "right/UTC"}
    subprocess.run([sys.executable, "-c", script], env=environment, check=True)


def test_root_goes_on_as_the_one_whose_data_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    became: list[tuple[str, int]] = []
    status = os.stat_result((0o40700, 1, 1, 1, 1234, 2345, 0, 0, 0, 0))
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(os, "stat", lambda path: status)
    monkeypatch.setattr(os, "setegid", lambda id: became.append(("group", id)))
    monkeypatch.setattr(os, "seteuid", lambda id: became.append(("user", id)))
    resolve.data_directory(str(tmp_path / "data"))
    assert became == [("group", 2345), ("user", 1234)]


class Stream:
    def __init__(self, encoding: str) -> None:
        self.encoding = encoding


@pytest.mark.parametrize(
    ("encoding", "drawn"), [("utf-8", True), ("ascii", False), ("iso8859-1", False), ("koi8-r", False)]
)
def test_frames_are_ascii_where_the_encoding_lacks_their_characters(
    encoding: str, drawn: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", Stream(encoding))
    assert can_draw() is drawn


def _completed(script: str, words: list[str], directory: Path) -> list[str]:
    line = " ".join(words)
    asked = (
        f"{script}\nCOMP_WORDS=({line}); [ '{words[-1]}' = '\"\"' ] && COMP_WORDS=({line}); "
        f"COMP_CWORD={len(words) - 1}; _shtab_oncall; printf '%s\\n' \"${{COMPREPLY[@]}}\"; complete -p oncall"
    )
    ran = subprocess.run(["bash", "-c", asked], capture_output=True, text=True, check=True, cwd=directory)
    return ran.stdout.split("\n")


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here")
def test_bash_completes_commands_handles_and_files(
    oncall: Oncall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _install(oncall, tmp_path, monkeypatch)
    script = oncall("completion", "bash").out
    assert _completed(script, ["oncall", "timel"], tmp_path)[0] == "timeline"
    assert _completed(script, ["oncall", "show", "che"], tmp_path)[0] == "checkout-5xx"
    assert _completed(script, ["oncall", "shell-hook", "fi"], tmp_path)[0] == "fish"
    assert "printf" in _completed(script, ["oncall", "run", "--", "printf"], tmp_path)
    assert _completed(script, ["oncall", "import", "pas"], tmp_path)[0] == "pasted text.txt"
    assert _completed(script, ["oncall", "note", "--kind", "dec"], tmp_path)[0] == "decided"
    assert _completed(script, ["oncall", "config", "ke"], tmp_path)[0] == "keys"


@pytest.mark.skipif(shutil.which("fish") is None, reason="no fish here")
def test_fish_completes_commands_handles_and_files(
    oncall: Oncall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _install(oncall, tmp_path, monkeypatch)
    (tmp_path / "script").write_text(oncall("completion", "fish").out)
    for line, found in (
        ("timel", "timeline"),
        ("show che", "checkout-5xx"),
        ("import pas", "pasted text.txt"),
    ):
        asked = ["fish", "-c", f"source script; complete -C 'oncall {line}'"]
        ran = subprocess.run(asked, capture_output=True, text=True, check=True, cwd=tmp_path)
        assert ran.stdout.split("\t")[0].strip() == found


ZSH = """\
zmodload zsh/zpty
zpty z zsh -f -i
zpty -w z 'PS1=; autoload -Uz compinit; compinit -u -D; eval "$(cat script)"; echo REA""DY'
zpty -r z out '*READY*'
for line in 'timel' 'show che' 'import paste'; do
    zpty -w -n z "oncall $line"$'\\t'
    case $line in
        timel) zpty -r z out '*timeline*' ;;
        show*) zpty -r z out '*checkout-5xx*' ;;
        *) zpty -r z out '*pasted*text.txt*' ;;
    esac
    zpty -w -n z $'\\x15'
done
print done
"""


@pytest.mark.skipif(shutil.which("zsh") is None, reason="no zsh here")
def test_zsh_completes_by_eval(oncall: Oncall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _install(oncall, tmp_path, monkeypatch)
    (tmp_path / "script").write_text(oncall("completion", "zsh").out)
    monkeypatch.setenv("ZDOTDIR", str(tmp_path))
    monkeypatch.setenv("TERM", "xterm")
    asked = ["zsh", "-f", "-c", ZSH]
    ran = subprocess.run(asked, capture_output=True, text=True, check=True, cwd=tmp_path, timeout=300)
    assert ran.stdout == "done\n"


def _install(oncall: Oncall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An incident, a file to complete, and the program in the PATH."""
    oncall("new", "checkout 5xx")
    (tmp_path / "pasted text.txt").touch()
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "oncall").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m oncall_tui "$@"\n')
    (tmp_path / "bin" / "oncall").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")


def test_the_manual_page_has_every_command_with_its_arguments(oncall: Oncall) -> None:
    from oncall_tui.cli.commands import COMMAND_MODULES

    page = oncall("man").out
    for command in (*COMMAND_MODULES, "note"):
        assert f".SS oncall {command}".replace("-", "\\-") in page
    for words in (".SS oncall rec add [INC] TITLE", "\\-\\-next WHEN", ".B ONCALL_THEME"):
        assert words in page
    assert all(not line.startswith((".", "'")) or line[1:3].isupper() or line[1:3] in ("nf", "fi", "br", "I ", "B ")
               for line in page.splitlines())  # fmt: skip


def test_a_handle_that_a_shell_would_expand_is_never_completed(oncall: Oncall, data: Path) -> None:
    from oncall_tui.storage.checked import with_checksum
    from oncall_tui.storage.paths import DataPaths

    places = DataPaths(str(data))
    data.mkdir(parents=True)
    lines = "".join(
        f"{'0' * 26}\t{handle}\tUTC\tx\n" for handle in ("$(touch_x)", "`x`", "a b", "-rf", "fine-1")
    )
    Path(places.handles).write_bytes(with_checksum("oncall handles 1", lines.encode()))
    assert oncall("completion", "handles").out == "fine-1\n"


def test_the_zsh_script_is_a_function_that_completion_calls(oncall: Oncall) -> None:
    script = oncall("completion", "zsh").out
    assert script.startswith("#compdef oncall\n")
    assert "compdef _shtab_oncall -N oncall" in script
