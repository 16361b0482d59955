"""Find: which shapes of stamp stand in a line, and where (DESIGN, time)."""
