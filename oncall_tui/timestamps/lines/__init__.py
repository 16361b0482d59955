"""From line to line of a source: what carries on from one to the next (DESIGN, time)."""
