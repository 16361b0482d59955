"""Check where people's words are stored, and repair what is damaged (S1, S2)."""
