"""`/`: one way to narrow a list, for every view that has one. It narrows while one types; Tab completes a word."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

from oncall_tui.domain.errors import OncallError
from oncall_tui.screens.prompting import PromptingScreen, prompting_action
from oncall_tui.widgets.rows import Row, Span, sign_row


class FilterVocabulary(NamedTuple):
    """Vocabulary of a list's filter: its keys with their values, and its flags."""

    vocabulary: Mapping[str, Sequence[str]]
    flags: Sequence[str]


class FilterActions(PromptingScreen):
    """A view says which words have a meaning and shows what `filter_words` let through."""

    filter_words = ""

    def filter_vocabulary(self) -> FilterVocabulary:
        """Return the words that mean something in this list."""
        raise NotImplementedError

    def filter_names(self) -> Mapping[str, Sequence[str]]:
        """Return the names that occur in this list, by the key that finds them. Called in a thread: it may take a
        while.
        """
        return {}

    def show_filtered(self) -> None:
        """Show what the filter lets through. Raises RefusedError for a filter that can't be."""
        raise NotImplementedError

    def count_text(self) -> str:
        """Return the number of rows shown, in words."""
        raise NotImplementedError

    @prompting_action
    async def action_filter(self) -> None:
        """Open the filter. Its language is loaded with the first one."""
        from oncall_tui.domain.filter_language import completions, filter_help, unfinished_word
        from oncall_tui.widgets.filter_prompt import FilterPrompt

        before, (vocabulary, flags) = self.filter_words, self.filter_vocabulary()
        known = dict(vocabulary)
        self.run_in_background(partial(self._learn_names, known), "names", exclusive=True)

        def offered(text: str) -> Sequence[str]:
            return completions(text, known, flags)

        def live(text: str) -> str:
            """Filter while typing; a word that can still become another one is not looked for yet."""
            return self.apply_filter(text.removesuffix(unfinished_word(text)) if offered(text) else text)

        words = await self._show_prompt(FilterPrompt(before, live, offered, filter_help(vocabulary, flags)))
        self.apply_filter(before if words is None else words)

    async def _learn_names(self, known: dict[str, Sequence[str]]) -> None:
        """Beside the question, which stands at once; what was read may let more through."""
        for key, names in (await self.in_thread(self.filter_names)).items():
            known[key] = (*names, *known.get(key, ()))
        if self.filter_words and self.is_attached:
            self.show_filtered()

    def apply_filter(self, words: str) -> str:
        """Narrows the list to what these words let through; says how many that are."""
        if words != self.filter_words:
            before, self.filter_words = self.filter_words, words
            try:
                self.show_filtered()
            except OncallError:
                self.filter_words = before
                raise
        return self.count_text()


def filter_row(words: str, shown: str) -> Row:
    """Build the row above a filtered list."""
    return (Span(f" / {words}   {shown}   Esc shows all", "warn"),)


def filter_help_row(understood: FilterVocabulary) -> Row:
    """Build the help row that lists what a list's filter understands."""
    from oncall_tui.domain.filter_language import filter_help

    return sign_row("/ understands", filter_help(*understood))
