"""When the screens sync, and what the header says meanwhile."""

from pathlib import Path

import pytest

from oncall_tui.bootstrap import ServiceContainer, build_services
from oncall_tui.domain.errors import ShareUnavailableError, ShareUrlError
from oncall_tui.domain.instants import MINUTE, SECOND
from oncall_tui.services.sharing.sync_scheduler import SyncScheduler
from oncall_tui.services.sharing.sync_service import SyncReport
from oncall_tui.settings.settings import Settings
from oncall_tui.sync.sync_result import SyncResult
from tests.services.sharing.conftest import Clock, Person


@pytest.fixture
def ana(person: Person) -> ServiceContainer:
    return person("ana")


@pytest.fixture
def watch(ana: ServiceContainer) -> SyncScheduler:
    return ana.share_watch


def test_it_syncs_at_start_and_then_every_minute(watch: SyncScheduler, clock: Clock) -> None:
    assert watch.is_due()
    assert watch.words() == ""
    watch.run_once()
    assert watch.words() == "shared 0s"
    clock.now += 59 * SECOND
    assert not watch.is_due()
    assert watch.words() == "shared 59s"
    clock.now += SECOND
    assert watch.is_due()


def test_a_change_waits_a_little_for_the_next_and_is_then_shared(
    watch: SyncScheduler, ana: ServiceContainer, clock: Clock
) -> None:
    watch.run_once()
    ana.incidents.create("checkout 5xx")
    assert watch.words() == "1 waiting"
    assert not watch.is_due()
    clock.now += 2 * SECOND
    assert watch.is_due()
    synced = watch.run_once()
    assert synced is not None
    assert synced.outcome.published == 1
    assert watch.words() == "shared 0s"


def test_a_share_that_is_away_is_said_with_since_when_and_tried_every_minute(
    watch: SyncScheduler, ana: ServiceContainer, clock: Clock, tmp_path: Path
) -> None:
    watch.run_once()
    (tmp_path / "share").rename(tmp_path / "unmounted")
    clock.now += 41 * MINUTE
    assert watch.run_once() is None
    assert watch.words() == "share away 41m"
    assert "saved here" in watch.message
    ana.incidents.create("checkout 5xx")
    clock.now += 3 * SECOND
    assert not watch.is_due()
    (tmp_path / "unmounted").rename(tmp_path / "share")
    assert watch.run_once() is not None
    assert watch.words() == "shared 0s"


def test_what_a_colleague_shared_is_no_change_of_ours(
    watch: SyncScheduler, tmp_path: Path, clock: Clock
) -> None:
    watch.run_once()
    bo = build_services(Settings(str(tmp_path / "bo"), "bo", str(tmp_path / "share")), clock)
    bo.incidents.create("disk full")
    bo.synchronise.sync()
    clock.now += MINUTE
    synced = watch.run_once()
    assert synced is not None
    assert synced.outcome.joined == 1
    clock.now += 3 * SECOND
    assert not watch.is_due()


def test_while_another_process_syncs_nothing_is_said(watch: SyncScheduler, ana: ServiceContainer) -> None:
    with ana.sync_files.exclusive(0):
        assert watch.run_once() is None
    assert (watch.message, watch.words()) == ("", "")
    assert watch.run_once() is not None


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ShareUnavailableError("The credentials have expired.", "log in"), "share: log in"),
        (ShareUnavailableError("This machine's clock is off.", "clock"), "share: clock"),
        (ShareUrlError("A share can't be at ftp://."), "share: its URL"),
    ],
)
def test_where_waiting_does_not_help_the_header_says_what_does(
    watch: SyncScheduler,
    ana: ServiceContainer,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    words: str,
) -> None:
    def refuse(**options: object) -> None:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(ana.synchronise, "sync", refuse)
        assert watch.run_once() is None
    assert (watch.words(), watch.message) == (words, str(error))
    watch.run_once()
    assert watch.words() == "shared 0s"


def test_a_bucket_is_polled_less_often_while_nobody_responds_or_types(
    ana: ServiceContainer, clock: Clock, tmp_path: Path
) -> None:
    responding = True
    ana.synchronise.polls_by_news = True
    watch = SyncScheduler(ana.synchronise, str(tmp_path / "incidents"), clock, lambda: responding)

    def waits() -> int:
        """Minutes until the next poll is due."""
        ana.synchronise.polls_by_news = True  # as after a sync over a bucket
        assert watch._is_idle() is not responding
        watch._succeed(SyncReport(SyncResult(), {}), 0)
        watch._tried_at = start = clock.now
        while not watch.is_due():
            clock.now += MINUTE
        return (clock.now - start) // MINUTE

    assert waits() == 1
    responding = False
    assert waits() == 5


def test_a_directory_is_polled_every_minute_whatever_goes_on(
    ana: ServiceContainer, clock: Clock, tmp_path: Path
) -> None:
    watch = SyncScheduler(ana.synchronise, str(tmp_path / "incidents"), clock, lambda: False)
    watch.run_once()
    clock.now += MINUTE
    assert watch.is_due()
