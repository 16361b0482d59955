"""HTML: a page or a mail is read as what a reader sees of it, and every line of its source is kept."""

import pytest

from oncall_tui.domain.instants import format_instant, parse_instant
from oncall_tui.formats.readers.detect_format import read_source
from oncall_tui.read_models.source_notes import read_lines
from oncall_tui.timestamps.types import SourceContext

WIKI = """<!DOCTYPE html>
<html lang="en">
<head>
  <title>Search outage - Wiki</title>
  <style>
    body { font-family: sans-serif } /* 2023-01-01 10:00 */
  </style>
  <script>var built = "2023-12-31T23:59:00Z"; if (a < b) { go(); }</script>
</head>
<body>
<nav><a href="/">Home</a> <a href="/spaces">Spaces</a></nav>
<h1>Search outage</h1>
<table>
  <tr><th>Date</th><td>2024-06-11</td></tr>
  <tr><th>Severity</th><td>SEV2</td></tr>
</table>
<h2>Summary</h2>
<p>Search answered with errors
 for 40&nbsp;minutes; caches &amp; queues were <b>fine</b>.</p>
<h2>Timeline (UTC)</h2>
<table class="wrapped">
  <thead>
    <tr><th>Time</th><th>What</th></tr>
  </thead>
  <tbody>
    <tr>
      <td>14:02</td>
      <td>Alert: error rate &gt; 5&nbsp;%</td>
    </tr>
    <tr><td>14:05</td><td><a href="https://chat.example/p1">Ana</a> takes command<br>asks for a | b</td></tr>
    <tr><td>14:42</td><td>Rolled back</td></tr>
  </tbody>
</table>
<h2>Action items</h2>
<ul>
  <li>Alert on cold caches
    <ul><li>and on queue depth</li></ul>
  </li>
  <li>Own the runbook.</li>
</ul>
<h2>Impact</h2><p>Slow search.</p><p>No data lost.</p>
</body>
</html>
"""
MAIL = """From: Bo Berg <bo@shop.example>
Subject: tonight, for the record
Content-Type: text/html; charset=utf-8

<html><head><style>p.x {margin:0}</style></head><body>
<span style="display:none">Preview of the mail at 01:00</span>
<div>Hi all, all times are in CET.</div>
<div>2024-01-18<br></div>
<div>21:14 primary full,&nbsp;writes fail<br>21:16 paged Ana</div>
<div><b>21:31</b> moved the archive away</div>
<blockquote type="cite"><div>At 20:00 Ana wrote:</div><div>disk looks odd</div></blockquote>
</body></html>
"""
STATUS = (
    "<div class='incident'><h1>Delayed webhooks</h1>"
    "<div class='update'><h3>Resolved</h3><p>Queues are empty again.<br>"
    "<small>May <var>2</var>, 2024 - <var>11:20</var> UTC</small></p></div>"
    "<div class='update'><h3>Investigating</h3><p>Webhooks are late.<br>"
    "<small>May <var>2</var>, 2024 - <var>10:05</var> UTC</small></p></div></div>\n"
)


def placed(text: str) -> list[tuple[int, str, str]]:
    return [
        (line.line, line.destination, line.text)
        for line in read_source(text).lines
        if line.destination != "kept"
    ]


def times(text: str) -> list[tuple[str, str]]:
    context = SourceContext(captured=parse_instant("2024-06-12T00:00:00Z"))
    return [
        (format_instant(read.reading.instant), read.line.text)
        for read in read_lines(read_source(text), context)
        if read.reading.instant is not None and read.line.destination == "row"
    ]


def test_a_wiki_page_is_read_by_its_headings_tables_and_items() -> None:
    assert read_source(WIKI).format == "html"
    assert placed(WIKI) == [
        (18, "write-up", "Search answered with errors for 40 minutes; caches & queues were fine."),
        (26, "row", "Alert: error rate > 5 %"),
        (30, "row", "Ana takes command\nasks for a | b"),
        (31, "row", "Rolled back"),
        (36, "idea", "Alert on cold caches\n- and on queue depth"),
        (39, "idea", "Own the runbook."),
        (41, "write-up", "Slow search."),
        (41, "write-up", "No data lost."),
    ]


def test_its_times_are_of_the_day_and_the_zone_that_the_page_says() -> None:
    assert times(WIKI)[0] == ("2024-06-11T14:02:00Z", "Alert: error rate > 5 %")


def test_a_line_keeps_the_lines_it_was_written_on() -> None:
    row = next(line for line in read_source(WIKI).lines if line.line == 26)
    assert row.raw.split("\n") == WIKI.split("\n")[25:29]


def test_blocks_on_one_line_are_pieces_of_it() -> None:
    pieces = [line.raw for line in read_source(WIKI).lines if line.line == 41]
    assert pieces == [
        "<h2>Impact</h2><p>Slow search.</p><p>No data lost.</p>",
        "<h2>Impact</h2>",
        "<p>Slow search.</p>",
        "<p>No data lost.</p>",
    ]


def test_a_mail_is_read_below_its_headers() -> None:
    assert times(MAIL) == [
        ("2024-01-18T20:14:00Z", "21:14 primary full, writes fail"),
        ("2024-01-18T20:16:00Z", "21:16 paged Ana"),
        ("2024-01-18T20:31:00Z", "21:31 moved the archive away"),
    ]


def test_what_is_hidden_or_quoted_is_no_row() -> None:
    words = " ".join(text for _, _, text in placed(MAIL))
    assert "Preview" not in words
    assert "disk looks odd" not in words


def test_a_piece_of_a_page_on_one_line_is_html_too() -> None:
    assert read_source(STATUS).format == "html"
    words = " ".join(line.text for line in read_source(STATUS).lines[1:])
    assert "<" not in words
    assert "May 2, 2024 - 11:20 UTC" in words


@pytest.mark.parametrize(
    "text",
    [
        '<p align="center"><img src="a.png"></p>\n\n# Outage\n\n- 14:05 down\n</p></div>\n',
        "14:05 nginx says <html><body>502</body></html>\n14:06 again\n",
        "```\n<html>\n<h1>502</h1>\n</html>\n```\n",
        "14:05 <b>down</b>\n",
    ],
)
def test_text_with_tags_in_it_is_no_page(text: str) -> None:
    assert read_source(text).format != "html"


def test_tables_that_lay_out_a_page_are_no_rows_of_cells() -> None:
    text = (
        "<html><table><tr><td><table><tr><td>14:05</td><td>node down</td></tr></table></td>"
        "<td><p>14:07 node up</p></td></tr></table></html>"
    )
    assert [text for _, _, text in placed(text)] == ["14:05 node down", "14:07 node up"]


def test_preformatted_lines_are_read_as_code() -> None:
    text = "<html><pre>\n14:05 node down\n14:07 &lt;node&gt; up\n</pre><pre>kubectl get\nNAME</pre></html>\n"
    assert [(line, text) for line, _, text in placed(text)] == [
        (2, "14:05 node down"),
        (3, "14:07 <node> up"),
        (4, "```\nkubectl get\nNAME\n```"),
    ]


def test_terms_and_their_descriptions_are_one_line() -> None:
    text = "<html><dl><dt>14:05</dt><dd>node down</dd><dt>14:07</dt><dd>node up</dd></dl></html>"
    assert [text for _, _, text in placed(text)] == ["14:05 node down", "14:07 node up"]


def test_what_is_pasted_behind_a_page_is_text() -> None:
    assert placed("<html><p>14:05 down</p></html>\n14:07 up\n14:08 fine\n") == [
        (1, "row", "14:05 down"),
        (2, "row", "14:07 up"),
        (3, "row", "14:08 fine"),
    ]


def test_the_headers_of_a_mail_are_kept_and_give_the_day() -> None:
    text = "From: Bo\nDate: Thu, 18 Jan 2024 22:00:00 +0000\n\n<html><p>21:14 full</p><p>21:16 paged</p></html>\n"
    assert times(text)[0] == ("2024-01-18T21:14:00Z", "21:14 full")


@pytest.mark.parametrize(
    "odd", ["<![x[", "<!--[if mso]>", "<![if !vml]>", "<!-- a > b", "<!x>", "<?x?>", "&#10;", "<"]
)
def test_odd_markup_hides_nothing_below_it(odd: str) -> None:
    assert (3, "row", "14:05 down") in placed(f"<html>\n{odd}\n<p>14:05 down</p>\n</html>\n")
