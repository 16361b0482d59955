"""Hostile text in every field, by every way in, stays text in whatever comes out; every replica prints the same."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from oncall_tui.bootstrap import build_services
from oncall_tui.domain.analysis.records import KIND_OF
from oncall_tui.domain.visible import BIDI
from oncall_tui.settings.settings import Settings
from tests.builders.reports import HOSTILE
from tests.cli.conftest import Oncall

TEXT = HOSTILE.replace("\n", " ")
TEXTS = ("summary", "impact", "identified", "resolution", "went_well", "got_lucky", "could_be_better")
DANGEROUS = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f{BIDI}\u2028\u2029]")
CLOSED = ("how", "nature", "where", "category", "topic", "state", "key")
PRINTED = (
    ["report", "--diagram", "mermaid"],
    ["report", "--alias"],
    ["report", "--audience", "public"],
    ["report", "--check"],
    ["writeup", "show"],
    ["writeup", "check"],
    ["analysis", "show"],
    ["analysis", "show", "--diagram", "text"],
    ["analysis", "show", "--diagram", "mermaid"],
    ["analysis", "check"],
    ["review", "show"],
    ["review", "agenda"],
    ["review", "invite"],
    ["account"],
    ["timeline", "--format", "md"],
    ["timeline", "--format", "csv"],
    ["recs", "--format", "csv"],
    ["recs", "--digest"],
)


class Page(HTMLParser):
    """The tags of a page, its ids and its addresses."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def values(self, name: str) -> list[str]:
        return [value for key, value in self.attributes if key == name]


def _assert_page_is_safe(html: str) -> None:
    page = Page(html)
    assert not page.names & {"script", "img", "iframe", "object", "embed", "form", "base"}
    assert not page.values("src")
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    ids, addresses = page.values("id"), page.values("href")
    assert len(ids) == len(set(ids))
    assert all(address.startswith(("http://", "https://", "#")) for address in addresses)
    assert {address[1:] for address in addresses if address.startswith("#")} <= set(ids)
    assert not DANGEROUS.search(html)


def _assert_markdown_is_safe(markdown: str) -> None:
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(markdown)
    every = [*tokens, *(child for token in tokens for child in token.children or ())]
    assert not {token.type for token in every} & {"html_block", "html_inline", "image"}
    links = [str(token.attrGet("href")) for token in every if token.type == "link_open"]
    assert all(link.startswith(("http://", "https://", "#")) for link in links)


def _reports(oncall: Oncall) -> tuple[str, str, str]:
    made = [oncall("report", "--format", name).out for name in ("md", "html", "json")]
    return made[0], made[1], made[2]


def _type_everywhere(oncall: Oncall) -> None:
    """Fill what the command line can set; every command is taken."""
    commands = [
        (
            "set",
            f"title={TEXT}",
            "preparer=<img src=x>",
            f"boundary={TEXT}",
            f"environment={TEXT}",
            f"lead={TEXT}",
        ),
        ("set", f"no_recommendations={TEXT}", f"tag={TEXT}", "link=javascript:alert(1)"),
        *(("note", f"@2026-03-03 15:2{number}", f"{mark} {TEXT}") for number, mark in enumerate("!>=?")),
        *(("writeup", "set", name, HOSTILE) for name in TEXTS),
        (
            "rec",
            "add",
            TEXT,
            f"owner={TEXT}",
            f"sponsor={TEXT}",
            f"definition_of_done={TEXT}",
            f"risk={TEXT}",
        ),
        ("review", "open", "--until", "2027-01-04", "--reviewer", TEXT),
        ("review", "comment", "impact", "disagree", TEXT),
        ("review", "comment", "summary", "change", TEXT, f"proposal={HOSTILE}"),
    ]
    for kind in KIND_OF.values():
        texts = [name for name in kind.texts if name not in (kind.text, *kind.one, *CLOSED)]
        commands.append(("analysis", "add", kind.name, TEXT, *(f"{name}={TEXT}" for name in texts)))
    for words in commands:
        ran = oncall(*words)
        assert ran.code == 0, (words, ran.err)
        assert not DANGEROUS.search(ran.out + ran.err), words


def _write_what_no_command_would(data: Path, incident: str) -> None:
    """Records as another program might send them: any text in any field, for an id, and for the end of a link."""
    services = build_services(Settings(data=str(data), author=TEXT))
    with services.store.transaction(incident, "odd") as unit:
        for kind in KIND_OF.values():
            fields = dict.fromkeys((*kind.texts, *kind.one, kind.text), TEXT)
            links = {f"{name}:{TEXT}": True for name in kind.links}
            unit.put(kind.table, unit.new_id(), fields | links)
            unit.put(kind.table, 'x"><script>alert(1)</script>', fields | links)
        for table in (
            "sections",
            "comments",
            "replies",
            "endings",
            "questions",
            "steps",
            "silences",
            "events",
        ):
            unit.put(table, unit.new_id(), dict.fromkeys(("title", "text", "kind", "code", "name"), TEXT))


def test_hostile_text_stays_text_on_every_replica(
    oncall: Oncall, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "share").mkdir()
    oncall("new", "Disk full")
    incident = oncall("list", "--json").json["incidents"][0]["id"]
    _type_everywhere(oncall)
    _write_what_no_command_would(data, incident)
    for words in PRINTED:
        ran = oncall(*words)
        assert ran.code in (0, 7), (words, ran.err)
        assert not DANGEROUS.search(ran.out), words
    markdown, html, value = _reports(oncall)
    _assert_markdown_is_safe(markdown)
    _assert_page_is_safe(html)
    assert oncall("sync", "--share", str(tmp_path / "share")).code == 0
    monkeypatch.setenv("ONCALL_DATA", str(tmp_path / "other"))
    assert oncall("sync", "--share", str(tmp_path / "share")).code == 0
    oncall("use", incident)
    assert _reports(oncall) == (markdown, html, value)
