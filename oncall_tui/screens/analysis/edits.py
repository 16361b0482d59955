"""The keys that add, link, settle, leave out and edit records of an analysis."""

from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType

from oncall_tui.domain.analysis.loose_ends import LooseEnd
from oncall_tui.domain.analysis.records import (
    EVENTS,
    KIND_IN,
    KIND_OF,
    RECOMMENDATIONS,
    Control,
    Kind,
    Mended,
    Record,
    kind_of,
)
from oncall_tui.domain.errors import Refused
from oncall_tui.domain.review.records import CHANGE, CLARIFY, DISAGREE, Target
from oncall_tui.screens.analysis.asking import AnalysisAsking
from oncall_tui.screens.analysis.data import Sheet
from oncall_tui.screens.analysis.detail import FIELDS
from oncall_tui.screens.analysis.links import Link, links_shown, side_of
from oncall_tui.screens.conversation import conversation
from oncall_tui.widgets.choices import Choice, Option

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
COMMENTS = (
    Choice("c", "change", CHANGE),
    Choice("f", "clarify", CLARIFY),
    Choice("d", "disagree", DISAGREE),
)
# Where a new record is linked by itself: with the record under the cursor, else with the only one there is.
LINKED_BY_ITSELF = {
    "hazard": ("losses",),
    "constraint": ("hazards",),
    "control": ("constraints",),
    "missing-control": ("constraints", "controls"),
}


class AnalysisEdits(AnalysisAsking):
    """They act on the record under the cursor; a finding's row is its control's too."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "edit", "Edit", show=False, id="analysis.edit", tooltip="Any field of the record"),
        Binding("E", "editor", "Editor", show=False, id="analysis.editor",
                tooltip="A field of the record in $EDITOR"),
        Binding("c", "comment", "Comment", show=False, id="analysis.comment",
                tooltip="A comment for the review: change, clarify or disagree"),
    ]  # fmt: skip

    @conversation
    async def action_add(self) -> None:
        self.read_sheet()
        kind = await self.choose("Add", *KINDS)
        if kind == RECOMMENDATIONS:
            await self._add_recommendation()
        elif kind == "finding":
            await self._add_finding()
        elif kind is not None:
            links = self._links_of_new(KIND_OF[kind])
            about = next(iter(links.values()), "")
            await self.ask_new(kind, KIND_OF[kind].table, links, about)

    def _links_of_new(self, kind: Kind) -> dict[str, str]:
        """The links that a new record has from the start."""
        sheet, here = self.read_sheet(), self.record_here()
        together = list(sheet.together(here)) if here is not None else []
        if kind.name in ("question", "insight"):
            return {"about": here.id} if here is not None else {}
        links: dict[str, str] = {}
        for table in LINKED_BY_ITSELF.get(kind.name, ()):
            field = next(name for name, leads in {**kind.links, **kind.one}.items() if leads == table)
            known = sheet.analysis.records.get(table, {})
            found = [each.id for each in together if each.id in known]
            if not found and len(known) == 1 and table != "controls":
                found = list(known)
            if found:
                links[field] = found[0]
        return links

    async def _add_finding(self) -> None:
        """Of the control under the cursor, or of one that is chosen."""
        sheet, here = self.read_sheet(), self.record_here()
        controls = [each for each in (sheet.together(here) if here else ()) if isinstance(each, Control)]
        controls = controls or list(sheet.analysis.controls)
        if not controls:
            raise Refused("There is no control yet. Nothing was added. a c adds one; then say how it held.")
        id: str | None = controls[0].id
        if len(controls) > 1:
            id = await self.pick(
                "How did which control hold?", *(Option(each.id, each.name) for each in controls)
            )
        if id is not None:
            await self.ask_new("how", "findings", {"control": id}, id)

    async def _add_recommendation(self) -> None:
        """An idea; where the record can be changed by one it is linked at once."""
        here = self.record_here()
        mended = here if isinstance(here, Mended) else None
        told = "an idea in this incident" + (f"; changes “{self.called(mended)}”" if mended else "")
        title = await self.ask("Recommend:", consequence=lambda text: told)
        if title and title.strip():
            words = [f"mends={mended.id}"] if mended else []
            await self.change(partial(self._recommend, title, words))

    def _recommend(self, title: str, words: list[str]) -> str:
        self.services.follow_up.add(self.incident(), title, words)
        return f"Recommended · {title}"

    def called(self, record: Record) -> str:
        return self.read_sheet().name(record)

    @conversation
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
            raise Refused(f"There is no {what} to link with. Nothing was changed. a adds records.")
        target = await self.pick(f"Link “{sheet.name(record)}” with:", *options)
        if target is not None:
            holder, other = (target, side.holder) if side.reverse else (side.holder, target)
            await self.set_fields(holder, self.seen_of(holder), f"{side.field}={other}")

    def _targets(self, sheet: Sheet, record: Record, table: str) -> list[Option]:
        """What can be linked with, but for what is linked already."""
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
        """A recommendation with what it changes; the row ‹detected› with how something held there."""
        sheet = self.read_sheet()
        mends = end.id in sheet.analysis.recommendations
        detected = sheet.analysis.detected
        if not mends and detected is None:
            raise Refused("No row is ‹detected›. Nothing was changed. In the Timeline, m d marks the row.")
        found = [each for each in sheet.analysis.all() if isinstance(each, Mended)]
        options = [Option(each.id, f"{kind_of(each).words}: {sheet.name(each)}") for each in found]
        if not options:
            raise Refused("There is no finding yet. Nothing was changed. a f says how a control held.")
        asked = "It changes which of these?" if mends else "Which of these was there when it was detected?"
        chosen = await self.pick(asked, *options)
        if chosen is not None:
            word = f"mended_by={end.id}" if mends else f"events={detected}"
            await self.set_fields(chosen, self.seen_of(chosen), word)

    @conversation
    async def action_out(self) -> None:
        """Settle, take a link off, or leave out: each said in a list before it is done."""
        sheet = self.read_sheet()
        end, record = self.end_here(), self.record_here()
        if end is not None:
            await self._settle(end)
            return
        if record is None:
            raise Refused("There is nothing to take out here. Nothing was changed.")
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
            await self.change(partial(self.services.analysis.leave_out, self.incident(), rest))

    async def _settle(self, end: LooseEnd) -> None:
        reason = await self.ask(f"{end.text} Nothing to do, because:", consequence=_needs_reason)
        if reason:
            await self.change(partial(self._settled, end, reason))

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
        """The id that the holder's field leads to, from whichever side the link was read."""
        if link.target != link.holder:
            return link.target
        record = self.read_sheet().analysis.find(link.holder)
        held = getattr(record, link.field) if record is not None else ()
        here = self.record_here()
        ids = {each.id for each in self.read_sheet().together(here)} if here is not None else set()
        return next((id for id in held if id in ids), "")

    @conversation
    async def action_edit(self) -> None:
        place = await self._field("Change")
        if place is None:
            return
        id, field = place
        seen = await self.in_thread(partial(self.seen_of, id))
        await self.refresh_soon()
        record = self.read_sheet().analysis.find(id)
        before = str(getattr(record, field, ""))
        words = kind_of(record).words_of.get(field, {}) if record is not None else {}
        if words:
            text = await self.pick(
                f"{_label(field)}:", *(Option(word, f"{word}: {why}") for word, why in words.items())
            )
        else:
            text = await self.ask(f"{_label(field)}:", before, amends=True)
        if text is not None and text != before:
            await self.set_fields(id, seen, f"{field}={text}")

    @conversation
    async def action_editor(self) -> None:
        """A field in $EDITOR, saved over what was shown when it opened."""
        place = await self._field("Edit")
        if place is None:
            return
        from oncall_tui.screens.editor import edited

        id, field = place
        seen = await self.in_thread(partial(self.seen_of, id))
        await self.refresh_soon()
        before = str(getattr(self.read_sheet().analysis.find(id), field, ""))
        with edited(self.app, before, self.services.settings) as after:
            if after != before:
                await self.set_fields(id, seen, f"{field}={after}")

    async def _field(self, asked: str) -> tuple[str, str] | None:
        """A field of the record under the cursor, or of the control on its row."""
        sheet, options = self.read_sheet(), []
        for record in sheet.together(self.record()):
            kind = kind_of(record)
            for name in kind.texts:
                if name not in (*kind.one, "key", "field"):
                    label = f"{kind.words}, {_label(name)}: {getattr(record, name)}"
                    options.append(Option(f"{record.id} {name}", label))
        value = await self.pick(f"{asked} what?", *options)
        if value is None:
            return None
        id, _, name = value.partition(" ")
        return id, name

    @conversation
    async def action_comment(self) -> None:
        record = self.record()
        kind = await self.choose(f"Comment on “{self.called(record)}”", *COMMENTS)
        text = await self.ask("Comment:") if kind is not None else None
        if kind is not None and text and text.strip():
            target = Target(kind_of(record).table, record.id)
            await self.change(partial(self._comment, target, kind, text))

    def _comment(self, target: Target, kind: str, text: str) -> str:
        self.services.reviews.comment(self.incident(), target, kind, text)
        return "Commented. The review shows it."


def _table(value: str) -> str:
    return KIND_OF[value].table if value in KIND_OF else value


def _label(field: str) -> str:
    return FIELDS.get(field, field).lower()


def _needs_reason(text: str) -> str:
    if not text.strip():
        raise Refused("Say why nothing is to be done. Nothing was changed.")
    return "it counts as done, and the reason stays beside it"


def _out_options(
    sheet: Sheet, together: list[Record], ends: list[LooseEnd], links: list[Link]
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
