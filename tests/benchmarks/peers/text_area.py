"""A bare TextArea: the floor for typing."""

from textual.app import App, ComposeResult
from textual.widgets import Static, TextArea


class Typing(App[None]):
    def compose(self) -> ComposeResult:
        yield Static("type here")
        yield TextArea()


if __name__ == "__main__":
    Typing().run()
