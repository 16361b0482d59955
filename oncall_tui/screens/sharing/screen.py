"""The sync screen: what is shared, what waits, what was skipped and why, who publishes, whose clock is off (S2)."""

from collections.abc import Callable, Iterable, Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from oncall_tui.domain.instants import MINUTE, format_instant
from oncall_tui.domain.plural import count_text
from oncall_tui.screens.full_page import read_only_rows
from oncall_tui.screens.messages import SyncRequested
from oncall_tui.services.sharing.published_files import published_words
from oncall_tui.services.sharing.secret_hold import SuspectedSecret
from oncall_tui.services.sharing.sync_scheduler import SyncScheduler
from oncall_tui.services.sharing.sync_service import READ_ONLY, SyncReport
from oncall_tui.widgets.bindings import page_keys
from oncall_tui.widgets.footer import StatusFooter, key_row
from oncall_tui.widgets.row_label import RowLabel
from oncall_tui.widgets.row_list import RowList
from oncall_tui.widgets.rows import Row, Span, justify_row, rule, wrap

NO_SHARE = (
    "No share is set, so everything is on this machine only. Leave, and start with `oncall --share DIR`; "
    '`share = "DIR"` in the configuration keeps it.'
)


class SyncScreen(Screen[None]):
    """Shows what the last sync found; it is written again after the next one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,S", "app.pop_screen", "back", id="sync.close"),
        Binding("ctrl+r", "sync_now", "sync now", id="sync.now"),
    ]

    def __init__(self, share: str | None, watch: Callable[[], SyncScheduler | None]) -> None:
        super().__init__()
        self._share = share
        self._watch = watch

    def compose(self) -> ComposeResult:
        yield RowLabel(id="header")
        yield RowList()
        yield StatusFooter()

    def on_mount(self) -> None:
        self.query_one(StatusFooter).show_keys(
            [key_row(page_keys(self, self.query_one(RowList)), self.app.size.width)]
        )
        self.set_share_text("")
        self.set_interval(1.0, self._show_header)

    def action_sync_now(self) -> None:
        self.post_message(SyncRequested(now=True))

    def set_share_text(self, words: str) -> None:
        """Write everything again."""
        width = self.app.size.width
        rows = (line for row in self._rows(width) for line in wrap(row, width - 2, "   "))
        self.query_one(RowList).set_rows(read_only_rows(rows))
        self._show_header()

    def _show_header(self) -> None:
        watch = self._watch()
        words = watch.words() if watch else "no share" if self._share is None else ""
        left = (Span(" Sync ", "strong"), Span(self._share or ""))
        self.query_one("#header", RowLabel).show(justify_row(left, (Span(f"{words} "),), self.app.size.width))

    def _rows(self, width: int) -> Iterator[Row]:
        watch = self._watch()
        if self._share is None:
            yield (Span(f" {NO_SHARE}"),)
        elif watch is None or (watch.last is None and not watch.message):
            yield (Span(" Nothing was synced yet in this session.", "muted"),)
        else:
            yield from watch_rows(watch, width)


def watch_rows(watch: SyncScheduler, width: int) -> Iterator[Row]:
    """Describe the results of the last sync attempts."""
    if watch.message:
        yield _warning(watch.message)
    secrets = [_secret_words(found, watch.clock()) for found in watch.suspicions]
    if secrets:
        yield from _section("look like they hold a secret · X in Notes takes it out", secrets, width)
    if watch.last is not None:
        yield from synced_rows(watch.last, width)


def _secret_words(found: SuspectedSecret, now: int) -> str:
    until = found.held_until(now)
    moment = "" if until is None else format_instant(until)[11:19]
    where = f"not shared before {moment} UTC, ^R shares it now" if moment else "shared, or about to be"
    return f"{found.handle}, note {found.note}: {found.what}; {where}"


def synced_rows(synced: SyncReport, width: int) -> Iterator[Row]:
    """Describe what a sync did and found, a section each."""
    outcome = synced.outcome
    yield (Span(f" {count_text(outcome.joined, 'file')} joined, {outcome.published} published"),)
    yield (
        Span(f" {count_text(outcome.waiting, 'incident')} waiting here, "),
        Span(
            f"{count_text(outcome.conflicts, 'conflict')} (C on an incident), {outcome.size // 1000} kB on the share"
        ),
    )
    if not outcome.writable:
        yield _warning(READ_ONLY)
    yield from (_warning(problem) for problem in synced.problems)
    yield from (_warning(message) for message in outcome.damaged.values())
    yield rule(f"who publishes · {len(outcome.replicas)}", width - 2)
    for name, info in sorted(outcome.replicas.items(), key=lambda item: item[1].author):
        ahead = outcome.ahead.get(name, 0) // MINUTE
        clock = f"  clock {ahead} min ahead of ours" if ahead else ""
        yield (
            Span(f" {info.author:<12} {published_words(synced.published[name])}"),
            Span(clock, "warn"),
            Span(f"  {info.host}  oncall {info.program}  {name}", "muted"),
        )
    yield from _section("may still hold what was redacted", _holders(outcome.holders), width)
    skipped = [f"{entry.file}: {entry.reason}" for entry in outcome.skipped]
    yield from _section("skipped, looked at again at every sync", skipped, width)


def _holders(holders: dict[str, list[str]]) -> list[str]:
    return [f"{incident}: {', '.join(replicas)}" for incident, replicas in sorted(holders.items())]


def _section(title: str, lines: Iterable[str], width: int) -> Iterator[Row]:
    lines = list(lines)
    yield rule(f"{title} · {len(lines) or 'none'}", width - 2)
    yield from ((Span(f" {line}"),) for line in lines)


def _warning(text: str) -> Row:
    return (Span(f" ! {text}", "warn"),)
