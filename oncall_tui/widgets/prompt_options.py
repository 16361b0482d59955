"""Options of a prompt: chosen by a second key, or from a list; and the effect of an answer."""

from collections.abc import Callable
from typing import NamedTuple

# What typed text would do, said before Enter. Raises OncallError for text that is no answer.
PreviewText = Callable[[str], str]


class Choice(NamedTuple):
    """A second key, the word beside it, and what choosing it gives."""

    key: str
    word: str
    value: str


class Option(NamedTuple):
    """One of several answers: what it gives, its words, and what will happen."""

    value: str
    label: str
    consequence: str = ""
