import json
import re
from html.parser import HTMLParser
from importlib.resources import files
from typing import Any

import jsonschema
import pytest
from markdown_it import MarkdownIt

from oncall_tui.formats.writers.report_html import report_html
from oncall_tui.formats.writers.report_markdown import markdown_text, report_markdown
from oncall_tui.formats.writers.report_words import report_json_text
from tests.builders.reports import HOSTILE, report


class Page(HTMLParser):
    """The elements of a page: every tag with its attributes, every id, every address."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    @property
    def ids(self) -> list[str]:
        return [attributes["id"] or "" for _, attributes in self.tags if "id" in attributes]

    @property
    def addresses(self) -> list[str]:
        return [attributes["href"] or "" for _, attributes in self.tags if "href" in attributes]


@pytest.mark.parametrize("text", ["All calm.", HOSTILE])
def test_a_page_has_each_id_once_and_every_link_leads_to_one(text: str) -> None:
    page = Page(report_html(report(text)))
    assert len(page.ids) == len(set(page.ids))
    inner = [address[1:] for address in page.addresses if address.startswith("#")]
    assert inner
    assert set(inner) <= set(page.ids)
    assert {"r-row1", "c-fin1", "c-rec1", "c-que1"} <= set(page.ids)


def test_an_address_that_is_its_own_text_is_printed_once() -> None:
    html = report_html(report())
    assert 'class="bare">https://x.test/a?b=1&amp;c=2</a>' in html
    assert 'a[href^="http"]:not(.bare)::after' in html


def test_two_hundred_controls_with_a_cycle_and_two_parents_are_each_printed_once() -> None:
    value = report()
    [given] = value["analysis"]["controls"]
    value["analysis"]["controls"] = [
        {
            **given,
            "id": f"ctl{n}",
            "name": f"control {n}.",
            "exercised_by": f"team {n}",
            "acts_on": f"team {to}",
        }
        for n in range(200)
        for to in [(n + 1) % 100]
    ]
    names = [f"control {n}." for n in range(200)]
    diagram = report_markdown(value, diagram="text").split("```")[1]
    assert [diagram.count(name) for name in names] == [1] * 200
    mermaid = report_markdown(value, diagram="mermaid").split("```")[1]
    assert [mermaid.count(name) for name in names] == [1] * 200
    page = Page(report_html(value))
    assert len(page.ids) == len(set(page.ids))
    assert {f"c-ctl{n}" for n in range(200)} <= set(page.ids)
    assert len(json.loads(report_json_text(value))["analysis"]["controls"]) == 200


def test_hostile_text_stays_text_in_html() -> None:
    html = report_html(report(HOSTILE))
    page = Page(html)
    assert not {"script", "img", "iframe", "object", "link"} & {tag for tag, _ in page.tags}
    assert all(re.match(r"https?://|#", address) for address in page.addresses)
    assert not [
        name for _, attributes in page.tags for name in attributes if name.startswith("on") or name == "src"
    ]
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", html)
    assert [tag for tag, _ in page.tags].count("h1") == 1
    assert "default-src 'none'" in html


def test_hostile_text_stays_text_in_markdown() -> None:
    markdown = report_markdown(report(HOSTILE))
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", markdown)
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(markdown)
    children = [child for token in tokens for child in token.children or ()]
    assert not [
        token for token in (*tokens, *children) if token.type in ("html_block", "html_inline", "image")
    ]
    links = [str(child.attrGet("href")) for child in children if child.type == "link_open"]
    assert links
    assert all(link.startswith(("http://", "https://")) for link in links)
    assert [token.tag for token in tokens if token.type == "heading_open"].count("h1") == 1
    assert [token.tag for token in tokens if token.type == "heading_open"].count("h2") == 10


def test_every_table_row_of_the_markdown_has_the_cells_of_its_head() -> None:
    tables: list[list[int]] = []
    for line in report_markdown(report("a | b")).splitlines():
        if line.startswith("|"):
            if line.startswith("| Time"):
                tables.append([])
            tables[-1].append(len(re.findall(r"(?<!\\)\|", line)))
    assert tables
    assert all(len(set(counts)) == 1 for counts in tables)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("**bold** and `a < b`", "**bold** and `a < b`"),
        ("1 < 2", "1 \\< 2"),
        ("<https://x.test/a>", "<https://x.test/a>"),
        ("# Head", "### Head"),
        ("[a](https://x.test)", "[a](https://x.test)"),
        ("[a](mailto:x@y)", "[a\\](mailto:x@y)"),
        ("```\n<b>", "```\n<b>\n```"),
    ],
)
def test_section_texts_keep_their_markdown_and_lose_the_rest(written: str, kept: str) -> None:
    assert markdown_text(written) == kept


@pytest.mark.parametrize("write", [report_markdown, report_html])
def test_both_versions_of_a_contested_text_are_printed_and_marked(write: Any) -> None:
    text = write(report("Ours."))
    assert "Version 1 of 2, none is chosen yet" in text
    assert "Version 2 of 2, none is chosen yet" in text


@pytest.mark.parametrize("write", [report_markdown, report_html])
def test_the_line_under_the_title_says_who_read_and_what_is_open(write: Any) -> None:
    text = re.sub(r"<[^>]+>", "", write(report()))
    assert (
        "read by 1 of 2 · signed by 1, 1 before later edits · 1 dissent · 1 open question · 1 amendment"
        in text
    )
    nobody: dict[str, list[str]] = {"reviewers": [], "read_by": [], "signed": []}
    assert "read by nobody" in write(report(review=nobody))


@pytest.mark.parametrize("write", [report_markdown, report_html])
def test_every_report_ends_with_what_it_is(write: Any) -> None:
    assert "oncall-report/1 of inc, made by oncall" in write(report())[-120:]


@pytest.mark.parametrize("text", ["All calm.", HOSTILE])
def test_the_value_is_what_its_schema_says(text: str) -> None:
    schema = json.loads(
        files("oncall_tui.formats.writers").joinpath("oncall-report-1.schema.json").read_text("utf-8")
    )
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(report(text), schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(report(text, format="oncall-report/2"), schema)
