"""Where things stand; our few lines that find the directories equal platformdirs, which costs a note too much."""

import os
import sys

import platformdirs
import pytest

from oncall_tui.storage.paths import DataPaths, default_config_directory, default_data_directory


@pytest.mark.parametrize("variables", [{}, {"XDG_DATA_HOME": "/x/data", "XDG_CONFIG_HOME": "/x/config"}])
def test_directories_are_those_of_platformdirs(
    variables: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    environment = dict(os.environ)
    assert default_data_directory(environment, sys.platform) == platformdirs.user_data_dir("oncall-tui")
    assert default_config_directory(environment, sys.platform) == platformdirs.user_config_dir("oncall-tui")


@pytest.mark.parametrize("id", ["../escape", "a/b", "", "con", "0" * 26 + "/"])
def test_no_text_from_outside_becomes_a_path(id: str) -> None:
    with pytest.raises(ValueError, match="not an id"):
        DataPaths("/data").incident(id)
