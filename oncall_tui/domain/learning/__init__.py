"""Learning across incidents: what was found before, what happens again, how long things take (L1-L6, N8)."""
