"""Five hundred lines that a note may well be, and that a careless command line would refuse, cut or obey."""

from itertools import product

OPTIONS = [
    "-",
    "--",
    "---",
    "-5",
    "-5m",
    "-5m x",
    "-1h30m",
    "--at",
    "--kind x",
    "-i",
    "-x",
    "--data=",
    "--zone",
    "-q1",
]
MARKS = [
    "!",
    ">",
    "=",
    "?",
    "+",
    "^",
    "%",
    "~",
    "@",
    "#",
    ":",
    "\\",
    "! ",
    "> ",
    "+1",
    ">50% errors",
    "=> rolled back",
]
SHELL = [
    "$(reboot)",
    "`id`",
    "; ls",
    "&& true",
    "| tee",
    "> /dev/null",
    "*",
    "?",
    "[a-z]",
    "~root",
    "'",
    '"',
    "\\n",
]
MARKUP = [
    "[/",
    "[bold",
    "[bold]x[/bold]",
    "[@click=quit]x",
    "[[",
    "{{x}}",
    "%s %d",
    "{0}",
    "<b>x</b>",
    "&amp;",
    "<<EOF",
]
TERMINAL = [
    "\x1b]52;c;aGk=\x07",
    "\x1b[2J",
    "\x1b[31mred",
    "\x9b31m",
    "\x07",
    "\x08\x08",
    "\x7f",
    "\r",
    "a\rb",
    "\x1b",
]
LETTERS = [
    "é",
    "e\u0301",
    "ﬁ",
    "ß",
    "中文",
    "日本語",
    "עברית",
    "العربية",
    "👩‍🚒",
    "🏴‍☠️",
    "\u200b",
    "\u202eabc",
    "\ufeff",
    "Ω≈ç√",
    "\u2028",
]
TIMES = [
    "@14:02",
    "@25:99",
    "@14:02 Nowhere/City",
    "@yesterday 23:50",
    "~ @03:1",
    "12:61",
    "99:99",
    "@2026-02-30",
    "@",
]
VERBS = [
    ":sev",
    ":sev banana",
    ":mitigated",
    ":lead",
    ":lead @",
    ":link",
    ":update",
    ":nonsense",
    ": ",
    ":help",
    ":wq",
]
DATA = [
    '{"a": 1}',
    "a,b,c",
    "=1+1",
    "@SUM(A1)",
    "null",
    "0",
    "1e309",
    "-0",
    "NaN",
    "True",
    "id: 7",
    "---",
    "a\tb",
    "../../x",
]
ODD = [*OPTIONS, *MARKS, *SHELL, *MARKUP, *TERMINAL, *LETTERS, *TIMES, *VERBS, *DATA]
# Options that `oncall note` has; a line that is nothing else is not a note.
KNOWN = ("--at", "--zone", "-i", "-", "--", "--data=")
HOW_MANY = 500


def odd_lines() -> list[str]:
    """Each on its own, then behind a mark or a time, then long ones; not one is blank or an option that we know."""
    alone = [line for line in ODD if line.strip() and line not in KNOWN]
    together = [f"{first} {second}" for first, second in product(["!", "-5m", "@14:02", "\\"], ODD)]
    long = ["x" * 100_000, "word " * 2_000, "é" * 5_000, "\n".join("line" * 3 for _ in range(300))]
    lines = list(dict.fromkeys([*alone, *long, *together]))
    return lines[:HOW_MANY]
