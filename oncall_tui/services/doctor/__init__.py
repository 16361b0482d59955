"""Where people's words are, what is wrong there, and how it is brought back (S1, S2)."""
