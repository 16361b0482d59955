"""A directory that does not belong in a share is named with all that stands in it, and nothing of it is joined."""

from pathlib import Path

from oncall_tui.sync.manifest import ShareScanner
from oncall_tui.sync.shares.directory import DirectoryShare
from oncall_tui.sync.shares.file_system import LocalFileSystem


def test_everything_in_it_is_named(tmp_path: Path) -> None:
    inner = tmp_path / "v1" / "r" / "Not-A-Replica" / "i"
    inner.mkdir(parents=True)
    (inner / "a.json").write_text("{}")
    (inner / "link").symlink_to("/etc")
    manifest = ShareScanner(DirectoryShare(str(tmp_path), LocalFileSystem(str(tmp_path))), {}).manifest()
    assert [skipped.file for skipped in manifest.skipped] == [
        "v1/r/Not-A-Replica",
        "v1/r/Not-A-Replica/i",
        "v1/r/Not-A-Replica/i/a.json",
        "v1/r/Not-A-Replica/i/link",
    ]
    assert manifest.folders == {}
