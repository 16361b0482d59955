"""Recommendations: their fields and rules, how they stand today, what lists and leads ask of them (R1-R18)."""
