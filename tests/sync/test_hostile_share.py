"""A share that somebody else filled with whatever they liked: named, not joined, and nothing outside our folder."""

import hashlib
import os
import random
from pathlib import Path
from typing import Any

import pytest

from oncall_tui.bootstrap import ServiceContainer, build_services
from oncall_tui.domain.errors import RefusedError
from oncall_tui.replication.canonical_json import to_bytes
from oncall_tui.replication.redactions import name_digest
from oncall_tui.settings.settings import Settings
from oncall_tui.sync.layout import digest_of
from oncall_tui.sync.sync_result import SyncResult
from oncall_tui.sync.version_file import LARGEST

OTHER = "01m7y1wcr0000000000000000z"
FORMAT: dict[str, Any] = {"format": 1, "share": "", "incident": OTHER, "nonce": "n", "tables": {}}
NESTED: Any = {"in": {}}
for _ in range(50):
    NESTED = {"in": NESTED}
DEEP = b"[" * 100_000 + b"]" * 100_000


def person(home: Path, name: str) -> ServiceContainer:
    return build_services(Settings(data=str(home / name), author=name, share=str(home / "share")))


@pytest.fixture
def share(tmp_path: Path) -> Path:
    """A share with one good incident by ana."""
    (tmp_path / "share").mkdir()
    ana = person(tmp_path, "ana")
    id = ana.incidents.create("checkout 5xx").id
    ana.capture.take("5xx 11%", id)
    ana.synchronise.sync()
    return tmp_path / "share"


def month(share: Path) -> Path:
    """The folder of ana's files."""
    [folder] = share.glob("v1/r/*/i/*")
    return folder


def share_id(share: Path) -> str:
    return (share / "FORMAT.json").read_text().split('"share":"')[1].split('"')[0]


def put(folder: Path, data: bytes, *, incident: str = OTHER, digest: str = "") -> str:
    """A file whose name says what its content is, unless another digest is given; its path below the share."""
    path = folder / f"{incident}.{digest or digest_of(data)}.json"
    path.write_bytes(data)
    return path.name


def bo_syncs(share: Path) -> SyncResult:
    """And has what ana wrote, whatever else stood there."""
    bo = person(share.parent, "bo")
    outcome = bo.synchronise.sync().outcome
    [id] = bo.store.incident_ids()
    assert [note.raw for note in bo.incidents.view(id).notes] == ["5xx 11%"]
    return outcome


def reasons(outcome: SyncResult) -> dict[str, str]:
    return {skipped.file.rpartition("/")[2]: skipped.reason for skipped in outcome.skipped}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not JSON"),
        (b"{", "not JSON"),
        (b"\xff\xfe", "not JSON"),
        (b"[]", "not a file of versions"),
        (DEEP, "nested too deeply"),
        (to_bytes(FORMAT | {"tables": {"notes": {"n": {"raw": "x", "new": NESTED}}}}), "nested too deeply"),
        (to_bytes(FORMAT | {"format": 2}), "newer version"),
        *(
            (to_bytes(FORMAT | {"format": odd}), "not a format number")
            for odd in ("1", True, 0, -1, None, 1.0)
        ),
        (to_bytes(FORMAT | {"incident": "../../../../etc/passwd"}), "different incidents"),
        (to_bytes(FORMAT | {"share": "another"}), "another share"),
        (to_bytes(FORMAT | {"share": None}), "names no share"),
        (to_bytes(FORMAT | {"tables": {"notes": {"x": 1}}}), "damaged"),
        (to_bytes(FORMAT | {"tables": {"notes": {"x": {"_dot": "../x:1:"}}}}), "damaged"),
        (
            to_bytes(FORMAT | {"tables": {"notes": {"a": {"_dot": "ana:1"}, "x": {"_dot": "../x:1:"}}}}),
            "damaged",
        ),
        (
            to_bytes(FORMAT | {"tables": {"notes": {"x": {"_fields": {"a": [{"over": {"": -1}}]}}}}}),
            "damaged",
        ),
        (to_bytes(FORMAT | {"tables": {"incident": {OTHER: {"": 1, "_dot": "evil:1"}}}}), "without a name"),
        (
            to_bytes(FORMAT | {"tables": {"notes": {"x": {"_fields": {"": [{"value": 1}]}}}}}),
            "without a name",
        ),
        (to_bytes(FORMAT | {"tables": {"": {"x": {"a": 1}}}}), "without a name"),
        (to_bytes(FORMAT | {"tables": {"notes": {"": {"a": 1}}}}), "without an id"),
        (
            to_bytes(
                FORMAT | {"tables": {"notes": {"x": {"_fields": {"a": [{"value": n} for n in range(300)]}}}}}
            ),
            "300 versions",
        ),
    ],
)
def test_a_file_that_is_not_what_it_should_be_is_named_with_the_reason(
    share: Path, content: bytes, reason: str
) -> None:
    name = put(month(share), content)
    assert reason in reasons(bo_syncs(share))[name]


def test_a_digest_that_lies_is_a_file_still_arriving_and_is_looked_at_again(share: Path) -> None:
    whole = to_bytes(
        FORMAT | {"share": share_id(share), "tables": {"notes": {"n": {"raw": "late", "_dot": "x:1"}}}}
    )
    path = month(share) / f"{OTHER}.{digest_of(whole)}.json"
    path.write_bytes(whole[:-3])
    assert "still arriving" in reasons(bo_syncs(share))[path.name]
    path.write_bytes(whole)
    bo = person(share.parent, "bo")
    assert bo.synchronise.sync().outcome.joined == 1
    assert OTHER in bo.store.incident_ids()


@pytest.mark.parametrize(
    "name",
    [
        "notes.txt",
        "x.json",
        f"info.{'0' * 32}.json",
        f"{OTHER.upper()}.{'0' * 32}.json",
        f"{OTHER}.{'g' * 32}.json",
        f"{OTHER}.{'0' * 32}.json.tmp",
        f"..{OTHER}.{'0' * 32}.json",
        "\x1b]52;c;aGk=\x07.json",
        "‮.json",
        ".tmp-half-written",
        "\udcff.json",
        "a" * 255,
    ],
)
def test_a_foreign_name_is_named_and_never_becomes_a_path(share: Path, name: str) -> None:
    (month(share) / name).write_bytes(b"{}")
    assert name in reasons(bo_syncs(share))


@pytest.mark.parametrize(
    "at", ["", "zzz", "2026-02-31T00:00:00.000Z", "9999-99-99T99:99:99.999Z.zzzz", "\ud800"]
)
def test_a_clock_that_lies_stops_nothing(share: Path, at: str) -> None:
    tables = {"notes": {"n": {"raw": "odd", "_dot": "x:1", "_at": at}}}
    put(month(share), to_bytes(FORMAT | {"share": share_id(share), "tables": tables}))
    bo = person(share.parent, "bo")
    assert bo.synchronise.sync().outcome.joined == 2
    assert bo.actors.next_stamp("bo").at < "2100"


def test_a_format_number_that_lies_does_not_make_our_file_unreadable(share: Path) -> None:
    [path] = month(share).glob("*.json")
    tables = {
        "meta": {"document": {"format": 99, "_dot": "x:1"}},
        "notes": {"n": {"raw": "odd", "_dot": "x:2"}},
    }
    part = FORMAT | {"share": share_id(share), "incident": path.name[:26], "tables": tables}
    put(month(share), to_bytes(part), incident=path.name[:26])
    bo = person(share.parent, "bo")
    bo.synchronise.sync()
    assert sorted(note.raw for note in bo.incidents.view(path.name[:26]).notes) == ["5xx 11%", "odd"]


def test_a_redaction_that_lies_takes_no_text_away(share: Path) -> None:
    bo_syncs(share)
    bo = person(share.parent, "bo")
    [incident] = bo.store.incident_ids()
    [note] = bo.store.tables(incident)["notes"]
    word = {f"names:notes/{note}/{name_digest('notes', note, 'raw')}": True, "_dot": "x:1"}
    part = FORMAT | {"share": share_id(share), "incident": incident, "tables": {"redactions": {"r": word}}}
    put(month(share), to_bytes(part), incident=incident)
    bo_syncs(share)


def test_files_of_the_right_kind_in_the_wrong_folder_are_named(share: Path) -> None:
    [path] = month(share).glob("*.json")
    copy = month(share).parent.parent / path.name
    copy.write_bytes(path.read_bytes())
    assert reasons(bo_syncs(share)) == {path.name: "not one of our files"}


def test_a_huge_file_is_not_read(share: Path) -> None:
    path = month(share) / f"{OTHER}.{'0' * 32}.json"
    with open(path, "wb") as file:
        file.truncate(200_000_000)
    assert "too large: 200 MB" in reasons(bo_syncs(share))[path.name]
    assert path.stat().st_size > LARGEST


def test_links_directories_and_pipes_in_the_place_of_files_are_named(share: Path, tmp_path: Path) -> None:
    folder = month(share)
    (tmp_path / "secret").write_text("outside")
    (folder / f"{OTHER}.{'1' * 32}.json").symlink_to(tmp_path / "secret")
    (folder / f"{OTHER}.{'2' * 32}.json").mkdir()
    os.mkfifo(folder / f"{OTHER}.{'3' * 32}.json")
    (share / "v1" / "r" / "aaaaaaaaaaaaa").symlink_to(tmp_path)
    (share / "v1" / "r" / "NotAReplica").mkdir()
    (folder.parent / "2026-13-01").mkdir()
    found = sorted(set(reasons(bo_syncs(share)).values()))
    assert found == ["a directory that does not belong here", "a link: links are not followed", "not a file"]


def test_a_conflicted_copy_is_read_if_its_content_checks_out(share: Path) -> None:
    [path] = month(share).glob("*.json")
    stem = path.name.removesuffix(".json")
    good = [
        f"{stem} (bo's conflicted copy 2026-11-21).json",
        f"{stem}.sync-conflict-20261121-031602-ABCDEFG.json",
    ]
    for name in good:
        (path.parent / name).write_bytes(path.read_bytes())
    torn = path.parent / f"{stem} (conflicted copy 2).json"
    torn.write_bytes(path.read_bytes()[:40])
    path.unlink()
    assert list(reasons(bo_syncs(share))) == [torn.name]


def test_a_planted_link_in_our_own_place_is_never_written_through(share: Path, tmp_path: Path) -> None:
    bo = person(tmp_path, "bo")
    outside = tmp_path / "outside"
    outside.mkdir()
    (share / "v1" / "r" / bo.actors.replica()).symlink_to(outside)
    id = bo.incidents.create("mine").id
    outcome = bo.synchronise.sync().outcome
    assert list(outside.iterdir()) == []
    assert outcome.refused
    assert id in bo.store.incident_ids()


def test_fuzzed_files_crash_nothing_and_the_good_ones_join(share: Path, tmp_path: Path) -> None:
    fuzz = random.Random(7)
    [good] = month(share).glob("*.json")
    original = good.read_bytes()
    names = set()
    for _ in range(300):
        data = bytearray(original)
        for _ in range(fuzz.randrange(1, 9)):
            data[fuzz.randrange(len(data))] = fuzz.randrange(256)
        names.add(put(month(share), bytes(data[: fuzz.randrange(len(data) + 1)]), incident=good.name[:26]))
    before = _tree(tmp_path, "ana", "share")
    outcome = bo_syncs(share)
    assert len(outcome.skipped) > 250
    assert names >= set(reasons(outcome))
    after = _tree(tmp_path, "ana", "share")
    own = f"/r/{person(tmp_path, 'bo').actors.replica()}/"
    assert {path for path in after if before.get(path) != after[path] and own not in path} == set()


def _tree(home: Path, *names: str) -> dict[str, str]:
    """Every file below these, by what is in it."""
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest()
        for name in names
        for path in (home / name).rglob("*")
        if path.is_file()
    }


def test_a_context_that_claims_more_of_our_actor_than_we_wrote_is_a_lie(share: Path) -> None:
    ana = person(share.parent, "ana")
    [id] = ana.store.incident_ids()
    [note] = ana.store.tables(id)["notes"]
    actor, last = ana.actors.current()
    forged = {
        "raw": "it was bo's fault",
        "_fields": {"raw": [{"dot": "evil:1", "over": {actor: last + 5}, "at": "", "by": "ana"}]},
    }
    part = FORMAT | {"share": share_id(share), "incident": id, "tables": {"notes": {note: forged}}}
    name = put(month(share), to_bytes(part), incident=id)
    outcome = ana.synchronise.sync().outcome
    assert "lies: it replaces" in reasons(outcome)[name]
    assert [found.raw for found in ana.incidents.view(id).notes] == ["5xx 11%"]
    honest = FORMAT | {
        "share": share_id(share),
        "incident": id,
        "nonce": "h",
        "tables": {
            "incident": {id: {"impact": "b", "_fields": {"impact": [{"dot": "bo:1", "over": {actor: last}}]}}}
        },
    }
    put(month(share), to_bytes(honest), incident=id)
    assert ana.synchronise.sync().outcome.joined == 1


def test_a_forged_raw_text_is_a_conflict_and_not_what_was_noted(share: Path) -> None:
    bo = person(share.parent, "bo")
    bo.synchronise.sync()
    [id] = bo.store.incident_ids()
    [note] = bo.store.tables(id)["notes"]
    actor = person(share.parent, "ana").actors.current()[0]
    forged = {
        "raw": "x",
        "_fields": {"raw": [{"dot": "evil:1", "over": {actor: 999999999999999}, "by": "ana"}]},
    }
    part = FORMAT | {"share": share_id(share), "incident": id, "tables": {"notes": {note: forged}}}
    put(month(share), to_bytes(part), incident=id)
    bo.synchronise.sync()
    assert [found.raw for found in bo.incidents.view(id).notes] == ["5xx 11%"]
    [conflict] = bo.conflicts.open_conflicts(id)
    assert [version.value for version in conflict.versions] == ["5xx 11%", "x"]
    with pytest.raises(RefusedError, match="never replaced"):
        bo.conflicts.resolve(id, conflict, "x")
    bo.conflicts.resolve(id, conflict, "5xx 11%")
    bo.synchronise.sync()
    assert bo.conflicts.open_conflicts(id) == []
    assert [found.raw for found in bo.incidents.view(id).notes] == ["5xx 11%"]
