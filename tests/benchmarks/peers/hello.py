"""The smallest Textual program: the floor for a first frame, and the stock way to quit (ctrl+q)."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class Hello(App[None]):
    def compose(self) -> ComposeResult:
        yield Static("hello there")


if __name__ == "__main__":
    Hello().run()
