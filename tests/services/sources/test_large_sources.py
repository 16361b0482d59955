"""Logs that are kept as files beside the incident: the text in pieces, read block by block as in the whole."""

import gzip
import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oncall_tui.bootstrap import ServiceContainer
from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.instants import MINUTE, parse_instant
from oncall_tui.domain.source_text import Cut, cut_out, cuts_of
from oncall_tui.formats.readers.detect_format import read_source
from oncall_tui.read_models.source_notes import read_lines
from oncall_tui.services.doctor.source_pieces import repair_sources
from oncall_tui.services.sources import large_import, source_blocks
from oncall_tui.services.sources.large_import import LargeImported, pieces_of
from oncall_tui.services.sources.proposals import ImportInput
from oncall_tui.services.sources.source_blocks import BlockReader, read_pieces
from oncall_tui.services.sources.source_files import SourceFile, pick_id
from oncall_tui.storage.source_pieces import LARGEST_TEXT, Piece, decode_piece, encode_piece, piece_name
from oncall_tui.timestamps.types import SourceContext

CAPTURED = parse_instant("2026-11-28T09:00:00Z")
SHAPES: dict[str, Callable[[int], str]] = {
    "iso": lambda n: f"2026-11-{20 + n // 60:02}T{n % 24:02}:{n % 60:02}:07Z INFO api request {n}",
    "syslog": lambda n: f"Nov 2{n // 40} 03:{n % 40:02}:01 web-1 sshd[{n}]: session {n}",
    "bare": lambda n: f"{(22 + n // 20) % 24:02}:{n % 20:02}:05 WARN api slow {n}",
    "day first": lambda n: f"[{20 + n // 60}/11/2026:03:{n % 60:02}:00 +0100] ERROR lost {n}",
    "with traces": lambda n: (
        f"  at Api.call(Api.java:{n})" if n % 5 else f"2026-11-21 03:{n % 60:02}:00,120 ERROR api boom {n}"
    ),
}


def log(lines: int) -> str:
    return "".join(SHAPES["iso"](number) + "\n" for number in range(lines))


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred lines are many, and so are a thousand bytes of a piece."""
    monkeypatch.setattr(large_import, "MOST_LINES", 100)
    monkeypatch.setattr(large_import, "LARGEST_TEXT", 1000)
    monkeypatch.setattr(source_blocks, "LINES", 7)


@pytest.fixture
def taken(services: ServiceContainer, incident: str, tmp_path: Path, small: None) -> LargeImported:
    return take(services, incident, tmp_path, log(200))


def take(services: ServiceContainer, incident: str, path: Path, text: str) -> LargeImported:
    (path / "big.log").write_text(text)
    file = str(path / "big.log")
    proposal = services.large_import.propose(incident, file, ImportInput("", "big.log"))
    assert proposal is not None
    return services.large_import.take(incident, file, proposal)


def opened(services: ServiceContainer, incident: str, taken: LargeImported) -> SourceFile:
    return services.source_files.open(incident, taken.id)


@pytest.mark.parametrize("shape", SHAPES)
@given(lines=st.integers(1, 110), most=st.integers(1, 40), size=st.integers(80, 2000))
@settings(max_examples=6, deadline=None)
def test_blocks_are_read_as_the_whole_is(shape: str, lines: int, most: int, size: int) -> None:
    text = "".join(SHAPES[shape](number) + "\n" for number in range(lines))
    context = SourceContext(CAPTURED, zone="Europe/Berlin", date="2026-11-20")
    whole = read_lines(read_source(text), context)
    all_lines = text.split("\n")
    reader = BlockReader(context, None, lambda number: all_lines[number - 1])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(source_blocks, "LINES", most)
        blocks = [read for _, read in read_pieces(pieces_of(io.BytesIO(text.encode()), size), reader)]
    read = [each for block in blocks for each in block]
    assert [line for each in read for line in each.line.raw.split("\n")] == all_lines[:-1]
    instants = {each.line.line: each.reading.instant for each in read}
    assert {each.line.line: instants[each.line.line] for each in whole} == {
        each.line.line: each.reading.instant for each in whole
    }


@given(
    lines=st.lists(
        st.text(st.characters(exclude_characters="\n\r", codec="utf-8"), max_size=20), max_size=30
    ),
    size=st.integers(81, 200),
)
def test_pieces_are_whole_lines_and_together_the_text(lines: list[str], size: int) -> None:
    text = "\n".join(lines).encode()
    pieces = list(pieces_of(io.BytesIO(text), size))
    assert b"".join(piece.text for piece in pieces) == text
    assert all(piece.text.endswith(b"\n") for piece in pieces[:-1])
    for piece in pieces:
        assert text[: piece.offset].count(b"\n") == piece.line - 1
        assert len(piece.text) <= size


@pytest.mark.parametrize(("data", "words"), [(b"x" * 300, "longer than"), (b"a\n\xff\xfe\n", "not UTF-8")])
def test_what_is_no_log_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(RefusedError, match=words):
        list(pieces_of(io.BytesIO(data), 100))


def test_a_large_log_makes_no_notes_and_a_record_of_its_size(
    services: ServiceContainer, incident: str, taken: LargeImported
) -> None:
    view = services.incidents.view(incident)
    assert view.notes.ids == []
    [fields] = view.values("sources").values()
    assert (fields["lines"], fields["bytes"]) == (200, len(log(200))) == (taken.lines, taken.size)
    assert taken.pieces == len(fields["pieces"]) > 5


def test_a_small_log_and_a_large_text_become_notes(
    services: ServiceContainer, incident: str, tmp_path: Path, small: None
) -> None:
    for name, text in {"small.log": log(90), "large.txt": "we met and talked about it\n" * 200}.items():
        (tmp_path / name).write_text(text)
        assert services.large_import.propose(incident, str(tmp_path / name), ImportInput("")) is None


def test_its_lines_are_found_by_number_by_words_and_by_time(
    services: ServiceContainer, incident: str, taken: LargeImported
) -> None:
    file = opened(services, incident, taken)
    assert [read.line.raw for read in file.lines(63, 65)] == log(200).splitlines()[62:65]
    assert file.search("REQUEST 19", 3) == (
        [(20, SHAPES["iso"](19)), *((n + 1, SHAPES["iso"](n)) for n in (190, 191))],
        11,
    )
    assert file.search("nowhere", 3) == ([], 0)
    instant = parse_instant("2026-11-22T06:06:07Z")
    near = file.around(instant, 61 * MINUTE)
    assert instant in [read.reading.instant for read in near]
    assert all(abs((read.reading.instant or 0) - instant) <= 61 * MINUTE for read in near)
    with pytest.raises(RefusedError, match="no line 201: it has 200 lines"):
        file.lines(201, 201)


def test_a_packed_log_is_taken_unpacked(
    services: ServiceContainer, incident: str, tmp_path: Path, small: None
) -> None:
    (tmp_path / "big.log.gz").write_bytes(gzip.compress(log(200).encode()))
    file = str(tmp_path / "big.log.gz")
    proposal = services.large_import.propose(incident, file, ImportInput(""))
    assert proposal is not None
    assert services.large_import.take(incident, file, proposal).lines == 200


def test_the_index_is_made_anew_when_it_is_gone_or_damaged(
    services: ServiceContainer, incident: str, taken: LargeImported, tmp_path: Path
) -> None:
    blocks = opened(services, incident, taken).blocks()
    [index] = Path(services.store.places.sources).glob("*.index")
    for data in (b"", b"rubbish", index.read_bytes()[:-3]):
        index.write_bytes(data)
        assert opened(services, incident, taken).blocks() == blocks
    index.unlink()
    assert opened(services, incident, taken).blocks() == blocks


def test_picked_lines_are_rows_and_the_same_note_whoever_picks_them(
    services: ServiceContainer, incident: str, taken: LargeImported
) -> None:
    ids = services.source_files.pick(incident, taken.id, [65, 66])
    assert services.source_files.pick(incident, taken.id, [66, 65]) == ids[::-1]
    assert ids[0] == pick_id(taken.id, 65, 0)
    notes = services.incidents.view(incident).notes
    assert [notes.by_id(id).raw for id in ids] == log(200).splitlines()[64:66]
    assert {(notes.by_id(id).source, notes.by_id(id).destination) for id in ids} == {(taken.id, None)}
    services.history.undo(incident)
    assert [note.struck for note in services.incidents.view(incident).notes] == [True, True]
    assert services.source_files.pick(incident, taken.id, [65, 66]) == ids
    assert [note.struck for note in services.incidents.view(incident).notes] == [False, False]


def test_another_clock_or_zone_moves_what_was_picked_as_the_whole_source_says(
    services: ServiceContainer, incident: str, tmp_path: Path, small: None
) -> None:
    text = "".join(SHAPES["bare"](number) + "\n" for number in range(200))
    taken = take(services, incident, tmp_path, text)
    late, early = services.source_files.pick(incident, taken.id, [195, 2])
    services.sources.change(incident, taken.id, {"zone": "Europe/Berlin", "date": "2026-11-20"})
    whole = read_lines(read_source(text), SourceContext(CAPTURED, zone="Europe/Berlin", date="2026-11-20"))
    notes = services.incidents.view(incident).notes
    assert [notes.by_id(id).occurred_at for id in (early, late)] == [
        whole[n].reading.instant for n in (1, 194)
    ]


def test_missing_and_damaged_pieces_are_said(
    services: ServiceContainer, incident: str, taken: LargeImported
) -> None:
    files = sorted(Path(services.store.places.sources).glob("??/*"))
    last = files[-1].read_bytes()
    files[-1].write_bytes(last[:20])
    with pytest.raises(RefusedError, match="still arriving"):
        list(opened(services, incident, taken).pieces())
    files[-1].unlink()
    with pytest.raises(RefusedError, match=f"not here yet \\({taken.pieces - 1} of {taken.pieces} pieces\\)"):
        list(opened(services, incident, taken).pieces())


def test_the_same_bytes_are_known_and_others_are_not(
    services: ServiceContainer, incident: str, taken: LargeImported, tmp_path: Path
) -> None:
    assert services.large_import.already(incident, str(tmp_path / "big.log")) == taken.id
    (tmp_path / "other.log").write_text(log(201))
    assert services.large_import.already(incident, str(tmp_path / "other.log")) is None


def test_a_failed_import_leaves_no_pieces(
    services: ServiceContainer, incident: str, tmp_path: Path, small: None
) -> None:
    (tmp_path / "big.log").write_bytes(log(200).encode() + b"\xff\n")
    proposal = services.large_import.propose(incident, str(tmp_path / "big.log"), ImportInput(""))
    assert proposal is not None
    with pytest.raises(RefusedError, match="not UTF-8"):
        services.large_import.take(incident, str(tmp_path / "big.log"), proposal)
    assert list(services.source_pieces.names()) == []


@given(st.binary(max_size=2000), st.integers(0, 9), st.integers(1, 99), st.integers(0, 10**9))
def test_a_piece_comes_back_and_a_torn_one_is_refused(
    text: bytes, number: int, line: int, offset: int
) -> None:
    piece = Piece(number, line, offset, text)
    data = encode_piece(piece, b"s" * 16)
    assert decode_piece(piece_name(data), data) == piece
    with pytest.raises(ValueError, match="still arriving"):
        decode_piece(piece_name(data), data[:-1])
    assert encode_piece(piece, b"t" * 16) != data


def test_a_piece_that_unpacks_to_more_than_a_piece_is_refused() -> None:
    data = encode_piece(Piece(0, 1, 0, bytes(LARGEST_TEXT * 8)), b"s" * 16)
    with pytest.raises(ValueError, match="not a piece"):
        decode_piece(piece_name(data), data)


@given(st.lists(st.text("ab#é", max_size=8), min_size=1, max_size=8), st.data())
def test_cuts_keep_lines_and_lengths_and_join_in_any_order(lines: list[str], data: st.DataObject) -> None:
    text = "\n".join(lines).encode()
    cut = st.builds(Cut, st.integers(1, 9), st.integers(0, 9), st.integers(0, 20))
    cuts = data.draw(st.lists(cut, max_size=5))
    result = cut_out(text, 1, cuts)
    assert len(result) == len(text)
    assert [len(line) for line in result.split(b"\n")] == [len(line) for line in text.split(b"\n")]
    for at in range(len(cuts)):
        assert cut_out(cut_out(text, 1, cuts[:at]), 1, cuts[at:]) == result


def test_every_place_of_the_words_is_cut() -> None:
    assert cuts_of(b"a key, a key", 3, b"key") == [Cut(3, 2, 4), Cut(3, 9, 11)]
    assert (
        cut_out(b"x\ny\na key, a key\nz", 1, cuts_of(b"a key, a key", 3, b"key")) == b"x\ny\na ###, a ###\nz"
    )
    assert cuts_of(b"whole", 1, None) == [Cut(1, 0, 4)]


def test_the_doctor_names_what_is_missing_damaged_or_left_over_and_repairs_it(
    services: ServiceContainer, incident: str, taken: LargeImported
) -> None:
    def told() -> str:
        return "\n".join(finding.text for finding in services.doctor.findings())

    assert "piece" not in told()
    pieces = services.source_pieces
    one, two, *_ = pieces.names()
    Path(pieces.path(one)).write_bytes(b"rubbish")
    pieces.remove(two)
    left = pieces.make(Piece(0, 1, 0, b"from an import that was killed"))
    assert f"1 of {taken.pieces} pieces of big.log not here yet" in told()
    assert "1 piece of big.log damaged" in told()
    assert "1 piece that no incident here names" in told()
    [done] = services.doctor.repair()
    assert "set aside" in done
    assert f"2 of {taken.pieces} pieces of big.log not here yet" in told()
    os.utime(pieces.path(left), ns=(0, 0))
    Path(services.store.places.incident("01k9" + "0" * 22)).write_bytes(b"{")
    list(repair_sources(services.store, pieces, services.clock()))
    assert pieces.has(left)  # a document that can't be read may name it
    Path(services.store.places.incident("01k9" + "0" * 22)).unlink()
    assert [*repair_sources(services.store, pieces, services.clock())] == [
        "removed pieces of sources that no incident names: 1"
    ]
    assert not pieces.has(left)
    assert pieces.has(next(iter(pieces.names())))
