"""The report as a value: what it becomes for people outside, and under aliases (N4, RETROSPECTIVE 6)."""
