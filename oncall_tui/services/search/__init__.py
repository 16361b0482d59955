"""One search over everything (R6)."""
