"""Many new files at once: each is whole and under its name, or not there at all."""

import os
from pathlib import Path

import pytest

from oncall_tui.storage.bulk_create import create_files_durably


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_name_that_is_taken_is_left_alone_and_the_others_are_made(tmp_path: Path) -> None:
    (tmp_path / "b").write_bytes(b"before")
    made = create_files_durably({str(tmp_path / name): name.encode() for name in "abc"})
    assert contents(tmp_path) == {"a": b"a", "b": b"before", "c": b"c"}
    assert {Path(path).name: status.st_ino for path, status in made.items()} == {
        name: (tmp_path / name).stat().st_ino for name in "ac"
    }
    assert {(tmp_path / name).stat().st_mode & 0o777 for name in "ac"} == {0o600}


@pytest.mark.parametrize("call", ["write", "fsync"])
def test_what_the_disk_refuses_gets_no_name_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    real, asked = getattr(os, call), iter(range(9))

    def refuse(handle: int, *rest: bytes) -> int | None:
        if next(asked) == 2:
            raise OSError(28, "No space left on device")
        return real(handle, *rest)  # type: ignore[no-any-return]

    monkeypatch.setattr(os, call, refuse)
    with pytest.raises(OSError, match="No space left"):
        create_files_durably({str(tmp_path / str(number)): b"x" for number in range(4)})
    assert contents(tmp_path) == {}
