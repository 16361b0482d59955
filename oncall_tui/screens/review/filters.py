"""`/` in Review: only the items whose words, comments or state fit; Esc shows all (V2, V3)."""

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from oncall_tui.domain.filter_language import FLAG, Test, apply_filter, flag_predicate, parse_filter
from oncall_tui.domain.folding import fold
from oncall_tui.domain.review.records import KINDS
from oncall_tui.screens.actions.filter import FilterActions, FilterVocabulary
from oncall_tui.screens.review.chosen import ChosenLine
from oncall_tui.screens.review.lines import ReviewLine, ReviewLines, is_unread

VOCABULARY: Mapping[str, Sequence[str]] = {"kind": KINDS, "by": ()}


class ReviewFilter(ChosenLine, FilterActions):
    """Filter the review's lines. Hidden ones are not read by moving on; `reached` is the number of items read."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "filter", "Filter", show=False, id="review.filter",
                tooltip="Show only what fits: words, unread, open, kind:disagree, by:bo"),
    ]  # fmt: skip

    @property
    def reached(self) -> int:
        """Return the number of items this person has read."""
        raise NotImplementedError

    def show_lines(self) -> None:
        """Draw the lines again."""
        raise NotImplementedError

    def shown_lines(self, lines: ReviewLines) -> ReviewLines:
        """Return the lines that the filter lets through, without headings. Raises RefusedError for a filter that can't
        be."""
        return filtered(lines, self.filter_words, self.reached) if self.filter_words.strip() else lines

    def filter_vocabulary(self) -> FilterVocabulary:
        return FilterVocabulary(VOCABULARY, tuple(FLAGS))

    def filter_names(self) -> Mapping[str, Sequence[str]]:
        threads = self.review.view.threads if self.review else ()
        return {"by": sorted({thread.comment.by for thread in threads})}

    def show_filtered(self) -> None:
        self.show_lines()

    def count_text(self) -> str:
        return f"{len(self.row_list.rows)} shown"


FLAGS: Mapping[str, Callable[[ReviewLines, ReviewLine, int], bool]] = {
    "unread": lambda lines, line, reached: is_unread(line, reached, lines.read.changed),
    "changed": lambda lines, line, reached: line.place in lines.read.changed,
    "talk": lambda lines, line, reached: bool(line.threads),
    "open": lambda lines, line, reached: any(thread.is_open for thread in line.threads),
}


def filtered(lines: ReviewLines, text: str, reached: int) -> ReviewLines:
    """Return the lines that fit every word of a filter. Raises RefusedError for a filter that can't be."""

    def meaning(key: str, value: str) -> Test[ReviewLine]:
        if key == FLAG:
            asked = flag_predicate(value, FLAGS)
            return lambda line: asked(lines, line, reached)
        if key == "kind":
            return lambda line: any(thread.comment.kind == value for thread in line.threads)
        return lambda line: any(fold(thread.comment.by) == value for thread in line.threads)

    wanted = parse_filter(text, VOCABULARY, FLAGS)
    candidates = [line for line in lines.lines if not line.is_heading]
    held = {line.id: fold(_words(lines, line)) for line in candidates}
    found = apply_filter(candidates, wanted, lambda line, word: word in held[line.id], meaning, FLAGS)
    return lines._replace(lines=tuple(found))


def _words(lines: ReviewLines, line: ReviewLine) -> str:
    """Return all that is read under a line: its title, its text, and what is said about it."""
    text = lines.read.view.text(line.target) if line.target is not None else ""
    said = [word for thread in line.threads for word in (thread.comment.text, thread.comment.by)]
    replies = [reply.text for thread in line.threads for reply in thread.replies]
    return "\n".join([line.title, text, *said, *replies])
