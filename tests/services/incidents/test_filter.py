"""Which incidents a list shows."""

import pytest

from oncall_tui.bootstrap import ServiceContainer
from oncall_tui.domain.errors import RefusedError
from oncall_tui.services.incidents.filter import filter_incidents


@pytest.fixture
def house(services: ServiceContainer) -> ServiceContainer:
    disk = services.incidents.create("Disk full", severity="2", type="degradation").id
    services.incidents.create("Checkout", severity="1", type="failure")
    services.capture.take("redis pool is full", disk)
    services.store.file_inbox(disk)
    services.searching.refresh()
    return services


@pytest.mark.parametrize(
    ("text", "handles"),
    [
        ("checkout", ["checkout"]),
        ("redis", ["disk-full"]),
        ("full -redis", []),
        ("severity:1 type:fail", ["checkout"]),
        ("severity:sev2", ["disk-full"]),
        ("stage:review", []),
        ("conflicts", []),
    ],
)
def test_incidents_fit_every_word(house: ServiceContainer, text: str, handles: list[str]) -> None:
    rows = [row for row in house.listings.rows() if row.handle in ("checkout", "disk-full")]
    assert [row.handle for row in filter_incidents(rows, text, house.searching)] == handles


def test_an_unknown_flag_is_refused(house: ServiceContainer) -> None:
    with pytest.raises(RefusedError, match="conflicts, damaged"):
        filter_incidents(house.listings.rows(), "is:odd", house.searching)
