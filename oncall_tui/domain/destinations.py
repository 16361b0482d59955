"""The places of the lines of a source; an import proposes one for each (SCREENS, an import has destinations)."""

ROW = "row"  # a draft row of the timeline
FOLDED = "folded"  # a line of a log: kept in its source, picked into the timeline by hand
MILESTONE = "milestone"  # a key event of a report: a milestone on the matching row
WRITE_UP = "write-up"  # a field of the write-up
IDEA = "idea"  # a recommendation that nobody committed to yet
CLAIM = "claim"  # a stated duration, to be checked against the computed one
KEPT = "kept"  # headings, dividers, front matter: kept, no row
DESTINATIONS = (ROW, FOLDED, MILESTONE, WRITE_UP, IDEA, CLAIM, KEPT)
