"""The report as one HTML page: no script, no request, light and dark, and fit to be printed (RETROSPECTIVE 6)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from oncall_tui.domain.analysis.structure import UP, Arrow, Node
from oncall_tui.domain.links import split_link
from oncall_tui.formats.writers.html import is_address, link, listed, prose, table, tag, text
from oncall_tui.formats.writers.report_words import (
    MISSING,
    Fact,
    duration_lines,
    end_line,
    finding_sign,
    gaps_after,
    problem_lines,
    remark_lines,
    row_author,
    row_kind,
    row_text,
    row_time,
    rows_by_day,
    standing,
    starred_rows,
    structure_of,
)
from oncall_tui.formats.writers.structure_text import UNNAMED

Json = Mapping[str, Any]
_DEEPEST = 12  # as in the text tree: a deeper chain is drawn no further to the right
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
STYLE = """
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #ffffff; --faint: #57606a; --line: #d0d7de; --bar: #0969da;
  --mark: #fff1c2; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --paper: #0d1117; --faint: #9ba6b2; --line: #3d444d;
  --bar: #4493f8; --mark: #4d3d10; } }
body { margin: 2rem auto; max-width: 56rem; padding: 0 1rem; color: var(--ink); background: var(--paper);
  font: 1rem/1.5 system-ui, sans-serif; }
h1 { line-height: 1.2; } h2 { margin-top: 2.2rem; border-bottom: 1px solid var(--line); }
a { color: var(--bar); } .faint, .standing { color: var(--faint); }
table { border-collapse: collapse; width: 100%; } thead { display: table-header-group; }
th, td { text-align: left; vertical-align: top; padding: .25rem .6rem .25rem 0; border-bottom: 1px solid var(--line); }
td.time { white-space: nowrap; font-variant-numeric: tabular-nums; } td.what { white-space: pre-line; }
tr.day th { padding-top: 1rem; } tr.gap td { color: var(--faint); font-style: italic; }
td p, li p { margin: .15rem 0; } td.length { width: 45%; vertical-align: middle; } td.reference { max-width: 18rem;
  overflow-wrap: anywhere; }
.milestone { border: 1px solid var(--line); border-radius: .3rem; padding: 0 .3rem; white-space: nowrap; }
.bar { display: block; height: .5rem; min-width: 2px; background: var(--bar); border-radius: .2rem; }
.version { border-left: .3rem solid var(--bar); padding-left: .8rem; }
.structure, .structure ul { border-left: 1px solid var(--line); padding-left: 1rem; list-style: none; }
:target { background: var(--mark); } pre { overflow-x: auto; white-space: pre-wrap; }
li { margin: .2rem 0; } blockquote { border-left: .3rem solid var(--line); margin-left: 0; padding-left: 1rem; }
@media print { :root { color-scheme: light; --ink: #000; --paper: #fff; --faint: #444; --line: #bbb; --mark: #fff; }
  body { max-width: none; margin: 0; } tr, li { break-inside: avoid; } h2, h3 { break-after: avoid; }
  a[href^="http"]:not(.bare)::after { content: " (" attr(href) ")"; word-break: break-all; font-size: .85em; } }
"""


def report_html(report: Json) -> str:
    """Return the whole page."""
    return _Page(report).html()


class _Page:
    """One page being written. It knows every id that is on it, so that no link leads nowhere."""

    def __init__(self, report: Json) -> None:
        self._report = report
        self._titles = dict(self._named())
        self._placed: set[str] = set()
        self._sections = {
            section["name"]: f"s-{number}" for number, section in enumerate(report["sections"], 1)
        }
        self._bodies = {section["name"]: self._section(section) for section in report["sections"]}

    def html(self) -> str:
        incident = self._report["incident"]
        title = incident["title"] or incident["handle"]
        head = tag(
            "head",
            tag("meta", charset="utf-8"),
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
            tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
            tag("meta", name="color-scheme", content="light dark"),
            tag("title", text(title)),
            f"<style>{STYLE}</style>",
        )
        body = tag(
            "body",
            tag("h1", text(title)),
            tag("p", self._facts_of_incident(), class_="faint"),
            tag("p", " · ".join(self._fact(fact) for fact in standing(self._report)), class_="standing"),
            *(tag("p", tag("strong", text(problem))) for problem in problem_lines(self._report)),
            tag("main", *self._main()),
            tag("footer", tag("p", text(end_line(self._report)), class_="faint")),
        )
        return f'<!doctype html>\n<html lang="en">{head}{body}</html>\n'

    def _main(self) -> Iterator[str]:
        for section in self._report["sections"]:
            body = self._bodies[section["name"]]
            if body:
                heading = tag("h2", text(section["title"]), id=self._sections[section["name"]])
                yield tag("section", heading, body)

    def _facts_of_incident(self) -> str:
        incident = self._report["incident"]
        facts = [incident["severity"], incident["type"], f"times in {incident['zone']}"]
        if incident["preparer"]:
            facts.append(f"prepared by {incident['preparer']}")
        return text(" · ".join(fact for fact in facts if fact))

    def _fact(self, fact: Fact) -> str:
        there = self._bodies.get(fact.target)
        return link(f"#{self._sections[fact.target]}", text(fact.text)) if there else text(fact.text)

    # -- links -------------------------------------------------------------------------------------------------------

    def _named(self) -> Iterator[tuple[str, tuple[str, str]]]:
        """Each id that has a place on the page: the id of that place, and its words."""
        report, analysis = self._report, self._report["analysis"]
        for row in report["timeline"]:
            yield (
                row["id"],
                (f"r-{row['id']}", f"{row_time(row)} {_first_line(row_text(report, row))}".strip()),
            )
        for name, field in _RECORDS.items():
            for record in report["questions"] if name == "questions" else analysis[name]:
                yield record["id"], (f"c-{record['id']}", record[field] or record.get("how") or "")
        for item in report["recommendations"]:
            if not item["merged_into"]:
                yield item["id"], (f"c-{item['id']}", item["title"])

    def _place(self, prefix: str, id: str) -> str | None:
        """Return the id of a row or record on the page; None where it has one already, as when another program gave
        the same id twice, or where a link could not lead there.
        """
        place = f"{prefix}-{id}"
        if place in self._placed or not is_address(f"#{place}"):
            return None
        self._placed.add(place)
        return place

    def _to(self, id: str, fallback: str = "") -> str:
        """Return a link to a row or record; its words alone where it is not on the page."""
        if id in self._titles:
            place, words = self._titles[id]
            return link(f"#{place}", text(words or "record"))
        return text(fallback)

    def _links(self, label: str, ids: Sequence[str], titles: Mapping[str, str] | None = None) -> str:
        found = [words for id in ids if (words := self._to(id, (titles or {}).get(id, "")))]
        return tag("p", text(f"{label}: "), "; ".join(found), class_="faint") if found else ""

    # -- sections ----------------------------------------------------------------------------------------------------

    def _section(self, section: Json) -> str:
        computed = {
            "durations": self._durations,
            "timeline": self._timeline,
            "analysis": self._analysis,
            "recommendations": self._recommendations,
            "questions": self._questions,
            "dissents": self._dissents,
            "amendments": self._amendments,
        }
        name = section["name"]
        return "".join(computed[name]()) if name in computed else "".join(self._texts(section))

    def _texts(self, section: Json) -> Iterator[str]:
        versions = section["versions"] or ([section["text"]] if section["text"] else [])
        for number, version in enumerate(versions, 1):
            if len(versions) > 1:
                said = f"Version {number} of {len(versions)}, none is chosen yet"
                yield tag("div", tag("p", tag("strong", text(said))), prose(version), class_="version")
            else:
                yield prose(version)
        if section["name"] in ("went_well", "got_lucky"):
            yield listed(self._to(row["id"]) for row in starred_rows(self._report, section["name"]))

    def _durations(self) -> Iterator[str]:
        lines = duration_lines(self._report)
        longest = max((abs(seconds) for _, _, seconds in lines), default=0) or 1
        rows = [
            tag(
                "tr",
                tag("th", text(name), scope="row"),
                tag("td", text(words)),
                tag("td", _bar(seconds, longest), class_="length"),
            )
            for name, words, seconds in lines
        ]
        if rows:
            yield table(("From → to", "Elapsed", ""), rows)
        yield listed(text(remark) for remark in remark_lines(self._report))

    def _timeline(self) -> Iterator[str]:
        report = self._report
        gaps = gaps_after(report)
        with_author = any(row_author(row) for row in report["timeline"])
        columns = ["Time", *(["Who"] if with_author else []), "What happened", "Reference"]
        rows: list[str] = []
        for day, events in rows_by_day(report):
            if day:
                rows.append(
                    tag("tr", tag("th", text(day), scope="rowgroup", colspan=str(len(columns))), class_="day")
                )
            for event in events:
                rows.append(self._row(event, with_author))
                if event["id"] in gaps:
                    gap = tag("td", text(gaps[event["id"]]), colspan=str(len(columns)))
                    rows.append(tag("tr", gap, class_="gap"))
        if rows:
            yield table(columns, rows)

    def _row(self, row: Json, with_author: bool) -> str:
        kind = row_kind(row)
        what = (tag("em", text(kind)) + " " if kind else "") + text(row_text(self._report, row))
        what += "".join(" " + tag("span", text(name), class_="milestone") for name in row["milestones"])
        references = " ".join(map(_reference, row["references"]))
        cells = [tag("td", text(row_time(row)), class_="time")]
        cells += [tag("td", text(row_author(row)))] if with_author else []
        linked = self._back_links(row["id"])
        cells += [tag("td", what + linked, class_="what"), tag("td", references, class_="reference")]
        return tag("tr", *cells, id=self._place("r", row["id"]))

    def _back_links(self, id: str) -> str:
        """Return the other way along the chain: from a row to the findings that name it."""
        findings = [each for each in self._report["analysis"]["findings"] if id in each["events"]]
        return self._links("in", [each["id"] for each in findings])

    def _analysis(self) -> Iterator[str]:
        analysis = self._report["analysis"]
        surroundings = (
            ("What we can change", analysis["boundary"]),
            ("What we can only watch", analysis["environment"]),
        )
        yield listed(
            tag("strong", text(f"{label}: ")) + text(words) for label, words in surroundings if words
        )
        yield from self._group("Losses", "losses", (("of", "hazards"), ("rows", "events")))
        yield from self._group("Hazards", "hazards", (("leads to", "losses"), ("kept off by", "constraints")))
        yield from self._group(
            "What has to stay true",
            "constraints",
            (("against", "hazards"), ("kept true by", "controls"), ("not covered", "missing_controls")),
        )
        yield from self._group(
            "Safety controls", "controls", (("keeps true", "constraints"), ("how it held", "findings"))
        )
        yield from self._findings()
        yield from self._group(
            "Missing controls",
            "missing_controls",
            (("for", "constraints"), ("rows", "events"), ("changed by", "mended_by")),
        )
        yield from self._group(
            "Systemic problems",
            "systemic_problems",
            (("seen in", "findings"), ("and in", "missing_controls"), ("changed by", "mended_by")),
        )
        yield from self._group("What we learned", "insights", (("about", "about"),))
        yield from self._structure()

    def _group(self, title: str, name: str, links: Sequence[tuple[str, str]]) -> Iterator[str]:
        records = self._report["analysis"][name]
        if records:
            items = [self._record(record, _RECORDS[name], links) for record in records]
            yield tag("h3", text(title)) + tag("ul", *items)

    def _record(self, record: Json, field: str, links: Sequence[tuple[str, str]]) -> str:
        words = tag("strong", text(record[field]))
        if field == "aspect":
            words = text(f"{MISSING} missing: ") + words
        more = [record[name] for name in ("explanation", "so_far") if record.get(name)]
        detail = "".join(tag("p", text(each)) for each in more)
        titles = record.get("mended_titles") or {}
        linked = "".join(self._links(label, record.get(name, ()), titles) for label, name in links)
        return tag("li", words, detail, linked, id=self._place("c", record["id"]))

    def _findings(self) -> Iterator[str]:
        controls = {control["id"]: control["name"] for control in self._report["analysis"]["controls"]}
        items = [self._finding(each, controls) for each in self._report["analysis"]["findings"]]
        if items:
            yield tag("h3", text("How the controls held")) + tag("ul", *items)

    def _finding(self, finding: Json, controls: Mapping[str, str]) -> str:
        how = finding["how"] or "how it held is not said yet"
        control = self._to(finding["control"], controls.get(finding["control"], ""))
        parts = [tag("strong", text(f"{finding_sign(finding['how'])} {how} ")), control]
        for label, field in _FINDING_TEXTS:
            if finding.get(field):
                parts.append(tag("p", text(f"{label}{finding[field]}")))
        parts.append(self._links("rows", finding["events"]))
        parts.append(self._links("changed by", finding["mended_by"], finding.get("mended_titles")))
        return tag("li", *parts, id=self._place("c", finding["id"]))

    def _structure(self) -> Iterator[str]:
        """Yield the control structure as nested lists with borders, words beside every sign."""
        structure = structure_of(self._report)
        if not (structure.nodes or structure.missing):
            return
        yield tag("h3", text("Control structure"))
        depth = -1
        pieces: list[str] = []
        for node in structure.nodes:
            step = min(node.depth, _DEEPEST)
            pieces += ['<ul class="structure">'] * max(0, step - depth)
            pieces += ["</li>"] if step <= depth else []
            pieces += ["</ul></li>"] * max(0, depth - step)
            pieces += ["<li>", self._node(node)]
            depth = step
        yield "".join([*pieces, "</li></ul>" * (depth + 1)])
        yield listed(
            (f"{MISSING} missing: {text(each.aspect)}" for each in structure.missing), class_="structure"
        )

    def _node(self, node: Node) -> str:
        name = text(node.name or UNNAMED)
        if node.refers:
            return f"→ {name}, above"
        return tag("strong", name) + listed(map(self._arrow, node.arrows))

    def _arrow(self, arrow: Arrow) -> str:
        sign = "↑ tells: " if arrow.direction == UP else "↓ acts: "
        parts = [text(sign), self._to(arrow.control.id, arrow.control.name)]
        parts += [tag("p", text(f"{_how(finding.how)} "), self._to(finding.id)) for finding in arrow.findings]
        if arrow.feedback is not None and arrow.direction != UP:
            parts.append(tag("p", text(f"↑ {arrow.feedback or '(no feedback)'}")))
        parts += [
            tag("p", text(f"{MISSING} missing: "), self._to(each.id, each.aspect)) for each in arrow.missing
        ]
        return "".join(parts)

    def _recommendations(self) -> Iterator[str]:
        items = [item for item in self._report["recommendations"] if not item["merged_into"]]
        if items:
            yield tag("ul", *map(self._recommendation, items))
        elif self._report["no_recommendations"]:
            yield tag("p", text(f"None: {self._report['no_recommendations']}"))

    def _recommendation(self, item: Json) -> str:
        facts = [item["status"], *([f"owner {item['owner']}"] if item["owner"] else [])]
        facts += [f"due {item['due']}"] if item["due"] else []
        tickets = map(_reference, item["tickets"])
        parts = [tag("strong", text(item["title"])), " · ", " · ".join([*map(text, facts), *tickets])]
        for label, field in (
            ("Done when: ", "definition_of_done"),
            ("Reason: ", "reason"),
            ("Check: ", "effect_check"),
        ):
            if item[field]:
                parts.append(tag("p", text(label + item[field])))
        parts.append(self._links("changes", item["mends"]))
        return tag("li", *parts, id=self._place("c", item["id"]))

    def _questions(self) -> Iterator[str]:
        states = {"unanswerable": " (cannot be answered)"}
        items = [
            tag("li", text(each["text"] + states.get(each["state"], "")), id=self._place("c", each["id"]))
            for each in self._report["questions"]
        ]
        if items:
            yield tag("ul", *items)

    def _dissents(self) -> Iterator[str]:
        for dissent in self._report["dissents"]:
            labels = (
                ("Position", "position"),
                ("Other side", "standing"),
                ("What would change it", "would_change"),
            )
            parts = [tag("strong", text(str(dissent.get("title", ""))))]
            parts += [
                tag("p", text(f"{label}: {dissent[name]}")) for label, name in labels if dissent.get(name)
            ]
            yield tag("div", *parts)

    def _amendments(self) -> Iterator[str]:
        yield listed(
            text(
                f"{each['at'] or ''} {each['by'] or ''}: {each['title']} {each['field'] or ''}: "
                f"{each['from'] or 'nothing'} → {each['to'] or 'nothing'}"
            )
            for each in self._report["amendments"]
        )


_RECORDS = {
    "losses": "text",
    "hazards": "text",
    "constraints": "text",
    "controls": "name",
    "findings": "what",
    "missing_controls": "aspect",
    "systemic_problems": "text",
    "questions": "text",
    "insights": "text",
}
_FINDING_TEXTS = (
    ("", "what"),
    ("Made sense: ", "made_sense"),
    ("Context: ", "context"),
    ("Belief: ", "belief"),
    ("They were told: ", "told"),
)


def _how(how: str) -> str:
    return f"{finding_sign(how)} {how or 'not said how'}"


def _bar(seconds: int, longest: int) -> str:
    return tag("span", class_="bar", style=f"width: {round(100 * abs(seconds) / longest)}%")


def _reference(reference: str) -> str:
    address, name = split_link(reference)
    if not address:
        return text(reference)
    return link(address, text(name)) if name else link(address, text(address), "bare")


def _first_line(words: str) -> str:
    return words.split("\n", 1)[0]
