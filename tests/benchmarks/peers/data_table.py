"""Textual's own DataTable with so many rows of a timeline: what most programs would use."""

import sys

from textual.app import App, ComposeResult
from textual.widgets import DataTable


class Table(App[None]):
    def compose(self) -> ComposeResult:
        yield DataTable(cursor_type="row")

    def on_mount(self) -> None:
        table = self.query_one(DataTable)
        table.add_columns("time", "kind", "what happened")
        table.add_rows(
            (f"03:{n % 60:02}", "saw", f"lag 11 min on 4 of 12 partitions {n}")
            for n in range(int(sys.argv[1]))
        )


if __name__ == "__main__":
    Table().run()
