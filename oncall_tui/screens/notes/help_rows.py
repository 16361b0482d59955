"""The words of the Notes view: the kinds and verbs that the line understands, and what an empty stream says."""

from collections.abc import Iterator

from oncall_tui.widgets.footer import key_row
from oncall_tui.widgets.rows import Row, sign_row

SIGNS = (("!", "did"), (">", "saw"), ("=", "decided"), ("?", "suspected"), ("+", "idea"))
SAMPLES = (("@03:52", "or -5m"), (":help", ""), (":mitigated", ""), (":update", ""))
VERBS = (
    (":sev 2", "the severity; :sev alone offers the team's scale"),
    (
        ":detected :declared :ack :mitigated :resolved",
        "a milestone, now or at a time: :mitigated 03:48",
    ),
    (":lead @ana  :comms @bo  :scribe @li", "who has which role"),
    (":link URL name", "a link for the strip above the notes"),
    (":update TEXT next 30m", "a status update, and when the next one is due"),
    (":new TITLE", "another incident, made the current one"),
    (":seen", "incidents that looked like this one"),
)
WHENS = (
    ("-5m  -1h30m", "so long ago; also 10 minutes ago"),
    ("@14:02  14:02:07  @2:20 pm CET", "at that time; also @yesterday 23:50, @Fri 10:00"),
    ("~14:02  14:02ish", "about then"),
    ("@02:50-02:58", "from then until then"),
)
MARKS = (
    ("#redis  @ana  PD-8841", "a tag, a person, a ticket: anywhere in the line"),
    ("\\", "at the start: all of the line is text"),
    ("^ expected  % assumed", "two more kinds"),
)
ROW_SIGNS = (
    ("~", "about then"),
    ("!", "needs a look: the time could be several"),
    ("*", "pinned"),
    ("x", "left out"),
    ("…", "saving"),
    ("✗", "NOT SAVED: Up brings the line back"),
    ("▸", "several lines; Enter shows them, B breaks them into rows"),
    ("folded", "lines of a log: Enter shows them, there Space and Enter pick some in"),
)
EMPTY = (
    "Nothing is written yet. Type what you do and see; Enter saves each line.",
    "A line can be rough. It can be timed, sorted and mended later.",
)
UNFILED = ("No incident is open: what you write is kept unfiled, and filed later from 0 Incidents.",)


def hint_row(width: int) -> Row:
    """Return the kinds, as they are typed, and a few of the other things that the line understands."""
    return key_row((*SIGNS, *SAMPLES), width)


def help_words() -> Iterator[Row]:
    """Yield everything that the line understands, and the signs in the rows."""
    kinds = "  ".join(f"{sign} {word}" for sign, word in SIGNS)
    yield sign_row("kinds", f"{kinds}   then a space")
    for words in (VERBS, WHENS, MARKS, ROW_SIGNS):
        yield from (sign_row(sign, meaning) for sign, meaning in words)
