"""HTML that we write: every text is escaped here and nowhere else, and only http, https and # are addresses."""

import html
import re
from collections.abc import Iterable

from oncall_tui.domain.visible import escape_controls, escape_line

_ADDRESS = re.compile(r"(?:https?://|#)[^\s\x00-\x20\"<>]+")
VOID = frozenset({"meta", "br", "hr"})


def text(value: str) -> str:
    """Escape a text of any number of lines."""
    return html.escape(escape_controls(value), quote=True)


def tag(name: str, /, *inner: str, **attributes: str | None) -> str:
    """Return an element. `inner` is HTML already; attribute values are escaped. `class_` is class, None leaves out."""
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{html.escape(escape_line(value), quote=True)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{given}>" if name in VOID else f"<{name}{given}>{''.join(inner)}</{name}>"


def link(address: str, inner: str, class_: str | None = None) -> str:
    """Return a link; where the address is none that may be followed, the inner HTML alone."""
    if not is_address(address):
        return inner
    rel = None if address.startswith("#") else "noreferrer noopener"
    return tag("a", inner, href=address, rel=rel, class_=class_)


def is_address(address: str) -> bool:
    """Return whether it is http, https or a place on this page."""
    return _ADDRESS.fullmatch(address) is not None


def listed(items: Iterable[str], **attributes: str | None) -> str:
    """Return a list of HTML items; "" where there are none."""
    inner = [tag("li", item) for item in items]
    return tag("ul", *inner, **attributes) if inner else ""


def table(head: Iterable[str], rows: Iterable[str]) -> str:
    """Return a table: `head` are texts, `rows` are HTML rows."""
    cells = [tag("th", text(title), scope="col") for title in head]
    return tag("table", tag("thead", tag("tr", *cells)), tag("tbody", *rows))


def prose(markdown: str) -> str:
    """Return somebody's Markdown as HTML: no raw HTML, no image, no address but http, https and #."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).disable("image")
    parser.validateLink = is_address  # type: ignore[method-assign, assignment]
    tokens = parser.parse(escape_controls(markdown))
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):  # the page has one h1, a section one h2
            token.tag = f"h{min(6, max(3, int(token.tag[1]) + 2))}"
        for child in token.children or ():
            if child.type == "link_open" and str(child.attrGet("href")).startswith("http"):
                child.attrSet("rel", "noreferrer noopener")
            elif child.type == "link_open":  # a place on this page that the writer did not make
                child.attrs.pop("href", None)
    return str(parser.renderer.render(tokens, parser.options, {}))
