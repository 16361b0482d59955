"""A report value with every part filled, and with hostile text wherever somebody can write."""

from typing import Any

HOSTILE = (
    "<script>alert(1)</script> <img src=x onerror=y> [a](javascript:alert(1)) ![p](http://x/p.png) \x1b]52;c;eA==\x07 "
    '\u202eevil | cell "quote" `code <b>`\n# heading\n===\n[r]: data:text/html,x\n```\nunclosed <i>'
)


def row(id: str, local: str | None, text: str, **more: Any) -> dict[str, Any]:
    """A row of the timeline as `timeline --json` prints it."""
    given = {
        "id": id,
        "occurred_at": None if local is None else local.replace(" ", "T") + ":00Z",
        "local": local,
        "precision": "minute",
        "approximate": False,
        "text": text,
        "kind": None,
        "milestone": None,
        "milestones": [],
        "references": [],
        "flags": [],
        "notes": [id],
        "settled": False,
        "starred": False,
    }
    return given | more


def recommendation(id: str, title: str, **more: Any) -> dict[str, Any]:
    """A recommendation as the report has it."""
    texts = (
        "statement owner sponsor label due definition_of_done change_type outcome risk decision workaround reason "
        "effect_check effect_due effect_verdict part_of merged_into"
    )
    given: dict[str, Any] = {"id": id, "title": title, "status": "planned", **dict.fromkeys(texts.split())}
    return given | {"incidents": ["inc"], "tickets": [], "tags": [], "mends": []} | more


def report(text: str = "All calm.", **more: Any) -> dict[str, Any]:
    """A whole report; `text` is written into every field that people write."""
    mended = {
        "mended_by": ["rec1"],
        "mended_titles": {},
        "recommendations": ["rec1"],
        "questions": [],
        "insights": [],
    }
    value: dict[str, Any] = {
        "format": "oncall-report/1",
        "incident": {
            "id": "inc",
            "handle": "disk-space",
            "title": text,
            "severity": "SEV2",
            "type": None,
            "zone": "Europe/London",
            "preparer": "ana",
        },
        "review": {"reviewers": ["bo", "cy"], "read_by": ["bo"], "signed": [{"name": "bo", "stale": True}]},
        "sections": [
            {
                "name": name,
                "title": title,
                "state": None,
                "text": words,
                "words": len(words.split()),
                "versions": versions,
            }
            for name, title, words, versions in (
                ("summary", "Summary", text, []),
                ("impact", "Impact", text, [text, "Other."]),
                ("durations", "Durations", "", []),
                ("timeline", "Timeline", "", []),
                ("went_well", "What went well", "", []),
                ("analysis", "Analysis", "", []),
                ("recommendations", "Recommendations", "", []),
                ("questions", "Open questions", "", []),
                ("dissents", "Dissents", "", []),
                ("amendments", "Amendments", "", []),
            )
        ],
        "timeline": [
            row(
                "row1",
                "2026-11-20 13:42",
                text,
                milestones=["detected"],
                kind="saw",
                author=text if text == HOSTILE else "ana",
                starred=True,
            ),
            row(
                "row2",
                "2026-11-21 09:00",
                "bo rolled back",
                approximate=True,
                references=["https://x.test/a?b=1&c=2", text],
            ),
            row("row3", None, "no time"),
        ],
        "row_words": {"row3": "no time at all"},
        "gaps": [{"after": "row1", "seconds": 69_480}],
        "durations": {
            "time_to_mitigate": {
                "from": "detected",
                "to": "mitigated",
                "seconds": 15_120,
                "from_at": "x",
                "to_at": "y",
            },
            "time_to_detect": None,
        },
        "figures": [{"what": "repair", "seconds": 127_800, "same": None, "ours": {"seconds": 192_960}}],
        "analysis": {
            "boundary": text,
            "environment": text,
            "losses": [{"id": "loss1", "text": text, "events": ["row1"], "hazards": ["haz1"]}],
            "hazards": [
                {"id": "haz1", "text": text, "losses": ["loss1"], "events": [], "constraints": ["con1"]}
            ],
            "constraints": [
                {
                    "id": "con1",
                    "text": text,
                    "hazards": ["haz1"],
                    "controls": ["ctl1"],
                    "missing_controls": ["mis1"],
                }
            ],
            "controls": [
                {
                    "id": "ctl1",
                    "name": text,
                    "explanation": text,
                    "constraints": ["con1"],
                    "findings": ["fin1"],
                }
            ],
            "findings": [
                {
                    "id": "fin1",
                    "control": "ctl1",
                    "how": "late",
                    "what": text,
                    "made_sense": text,
                    "context": text,
                    "belief": "",
                    "told": "",
                    "where": "",
                    "events": ["row1", "gone"],
                    "systemic_problems": ["sys1"],
                    **mended,
                }
            ],
            "missing_controls": [
                {
                    "id": "mis1",
                    "aspect": text,
                    "so_far": text,
                    "control": "",
                    "constraints": ["con1"],
                    "events": [],
                    **mended,
                }
            ],
            "systemic_problems": [
                {
                    "id": "sys1",
                    "text": text,
                    "category": "",
                    "findings": ["fin1"],
                    "missing_controls": ["mis1"],
                    "events": [],
                    **mended,
                }
            ],
            "questions": [{"id": "que1", "text": text, "state": "open", "answer": "", "about": []}],
            "insights": [{"id": "ins1", "text": text, "topic": "", "about": ["row2", "gone"]}],
            "loose_ends": [],
            "left_out": [],
            "not_here": [],
        },
        "recommendations": [
            recommendation(
                "rec1",
                text,
                owner="bo",
                definition_of_done=text,
                tickets=["https://t.test/1", "OPS-1"],
                mends=["fin1"],
            )
        ],
        "no_recommendations": None,
        "questions": [{"id": "que1", "text": text, "state": "open", "answer": "", "about": []}],
        "dissents": [{"title": text, "position": text, "standing": text, "would_change": text}],
        "completion": None,
        "completions": [],
        "amendments": [
            {
                "table": "events",
                "id": "row1",
                "field": "text",
                "title": text,
                "by": "bo",
                "at": "2026-11-22T10:00:00Z",
                "from": text,
                "to": None,
            }
        ],
    }
    return value | more
