"""The keys that add, link, settle, leave out and edit records of an analysis."""

from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType

from oncall_tui.domain.analysis.records import (
    KIND_OF,
    RECOMMENDATIONS,
    Control,
    Kind,
    Mended,
    Record,
    kind_of,
)
from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.review.records import CHANGE, CLARIFY, DISAGREE, Target
from oncall_tui.screens.analysis.detail import FIELDS
from oncall_tui.screens.analysis.linking import KINDS, AnalysisLinks
from oncall_tui.screens.prompting import prompting_action
from oncall_tui.widgets.prompt_options import Choice, Option

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


class AnalysisEditActions(AnalysisLinks):
    """They act on the record under the cursor; a finding's row is its control's too."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "edit", "Edit", show=False, id="analysis.edit", tooltip="Any field of the record"),
        Binding("E", "editor", "Editor", show=False, id="analysis.editor",
                tooltip="A field of the record in $EDITOR"),
        Binding("c", "comment", "Comment", show=False, id="analysis.comment",
                tooltip="A comment for the review: change, clarify or disagree"),
    ]  # fmt: skip

    @prompting_action
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
        """Return the links that a new record has from the start."""
        sheet, here = self.read_sheet(), self.selected_id()
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
        sheet, here = self.read_sheet(), self.selected_id()
        controls = [each for each in (sheet.together(here) if here else ()) if isinstance(each, Control)]
        controls = controls or list(sheet.analysis.controls)
        if not controls:
            raise RefusedError(
                "There is no control yet. Nothing was added. a c adds one; then say how it held."
            )
        id: str | None = controls[0].id
        if len(controls) > 1:
            id = await self.pick(
                "How did which control hold?", *(Option(each.id, each.name) for each in controls)
            )
        if id is not None:
            await self.ask_new("how", "findings", {"control": id}, id)

    async def _add_recommendation(self) -> None:
        """Add an idea; link it at once where it can address the record."""
        here = self.selected_id()
        mended = here if isinstance(here, Mended) else None
        told = "an idea in this incident" + (f"; changes “{self.called(mended)}”" if mended else "")
        title = await self.ask_report_text(self.incident(), "Recommend:", consequence=lambda text: told)
        if title and title.strip():
            words = [f"mends={mended.id}"] if mended else []
            await self.run_and_refresh(partial(self._recommend, title, words))

    def _recommend(self, title: str, words: list[str]) -> str:
        self.services.follow_up.add(self.incident(), title, words)
        return f"Recommended · {title}"

    def called(self, record: Record) -> str:
        """Return the record's name."""
        return self.read_sheet().name(record)

    @prompting_action
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
            text = await self.ask_report_text(self.incident(), f"{_label(field)}:", before, amends=True)
        if text is not None and text != before:
            await self.set_fields(id, seen, f"{field}={text}")

    @prompting_action
    async def action_editor(self) -> None:
        """Edit a field in $EDITOR, saved over what was shown when it opened."""
        place = await self._field("Edit")
        if place is None:
            return
        from oncall_tui.screens.editor import edit_externally

        id, field = place
        seen = await self.in_thread(partial(self.seen_of, id))
        await self.refresh_soon()
        before = str(getattr(self.read_sheet().analysis.find(id), field, ""))
        with edit_externally(self.app, before, self.services.settings) as after:
            if after != before:
                await self.set_fields(id, seen, f"{field}={after}")

    async def _field(self, asked: str) -> tuple[str, str] | None:
        """Return a field of the record under the cursor, or of the control on its row."""
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

    @prompting_action
    async def action_comment(self) -> None:
        record = self.record()
        kind = await self.choose(f"Comment on “{self.called(record)}”", *COMMENTS)
        text = await self.ask("Comment:") if kind is not None else None
        if kind is not None and text and text.strip():
            target = Target(kind_of(record).table, record.id)
            await self.run_and_refresh(partial(self._comment, target, kind, text))

    def _comment(self, target: Target, kind: str, text: str) -> str:
        self.services.reviews.comment(self.incident(), target, kind, text)
        return "Commented. The review shows it."


def _label(field: str) -> str:
    return FIELDS.get(field, field).lower()
