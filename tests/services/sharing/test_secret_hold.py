"""What looks like a secret leaves a while later, unless a person asks for it; nothing is lost, everyone converges."""

from pathlib import Path

import pytest

from oncall_tui.bootstrap import ServiceContainer
from oncall_tui.domain.instants import MINUTE, SECOND
from oncall_tui.read_models.build_timeline import timeline_of
from oncall_tui.read_models.timeline_view import readiness_of
from oncall_tui.services.sharing.secret_hold import HOLD
from tests.services.sharing.conftest import START, Clock, Person

SECRET = "hunter2hunter2"


@pytest.fixture
def ana(person: Person) -> ServiceContainer:
    """Ana's incident is shared, with a note; then she writes another and what looks like a secret."""
    ana = person("ana")
    incident = ana.incidents.create("checkout 5xx").id
    ana.synchronise.sync()
    ana.capture.take("redis pool full", incident)
    ana.capture.take(f"! logged in with password={SECRET}", incident)
    return ana


def raws(services: ServiceContainer) -> list[str]:
    [incident] = services.store.incident_ids()
    return [note.raw for note in services.incidents.view(incident).notes]


def on_the_share(tmp_path: Path, text: str) -> bool:
    return any(text in path.read_text() for path in (tmp_path / "share" / "v1").rglob("*.json"))


def test_it_is_shared_two_minutes_after_it_was_written_and_all_else_at_once(
    ana: ServiceContainer, person: Person, clock: Clock, tmp_path: Path
) -> None:
    watch, bo = ana.share_watch, person("bo")
    watch.run_once()
    bo.synchronise.sync()
    assert raws(bo) == ["redis pool full"]
    assert not on_the_share(tmp_path, SECRET)
    assert watch.words() == "1 waiting"
    clock.now += HOLD - SECOND
    watch.run_once()
    assert not on_the_share(tmp_path, SECRET)
    clock.now += SECOND
    watch.run_once()
    bo.synchronise.sync()
    assert watch.words() == "shared 0s"
    assert raws(bo) == raws(ana)
    [incident] = ana.store.incident_ids()
    assert bo.store.tables(incident) == ana.store.tables(incident)


def test_it_is_named_while_it_waits(ana: ServiceContainer) -> None:
    watch = ana.share_watch
    watch.run_once()
    [found] = watch.suspicions
    assert (found.handle, found.what, found.held_until(START)) == (
        "checkout-5xx",
        "a password or token",
        START + HOLD,
    )


def test_who_asks_for_a_sync_shares_it(ana: ServiceContainer, tmp_path: Path) -> None:
    ana.share_watch.run_once(asked=True)
    assert on_the_share(tmp_path, SECRET)


def test_it_is_shared_once_somebody_says_that_it_is_no_secret(ana: ServiceContainer, tmp_path: Path) -> None:
    watch = ana.share_watch
    watch.run_once()
    [incident] = ana.store.incident_ids()
    view = ana.incidents.view(incident)
    look, *_ = readiness_of(view, timeline_of(view), "UTC", START).looks
    ana.curate.apply_answer(incident, look.choices[0])
    watch.run_once()
    assert on_the_share(tmp_path, SECRET)
    assert watch.suspicions == []


def test_what_is_taken_out_meanwhile_never_leaves(
    ana: ServiceContainer, clock: Clock, tmp_path: Path
) -> None:
    watch = ana.share_watch
    watch.run_once()
    [found] = watch.suspicions
    ana.redaction.redact(found.incident, found.note, SECRET)
    clock.now += MINUTE
    watch.run_once()
    assert watch.words() == "shared 0s"
    assert on_the_share(tmp_path, "password=[redacted]")
    assert not on_the_share(tmp_path, SECRET)


@pytest.mark.parametrize(
    "line", [f"+ rotate password={SECRET}", f":link https://ana:{SECRET}@grafana.example/"]
)
def test_what_was_made_of_the_note_waits_with_it(
    ana: ServiceContainer, clock: Clock, tmp_path: Path, line: str
) -> None:
    [incident] = ana.store.incident_ids()
    ana.capture.take(line, incident)
    ana.share_watch.run_once()
    assert not on_the_share(tmp_path, SECRET)
    clock.now += HOLD
    ana.share_watch.run_once()
    assert on_the_share(tmp_path, SECRET)


def test_a_clock_that_stepped_back_holds_nothing_for_long(
    ana: ServiceContainer, clock: Clock, tmp_path: Path
) -> None:
    clock.now -= 10 * MINUTE
    ana.share_watch.run_once()
    assert on_the_share(tmp_path, SECRET)


def test_what_a_colleague_wrote_is_theirs_to_hold_back(ana: ServiceContainer, person: Person) -> None:
    bo = person("bo")
    ana.synchronise.sync()
    bo.share_watch.run_once()
    [incident] = bo.store.incident_ids()
    bo.capture.take("seen", incident)
    bo.capture.file_waiting(incident)
    bo.share_watch.run_once()
    assert (bo.share_watch.suspicions, bo.share_watch.words()) == ([], "shared 0s")
