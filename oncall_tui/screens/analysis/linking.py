"""Links of an analysis: made with a letter, taken off, and loose ends settled with a reason."""

from functools import partial

from oncall_tui.domain.analysis.loose_ends import LooseEnd
from oncall_tui.domain.analysis.records import (
    EVENTS,
    KIND_IN,
    KIND_OF,
    RECOMMENDATIONS,
    Mended,
    Record,
    kind_of,
)
from oncall_tui.domain.errors import RefusedError
from oncall_tui.screens.analysis.asking import AnalysisAsking
from oncall_tui.screens.analysis.data import AnalysisData
from oncall_tui.screens.analysis.links import Link, links_shown, side_of
from oncall_tui.screens.prompting import prompting_action
from oncall_tui.widgets.prompt_options import Choice, Option

KINDS = (
    Choice("l", "loss", "loss"),
    Choice("h", "hazard", "hazard"),
    Choice("k", "constraint", "constraint"),
    Choice("c", "control", "control"),
    Choice("f", "how it held", "finding"),
    Choice("m", "missing", "missing-control"),
    Choice("s", "systemic", "systemic-problem"),
    Choice("q", "question", "question"),
    Choice("i", "insight", "insight"),
    Choice("r", "recommendation", RECOMMENDATIONS),
)


class AnalysisLinks(AnalysisAsking):
    """A link is made from either end; where it is stored is not asked."""

    @prompting_action
    async def action_link(self) -> None:
        await self.link_here()

    async def link_here(self) -> None:
        """Link what is under the cursor: with a row, a recommendation or another record."""
        end = self.end_here()
        if end is not None:
            await self._link_end(end)
            return
        record = self.record()
        rows = Choice("t", "row", EVENTS)
        fitting = [each for each in (rows, KINDS[-1], *KINDS[:-1]) if self._fits(record, each.value)]
        value = await self.choose("Link with", *fitting)
        if value is not None:
            await self._link(record, _table(value))

    def _fits(self, record: Record, value: str) -> bool:
        return side_of(self.read_sheet(), record, _table(value)) is not None

    async def _link(self, record: Record, table: str) -> None:
        sheet = self.read_sheet()
        side = side_of(sheet, record, table)
        options = self._targets(sheet, record, table)
        if side is None or not options:
            what = "row" if table == EVENTS else table.replace("_", " ")
            raise RefusedError(f"There is no {what} to link with. Nothing was changed. a adds records.")
        target = await self.pick(f"Link “{sheet.name(record)}” with:", *options)
        if target is not None:
            holder, other = (target, side.holder) if side.reverse else (side.holder, target)
            await self.set_fields(holder, self.seen_of(holder), f"{side.field}={other}")

    def _targets(self, sheet: AnalysisData, record: Record, table: str) -> list[Option]:
        """Return options for a new link, without those linked already."""
        linked = {link.target for each in sheet.together(record) for link in links_shown(sheet, each)}
        if table == EVENTS:
            known = {id: sheet.row_title(id) for id in sheet.row_ids()}
        elif table == RECOMMENDATIONS:
            items = sheet.analysis.recommendations.values()
            known = {each.id: each.title for each in items if not each.left_out and not each.is_merged}
        else:
            records = sheet.analysis.records.get(table, {}).values()
            known = {each.id: sheet.name(each) for each in records if each.id != record.id}
        return [Option(id, title) for id, title in known.items() if id not in linked]

    async def _link_end(self, end: LooseEnd) -> None:
        """Link a recommendation with what it addresses, or the row ‹detected› with how something held there."""
        sheet = self.read_sheet()
        mends = end.id in sheet.analysis.recommendations
        detected = sheet.analysis.detected
        if not mends and detected is None:
            raise RefusedError(
                "No row is ‹detected›. Nothing was changed. In the Timeline, m d marks the row."
            )
        found = [each for each in sheet.analysis.all() if isinstance(each, Mended)]
        options = [Option(each.id, f"{kind_of(each).words}: {sheet.name(each)}") for each in found]
        if not options:
            raise RefusedError("There is no finding yet. Nothing was changed. a f says how a control held.")
        asked = "It changes which of these?" if mends else "Which of these was there when it was detected?"
        chosen = await self.pick(asked, *options)
        if chosen is not None:
            word = f"mended_by={end.id}" if mends else f"events={detected}"
            await self.set_fields(chosen, self.seen_of(chosen), word)

    @prompting_action
    async def action_out(self) -> None:
        """Settle, take a link off, or leave out: each said in a list before it is done."""
        sheet = self.read_sheet()
        end, record = self.end_here(), self.selected_id()
        if end is not None:
            await self._settle(end)
            return
        if record is None:
            raise RefusedError("There is nothing to take out here. Nothing was changed.")
        together = list(sheet.together(record))
        ends = [end for end in sheet.left if end.id in {each.id for each in together}]
        ids = {each.id for each in together}
        links = [link for each in together for link in links_shown(sheet, each) if not link.struck]
        # A finding and its control are one row: their link is told once.
        links = [link for link in links if not (link.target == link.holder and link.holder in ids)]
        value = await self.pick("Out:", *_out_options(sheet, together, ends, links))
        what, _, rest = (value or "").partition(" ")
        if what == "settle":
            await self._settle(ends[int(rest)])
        elif what == "off":
            await self._take_off(links[int(rest)])
        elif what == "out":
            await self.run_and_refresh(partial(self.services.analysis.leave_out, self.incident(), rest))

    async def _settle(self, end: LooseEnd) -> None:
        reason = await self.ask(f"{end.text} Nothing to do, because:", consequence=_needs_reason)
        if reason:
            await self.run_and_refresh(partial(self._settled, end, reason))

    def _settled(self, end: LooseEnd, reason: str) -> str:
        self.services.analysis.settle(self.incident(), end.id, end.code, reason)
        return f"Settled {end.code}. u takes it back."

    async def _take_off(self, link: Link) -> None:
        record = self.read_sheet().analysis.find(link.holder)
        is_one = record is not None and link.field in kind_of(record).one
        other = self._other_end(link)
        word = f"{link.field}=" if is_one else f"{link.field}-={other}"
        await self.set_fields(link.holder, self.seen_of(link.holder), word)

    def _other_end(self, link: Link) -> str:
        """Return the id that the holder's field leads to, from whichever side the link was read."""
        if link.target != link.holder:
            return link.target
        record = self.read_sheet().analysis.find(link.holder)
        held = getattr(record, link.field) if record is not None else ()
        here = self.selected_id()
        ids = {each.id for each in self.read_sheet().together(here)} if here is not None else set()
        return next((id for id in held if id in ids), "")


def _table(value: str) -> str:
    return KIND_OF[value].table if value in KIND_OF else value


def _needs_reason(text: str) -> str:
    if not text.strip():
        raise RefusedError("Say why nothing is to be done. Nothing was changed.")
    return "it counts as done, and the reason stays beside it"


def _out_options(
    sheet: AnalysisData, together: list[Record], ends: list[LooseEnd], links: list[Link]
) -> list[Option]:
    """Settling first, since that is most of it; leaving out last."""
    found = [Option(f"settle {n}", f"settle: {end.text}", "asks why") for n, end in enumerate(ends)]
    found += [Option(f"off {n}", f"take off: {link.label} {link.words}") for n, link in enumerate(links)]
    for record in together:
        words = KIND_IN[kind_of(record).table].words
        found.append(
            Option(f"out {record.id}", f"leave out: {words} “{sheet.name(record)}”", "u brings it back")
        )
    return found
