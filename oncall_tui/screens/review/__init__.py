"""Review: what there is to read, who read how far, and what is said about it."""
