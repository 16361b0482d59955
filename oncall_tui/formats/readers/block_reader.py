"""The type of a reader: a function that takes lines of its format, or leaves them to the next reader."""

from collections.abc import Callable
from dataclasses import dataclass

from oncall_tui.formats.readers.input_text import InputText
from oncall_tui.formats.readers.source_line import SourceLine


@dataclass(frozen=True, slots=True)
class Format:
    """A format by name, and by the words that tell a person what it was recognised by.

    A log was written by machines: a source made of logs starts folded.
    """

    name: str
    words: str
    is_log: bool = False


@dataclass(frozen=True, slots=True)
class ReadBlock:
    """A block taken from a page: the lines read, and the first physical line (0-based) behind it."""

    format: Format
    lines: tuple[SourceLine, ...]
    end: int


# Takes what begins at a line (0-based) that is not blank. Answers None at once where that is not of its shape;
# keeps every non-empty line from there up to the end that it names.
Reader = Callable[[InputText, int], ReadBlock | None]
