"""A share whose team files only an administrator may write: tried with one file, and no trouble for anybody."""

import errno
import os
from pathlib import Path

import pytest

from oncall_tui.bootstrap import build_services
from oncall_tui.settings.settings import Settings
from oncall_tui.sync.shares.directory import DirectoryShare

put = DirectoryShare.put


def test_the_rest_is_not_tried_and_the_sync_succeeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []

    def refuse(share: DirectoryShare, path: str, data: bytes) -> None:
        if path.startswith("team/"):
            tried.append(path)
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        put(share, path, data)

    monkeypatch.setattr(DirectoryShare, "put", refuse)
    (tmp_path / "share").mkdir()
    ana = build_services(Settings(str(tmp_path / "ana"), "ana", str(tmp_path / "share")))
    ana.incidents.create("checkout 5xx")
    assert ana.synchronise.sync().outcome.published == 1
    assert len(tried) == 1
