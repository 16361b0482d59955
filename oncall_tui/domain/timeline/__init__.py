"""A timeline and the questions it raises: rows, order, milestones, durations, what needs a look (T1-T8)."""
