"""What is made of documents and kept: always what they say now, whatever happens to the file."""

from collections.abc import Callable
from pathlib import Path

import pytest

from oncall_tui.domain.ids import encode_ulid
from oncall_tui.replication.encoding import Tables
from oncall_tui.storage.derived_texts import DerivedTexts, TextOf
from oncall_tui.storage.paths import DataPaths

FIRST, SECOND = encode_ulid(1), encode_ulid(2)


class Documents:
    """A data directory with documents, and how often one was read."""

    def __init__(self, data: Path) -> None:
        self.places = DataPaths(str(data))
        self.file = data / "titles"
        self.reads = 0
        Path(self.places.incidents).mkdir(parents=True)

    def write(self, id: str, title: str) -> None:
        text = f'{{"meta":{{"document":{{"format":1}}}},"incident":{{"{id}":{{"title":"{title}"}}}}}}'
        Path(self.places.incident(id)).write_text(text)

    def titles(self, version: str = "titles 1", text_of: TextOf | None = None) -> DerivedTexts:
        return DerivedTexts(self.places, str(self.file), version, text_of or self.title)

    def title(self, id: str, tables: Tables) -> str:
        self.reads += 1
        return f"{tables['incident'][id]['title']}\nand a second line"


@pytest.fixture
def documents(tmp_path: Path) -> Documents:
    made = Documents(tmp_path / "data")
    made.write(FIRST, "one")
    made.write(SECOND, "two")
    return made


def texts(kept: DerivedTexts) -> list[str]:
    return [made.text.partition("\n")[0] for made in kept.texts().values()]


def test_only_documents_that_changed_are_read(documents: Documents) -> None:
    assert texts(documents.titles()) == ["one", "two"]
    assert texts(documents.titles()) == ["one", "two"]
    assert documents.reads == 2
    documents.write(SECOND, "another")
    assert texts(documents.titles()) == ["one", "another"]
    assert documents.reads == 3


def test_one_that_looks_again_sees_what_changed(documents: Documents) -> None:
    kept = documents.titles()
    assert texts(kept) == ["one", "two"]
    documents.write(SECOND, "another")
    Path(documents.places.incident(FIRST)).unlink()
    assert texts(kept) == ["another"]


def test_what_other_versions_kept_is_made_anew(documents: Documents) -> None:
    documents.titles().texts()
    documents.titles("titles 2").texts()
    assert documents.reads == 4


def test_a_damaged_document_is_named_and_does_not_end_the_list(documents: Documents) -> None:
    Path(documents.places.incident(FIRST)).write_text("{")
    kept = documents.titles()
    assert texts(kept) == ["two"]
    assert list(kept.damaged) == [FIRST]


@pytest.mark.parametrize(
    "spoil", [lambda data: b"", lambda data: data[:-1], lambda data: data.replace(b"n", b"\0")]
)
def test_a_file_that_is_not_as_it_was_written_is_made_anew(
    documents: Documents, spoil: Callable[[bytes], bytes]
) -> None:
    whole = documents.titles().texts()
    documents.file.write_bytes(spoil(documents.file.read_bytes()))
    assert documents.titles().texts() == whole
    assert documents.titles().texts() == whole
    assert documents.reads == 4


def test_a_text_that_is_redacted_meanwhile_does_not_stay_behind(documents: Documents) -> None:
    """Another process cleans the document after it was read here and before it is saved here."""

    def title(id: str, tables: Tables) -> str:
        text = documents.title(id, tables)
        if "hunter2" in text:
            documents.write(FIRST, "[redacted]")
        return text

    documents.write(FIRST, "hunter2")
    assert texts(documents.titles(text_of=title)) == ["[redacted]", "two"]
    assert b"hunter2" not in documents.file.read_bytes()


def test_the_signature_differs_when_any_document_does(documents: Documents) -> None:
    before = documents.titles().signature()
    assert documents.titles().signature() == before
    documents.write(SECOND, "another")
    assert documents.titles().signature() != before
