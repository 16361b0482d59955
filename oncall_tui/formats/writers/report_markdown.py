"""The report as Markdown without any HTML; what people wrote stays text (RETROSPECTIVE 6).

Section texts are Markdown already: they keep their emphasis, lists and code, and lose what could open a tag, an image,
another scheme than http and https, or a heading that breaks the page.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from oncall_tui.domain.links import split_link
from oncall_tui.domain.visible import escape_controls, escape_line
from oncall_tui.formats.readers.markdown import escape_markdown
from oncall_tui.formats.writers.report_words import (
    MISSING,
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
from oncall_tui.formats.writers.structure_mermaid import structure_mermaid
from oncall_tui.formats.writers.structure_text import structure_text

Json = Mapping[str, Any]
_FENCE = re.compile(r"[ ]{0,3}(`{3,}|~{3,})")
_CODE = re.compile(r"(`+)(?:[^`]|(?!\1)`){1,2000}?\1(?!`)")
_TAG = re.compile(r"<(?!https?://[^\s<>]+>)")
_TARGET = re.compile(r"\](?=\(\s*<?(?!https?://|#)[^)\s])|\](?=\[)|!(?=\[)", re.IGNORECASE)
_DEFINITION = re.compile(r"^(\s{0,3})\[(?=[^\]]{1,999}\]:)")
_HEADING = re.compile(r"^\s{0,3}(#{1,6})(?=\s|$)")
_UNDERLINE = re.compile(r"^\s{0,3}(?:=+|-+)\s*$")


def report_markdown(report: Json, *, diagram: str = "text", ascii_only: bool = False) -> str:
    """Return the whole report. `diagram`: how the control structure is drawn: text, mermaid or none."""
    drawn = _drawn(report, diagram, ascii_only)
    lines = [
        f"# {escape_markdown(report['incident']['title'] or report['incident']['handle'])}",
        "",
        _line(report),
    ]
    for problem in problem_lines(report):
        lines += ["", f"**{escape_markdown(problem)}**"]
    for section in report["sections"]:
        body = list(_section(report, section, drawn))
        if body:
            lines += ["", f"## {escape_markdown(section['title'])}", "", *body]
    return "\n".join([*lines, "", end_line(report), ""])


def markdown_text(text: str) -> str:
    """Return somebody's Markdown with everything taken out that is more than text (see the module)."""
    lines: list[str] = []
    fence = ""
    for line in escape_controls(text).split("\n"):
        found = _FENCE.match(line)
        if fence:
            if found and line.strip().startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
            lines.append(line)
        elif found:
            fence = found[1]
            lines.append(line)
        else:
            lines.append(_prose_line(line, lines[-1] if lines else ""))
    return "\n".join([*lines, fence] if fence else lines).strip("\n")


def _prose_line(line: str, before: str) -> str:
    if before.strip() and _UNDERLINE.match(line):
        line = "\\" + line.lstrip()
    line = _HEADING.sub(lambda match: "###" if len(match[1]) < 4 else "#" * min(6, len(match[1])), line)
    line = _DEFINITION.sub(r"\1\\[", line)
    pieces: list[str] = []
    position = 0
    for code in _CODE.finditer(line):
        pieces += [_plain(line[position : code.start()]), code[0]]
        position = code.end()
    return "".join([*pieces, _plain(line[position:])])


def _plain(text: str) -> str:
    return _TARGET.sub(r"\\\g<0>", _TAG.sub(r"\\<", text))


def _drawn(report: Json, diagram: str, ascii_only: bool) -> str:
    """Return the control structure as a code block, "" where there is none; no text in it can end the block."""
    structure = structure_of(report)
    if diagram == "none" or not (structure.nodes or structure.missing):
        return ""
    if diagram == "mermaid":
        return f"```mermaid\n{structure_mermaid(structure)}```"
    text = structure_text(structure, ascii_only=ascii_only)
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
    return f"{fence}text\n{text}{fence}"


def _line(report: Json) -> str:
    return " · ".join(fact.text for fact in standing(report))


def _section(report: Json, section: Json, drawn: str) -> Iterator[str]:
    """Yield the lines of one section; none where there is nothing to say."""
    name = section["name"]
    if name in _COMPUTED:
        yield from _COMPUTED[name](report)
        if name == "analysis" and drawn:
            yield from ("", "**Control structure**", "", drawn)
        return
    versions = section["versions"] or ([section["text"]] if section["text"] else [])
    for number, text in enumerate(versions, 1):
        if len(versions) > 1:
            yield f"**Version {number} of {len(versions)}, none is chosen yet:**"
            yield ""
        yield markdown_text(text)
        yield ""
    for row in starred_rows(report, name) if name in ("went_well", "got_lucky") else ():
        yield f"- {escape_markdown(_moment(row))} {_one_line(row_text(report, row))}".replace("-  ", "- ")


def _moment(row: Json) -> str:
    return ("~" if row["approximate"] else "") + (row["local"] or "")


def _one_line(text: str) -> str:
    """Return a text on one line: lines are set apart by a slash, since a table's cell has no lines and no HTML."""
    return " / ".join(escape_markdown(line) for line in text.split("\n") if line.strip())


def _durations(report: Json) -> Iterator[str]:
    yield from (f"- {name}: {words}" for name, words, _ in duration_lines(report))
    yield from (f"- {escape_markdown(remark)}" for remark in remark_lines(report))


def _timeline(report: Json) -> Iterator[str]:
    gaps = gaps_after(report)
    with_author = any(row_author(row) for row in report["timeline"])
    head = [f"Time ({escape_markdown(report['incident']['zone'])})", *(["Who"] if with_author else [])]
    for day, rows in rows_by_day(report):
        if day:
            yield from (f"**{escape_markdown(day)}**", "")
        yield "| " + " | ".join([*head, "What happened", "Reference"]) + " |"
        yield "|---" * (len(head) + 2) + "|"
        for row in rows:
            who = [escape_markdown(row_author(row))] if with_author else []
            yield (
                "| "
                + " | ".join([escape_markdown(row_time(row)), *who, _what(report, row), _references(row)])
                + " |"
            )
            if row["id"] in gaps:
                blank = [""] * len(who)
                yield "| " + " | ".join(["", *blank, f"*{gaps[row['id']]}*", ""]) + " |"
        yield ""


def _what(report: Json, row: Json) -> str:
    kind = row_kind(row)
    milestones = "".join(f" **({escape_markdown(name)})**" for name in row["milestones"])
    return (f"*{kind}* " if kind else "") + _one_line(row_text(report, row)) + milestones


def _references(row: Json) -> str:
    return " ".join(map(_reference, row["references"]))


def _reference(reference: str) -> str:
    address, name = split_link(reference)
    if not address:
        return escape_markdown(reference)
    return f"[{escape_markdown(name)}](<{escape_line(address)}>)" if name else f"<{escape_line(address)}>"


def _titles(report: Json) -> dict[str, str]:
    """Map each linked id to its title: rows by time and words, records by text."""
    analysis = report["analysis"]
    named = {row["id"]: f"{row_time(row)} {row['text']}".strip() for row in report["timeline"]}
    for table, field in _TEXT_FIELDS.items():
        named |= {record["id"]: record[field] for record in analysis[table]}
    return named | {item["id"]: item["title"] for item in report["recommendations"]}


_TEXT_FIELDS = {
    "losses": "text",
    "hazards": "text",
    "constraints": "text",
    "controls": "name",
    "missing_controls": "aspect",
    "systemic_problems": "text",
    "questions": "text",
    "insights": "text",
}


def _analysis(report: Json) -> Iterator[str]:
    analysis = report["analysis"]
    named = _titles(report)
    for label, text in (
        ("What we can change", analysis["boundary"]),
        ("What we can only watch", analysis["environment"]),
    ):
        if text:
            yield f"- {label}: {_one_line(text)}"
    yield from _list("Losses", (_one_line(each["text"]) for each in analysis["losses"]))
    yield from _list("Hazards", (_one_line(each["text"]) for each in analysis["hazards"]))
    yield from _list(
        "What has to stay true",
        (_one_line(each["text"]) + _links(each["hazards"], named) for each in analysis["constraints"]),
    )
    yield from _controls(report, named)
    yield from _list(
        "Systemic problems",
        (
            _one_line(each["text"]) + _links((*each["findings"], *each["missing_controls"]), named)
            for each in analysis["systemic_problems"]
        ),
    )
    yield from _list("What we learned", (_one_line(each["text"]) for each in analysis["insights"]))


def _controls(report: Json, named: Mapping[str, str]) -> Iterator[str]:
    analysis = report["analysis"]
    findings = {record["id"]: record for record in analysis["findings"]}
    shown: list[str] = []
    for control in analysis["controls"]:
        name = _one_line(control["name"])
        explained = f": {_one_line(control['explanation'])}" if control["explanation"] else ""
        shown.append(f"**{name}**{explained}")
        shown += [
            f"  {line}"
            for id in control["findings"]
            if id in findings
            for line in _finding(findings[id], named)
        ]
    for missing in analysis["missing_controls"]:
        relied = f"; relied on so far: {_one_line(missing['so_far'])}" if missing["so_far"] else ""
        shown.append(
            f"{MISSING} missing: {_one_line(missing['aspect'])}{relied}{_links(missing['mended_by'], named)}"
        )
    if shown:
        yield from ("", "**Safety controls**", "")
        yield from (line if line.startswith("  ") else f"- {line}" for line in shown)


def _finding(finding: Json, named: Mapping[str, str]) -> Iterator[str]:
    how = finding["how"] or "how it held is not said yet"
    yield f"- {finding_sign(finding['how'])} {how}: {_one_line(finding['what'])}{_links(finding['events'], named)}"
    if finding["made_sense"]:
        yield f"  - made sense: {_one_line(finding['made_sense'])}"
    for id in finding["mended_by"]:
        yield f"  - changed by: {_one_line(named.get(id) or finding['mended_titles'].get(id) or 'not here yet')}"


def _links(ids: Any, named: Mapping[str, str]) -> str:
    texts = [_one_line(named[id]) for id in ids if named.get(id)]
    return f" ({'; '.join(texts)})" if texts else ""


def _list(title: str, texts: Iterator[str]) -> Iterator[str]:
    lines = [f"- {text}" for text in texts]
    if lines:
        yield from ("", f"**{title}**", "", *lines)


def _recommendations(report: Json) -> Iterator[str]:
    items = [item for item in report["recommendations"] if not item["merged_into"]]
    for item in items:
        facts = [item["status"], *([f"owner {item['owner']}"] if item["owner"] else [])]
        facts += [f"due {item['due']}"] if item["due"] else []
        facts += item["tickets"]
        yield f"- **{_one_line(item['title'])}** · {' · '.join(map(escape_markdown, facts))}"
        for label, field in (("done when", "definition_of_done"), ("reason", "reason")):
            if item[field]:
                yield f"  - {label}: {_one_line(item[field])}"
    if not items and report["no_recommendations"]:
        yield f"None: {_one_line(str(report['no_recommendations']))}"


def _questions(report: Json) -> Iterator[str]:
    for question in report["questions"]:
        state = " (cannot be answered)" if question["state"] == "unanswerable" else ""
        yield f"- {_one_line(question['text'])}{state}"


def _dissents(report: Json) -> Iterator[str]:
    for dissent in report["dissents"]:
        yield f"- {_one_line(str(dissent.get('title', '')))} · {escape_markdown(str(dissent.get('by') or ''))}"
        for label in ("position", "standing", "would_change"):
            if dissent.get(label):
                yield f"  - {label.replace('_', ' ')}: {_one_line(dissent[label])}"


def _amendments(report: Json) -> Iterator[str]:
    for each in report["amendments"]:
        what = f"{each['title']}: {each['field']}" if each["field"] else each["title"]
        change = f"{each['from'] or 'nothing'} → {each['to'] or 'nothing'}"
        made = escape_markdown(f"{each['at'] or ''} {each['by'] or ''}".strip())
        yield f"- {made}: {_one_line(what)}: {_one_line(change)}"


_COMPUTED = {
    "durations": _durations,
    "timeline": _timeline,
    "analysis": _analysis,
    "recommendations": _recommendations,
    "questions": _questions,
    "dissents": _dissents,
    "amendments": _amendments,
}
