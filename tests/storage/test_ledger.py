"""What lists need, kept as lines: always what the documents say, whatever happens to the file."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall_tui.domain.ids import encode
from oncall_tui.storage.kept_list import KeptList
from oncall_tui.storage.ledger import Ledger, _line, _read
from oncall_tui.storage.places import Places

FIRST, SECOND = encode(1), encode(2)


class Documents:
    """A data directory with documents, and how often one was read."""

    def __init__(self, data: Path) -> None:
        self.places = Places(str(data))
        self.reads = 0
        Path(self.places.incidents).mkdir(parents=True)

    def write(self, id: str, title: str) -> None:
        text = f'{{"meta":{{"document":{{"format":1}}}},"incident":{{"{id}":{{"title":"{title}"}}}}}}'
        Path(self.places.incident(id)).write_text(text)

    def ledger(self) -> Ledger:
        return Ledger(self.places, self._block)

    def _block(self, id: str, tables: object) -> tuple[list[str], list[list[str]]]:
        self.reads += 1
        title = tables["incident"][id]["title"]  # type: ignore[index]
        return [title], [["row of", title], ["tab\tand\nline", "\x02", ""]]


@pytest.fixture
def documents(tmp_path: Path) -> Documents:
    made = Documents(tmp_path / "data")
    made.write(FIRST, "one")
    made.write(SECOND, "two")
    return made


def test_only_documents_that_changed_are_read(documents: Documents) -> None:
    first = documents.ledger().blocks()
    assert [block.head for block in first.values()] == [["one"], ["two"]]
    assert documents.ledger().blocks() == first
    assert documents.reads == 2
    documents.write(SECOND, "another")
    assert documents.ledger().blocks()[SECOND].rows[0] == ["row of", "another"]
    assert documents.reads == 3


def test_a_damaged_document_is_left_out_and_does_not_end_the_list(documents: Documents) -> None:
    Path(documents.places.incident(FIRST)).write_text("{")
    assert list(documents.ledger().blocks()) == [SECOND]


@pytest.mark.parametrize(
    "kept", [b"", b"nonsense", b"oncall ledger 1\n=x", b"oncall ledger 1\n\n=", b"\xff\xfe"]
)
def test_a_ledger_that_can_not_be_used_is_made_anew(documents: Documents, kept: bytes) -> None:
    whole = documents.ledger().blocks()
    Path(documents.places.ledger).write_bytes(kept)
    assert documents.ledger().blocks() == whole


def test_the_signature_differs_when_any_document_does(documents: Documents) -> None:
    before = documents.ledger().signature()
    assert documents.ledger().signature() == before
    documents.write(SECOND, "another")
    assert documents.ledger().signature() != before


@given(st.lists(st.lists(st.text(), min_size=1)))
def test_any_texts_survive_a_line(rows: list[list[str]]) -> None:
    head = f"={FIRST}\t1 2 3\thandle"
    lines = [head, *(_line(["id", *row]) for row in rows)]
    assert all("\n" not in line for line in lines)
    assert _read(lines)[FIRST].rows == [["id", *row] for row in rows]


def test_a_kept_list_holds_for_its_key_alone(tmp_path: Path) -> None:
    kept = KeptList(Places(str(tmp_path)))
    assert kept.get("monday") is None
    kept.keep("monday", "a\nb\n")
    assert kept.get("monday") == "a\nb\n"
    assert kept.get("tuesday") is None
