from pathlib import Path

import pytest

from tests.durability.place import Place, new_place


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """An empty data directory with one incident, which is the current one."""
    return new_place(tmp_path / "data")
