"""The language check: words that judge people, found by who the subject is, and a better question for each (W13)."""
