"""`oncall sync` over a store whose answers fail or get lost on the way."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Oncall, Ran
from tests.sync.breaking_proxy import Breaks, Fault, Proxy, breaking_proxy
from tests.sync.s3_server import BUCKET, s3_server


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    with s3_server() as endpoint:
        yield endpoint


@pytest.fixture
def proxy(endpoint: str) -> Iterator[Proxy]:
    with breaking_proxy(endpoint) as proxy:
        yield proxy


class Team:
    def __init__(self, oncall: Oncall, home: Path, proxy: Proxy) -> None:
        self._oncall = oncall
        self._home = home
        self._share = f"s3://{BUCKET}/{home.name}?endpoint={proxy.endpoint}"

    def __call__(self, person: str, *words: str) -> Ran:
        return self._oncall(*words, "--data", str(self._home / person), "--share", self._share)


@pytest.fixture
def team(oncall: Oncall, tmp_path: Path, proxy: Proxy, monkeypatch: pytest.MonkeyPatch) -> Team:
    for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    return Team(oncall, tmp_path, proxy)


def _busy(verb: str, path: str, before: int) -> Fault:
    return "" if before % 2 else "busy"


def _cut_before(verb: str, path: str, before: int) -> Fault:
    return "" if before % 3 else "cut before"


def _lost_answers(verb: str, path: str, before: int) -> Fault:
    return "cut after" if verb == "PUT" and before in (0, 3) else ""


def _conflict(verb: str, path: str, before: int) -> Fault:
    return "conflict" if verb == "PUT" and before == 1 else ""


BROKEN = [
    pytest.param(_busy, marks=pytest.mark.long),
    pytest.param(_cut_before, marks=pytest.mark.long),
    pytest.param(_lost_answers, marks=pytest.mark.long),
    pytest.param(_conflict, marks=pytest.mark.long),
]


@pytest.mark.parametrize("breaks", BROKEN)
def test_what_a_store_gets_wrong_now_and_then_loses_nothing(team: Team, proxy: Proxy, breaks: Breaks) -> None:
    team("ana", "new", "checkout 5xx")
    team("ana", "note", "-i", "checkout", "5xx 11%")
    proxy.breaks = breaks
    for person in ("ana", "bo", "ana"):
        team(person, "sync")
    proxy.breaks = lambda verb, path, before: ""
    for person in ("ana", "bo"):
        assert team(person, "sync", "--json").json["skipped"] == []
    ana, bo = (team(person, "show", "checkout", "--json").json for person in ("ana", "bo"))
    assert ana == bo
    assert [note["raw"] for note in ana["notes"]] == ["5xx 11%"]


def test_a_store_that_stays_busy_is_exit_5_and_all_is_saved(team: Team, proxy: Proxy) -> None:
    team("ana", "new", "checkout 5xx")
    proxy.breaks = lambda verb, path, before: "busy"
    ran = team("ana", "sync")
    assert (ran.code, "too busy" in ran.err, "saved here" in ran.err) == (5, True, True)
    assert team("ana", "show", "checkout").code == 0


def test_a_quiet_sync_asks_only_for_listings(team: Team, proxy: Proxy) -> None:
    team("ana", "new", "checkout 5xx")
    for person in ("ana", "bo", "ana", "bo"):
        team(person, "sync")
    proxy.requests.clear()
    assert team("bo", "sync").code == 0
    assert proxy.requests == {"GET": 2}
